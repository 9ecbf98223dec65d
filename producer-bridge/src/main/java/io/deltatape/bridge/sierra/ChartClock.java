package io.deltatape.bridge.sierra;

import static io.deltatape.bridge.market.MarketRecord.ABSENT;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;

/// Turns the wall clock of a chart's time zone, row by row, into microseconds since 1970.
///
/// Where clocks are put back an hour exists twice: a time in it is the first of the two unless that would lie before
/// the row before. Where they are put forward, a time that does not exist is taken as if they had not been. The offset
/// of the quarter of an hour last asked for is kept. Not thread-safe.
final class ChartClock {
    private static final long SECOND_US = 1_000_000;
    private static final long DAY_SECONDS = 86_400;
    /// No zone changes its offset within one.
    private static final long QUARTER_SECONDS = 900;

    private final ZoneRules rules;
    private long quarter = Long.MIN_VALUE;
    private long quarterOffsetSeconds;
    private long lastUs = Long.MIN_VALUE;

    ChartClock(ZoneId zone) {
        this.rules = zone.getRules();
    }

    /// The moment of a date and a time of day; absent if one of them is none.
    long timeUs(String date, String time) {
        long epochDay = TextDates.epochDay(date);
        long timeOfDayUs = TextDates.timeOfDayUs(time);
        if (epochDay == ABSENT || timeOfDayUs == ABSENT) {
            return ABSENT;
        }
        long localSeconds = epochDay * DAY_SECONDS + timeOfDayUs / SECOND_US;
        long localUs = epochDay * DAY_SECONDS * SECOND_US + timeOfDayUs;
        lastUs = localUs - offsetSeconds(localSeconds, localUs) * SECOND_US;
        return lastUs;
    }

    private long offsetSeconds(long localSeconds, long localUs) {
        long asked = Math.floorDiv(localSeconds, QUARTER_SECONDS);
        if (asked == quarter) {
            return quarterOffsetSeconds;
        }
        var local = LocalDateTime.ofEpochSecond(localSeconds, 0, ZoneOffset.UTC);
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        return switch (offsets.size()) {
            case 0 -> rules.getTransition(local).getOffsetBefore().getTotalSeconds();
            case 1 -> {
                quarter = asked;
                quarterOffsetSeconds = offsets.getFirst().getTotalSeconds();
                yield quarterOffsetSeconds;
            }
            default -> {
                long first = offsets.getFirst().getTotalSeconds();
                boolean isSecond = localUs - first * SECOND_US < lastUs;
                yield isSecond ? offsets.getLast().getTotalSeconds() : first;
            }
        };
    }

    /// Forgets the row before.
    void beginAnew() {
        lastUs = Long.MIN_VALUE;
    }
}
