package io.deltatape.bridge.sierra;

import io.deltatape.bridge.market.MarketRecord;
import io.deltatape.bridge.market.SessionStatistics;
import io.deltatape.bridge.market.TradeDates;
import io.deltatape.contract.MarketState;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads a whole file from its first record on: the truth that shorter ways are compared with.
final class WholeReading {
    final List<MarketState> sessionEnds = new ArrayList<>();
    final List<Long> firstTimesUs = new ArrayList<>();
    final SessionStatistics statistics = new SessionStatistics(new TradeDates(), MarketRecord.ABSENT);
    private final RecordDecoder decoder = new RecordDecoder(BigDecimal.ONE, () -> Long.MAX_VALUE);
    private MarketState before = MarketState.EMPTY;

    static WholeReading of(Path file) throws IOException {
        var reading = new WholeReading();
        try (var reader = (ScidReader) ScidReader.open(file, new ReadBlock())) {
            reader.read(reading::take);
        }
        reading.sessionEnds.add(reading.statistics.state());
        return reading;
    }

    private void take(ScidRecord record) {
        switch (decoder.decode(record)) {
            case BAD_TIME, BAD_PRICE -> {}
            case GOOD, BAD_QUOTE -> {
                if (statistics.apply(decoder) == SessionStatistics.Effect.SESSION_BEGUN) {
                    firstTimesUs.add(decoder.timeUs());
                    if (!before.equals(MarketState.EMPTY)) {
                        sessionEnds.add(before);
                    }
                }
                before = statistics.state();
            }
        }
    }
}
