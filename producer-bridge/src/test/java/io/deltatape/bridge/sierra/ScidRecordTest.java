package io.deltatape.bridge.sierra;

import static io.deltatape.bridge.sierra.ScidBytes.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.bridge.market.MarketRecord;
import io.deltatape.bridge.market.MarketRecord.Kind;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class ScidRecordTest {
    private static final long TIME = ScidBytes.dateTime("2026-03-02T15:00:00Z");
    private static final long ONE = 1_000_000_000;

    private final RecordDecoder decoder = new RecordDecoder(BigDecimal.ONE, () -> Long.MAX_VALUE);

    private static ScidRecord view(byte[] bytes) {
        return new ScidRecord(ReadBlock.view(bytes)).moveTo(0, 56);
    }

    private static Kind kind(byte[] bytes) {
        return view(bytes).kind();
    }

    @Test
    void kindsAreToldApart() {
        float first = Float.intBitsToFloat(ScidBytes.FIRST_SUB_TRADE);
        float last = Float.intBitsToFloat(ScidBytes.LAST_SUB_TRADE);
        assertThat(kind(record(TIME, 0, 11, 10, 11, 1, 3, 0, 3))).isEqualTo(Kind.TICK);
        assertThat(kind(record(TIME, first, 11, 10, 11, 1, 3, 0, 3))).isEqualTo(Kind.TICK);
        assertThat(kind(record(TIME, last, 11, 10, 11, 1, 3, 0, 3))).isEqualTo(Kind.TICK);
        assertThat(kind(record(TIME, 10, 12, 9, 11, 1, 3, 0, 3))).isEqualTo(Kind.BAR);
        assertThat(kind(record(TIME, 10, 12, 9, 11, 7, 3, 0, 3))).isEqualTo(Kind.BAR);
        assertThat(kind(record(TIME, 0, 11, 10, 0, 1, 0, 0, 0))).isEqualTo(Kind.QUOTE);
        assertThat(kind(record(TIME, 0, 11, 10, 10.5f, 1, 0, 0, 0))).isEqualTo(Kind.QUOTE);
        assertThat(kind(record(TIME, 0, 0, 0, 17.25f, 0, 0, 0, 0))).isEqualTo(Kind.INDEX);
        assertThat(kind(record(TIME, 0, 0, 0, 17.25f, 1, 0, 0, 0))).isEqualTo(Kind.INDEX);
    }

    @Test
    void aTickHasItsPriceEverywhereAndTheQuoteInHighAndLow() {
        var verdict = decoder.decode(view(record(TIME, 0, 11, 10, 10.5f, 1, 3, 3, 0)));

        assertThat(verdict).isEqualTo(RecordDecoder.Verdict.GOOD);
        assertThat(decoder.timeUs()).isEqualTo(1_772_463_600_000_000L);
        assertThat(decoder.open()).isEqualTo(decoder.high()).isEqualTo(decoder.low());
        assertThat(decoder.close()).isEqualTo(decoder.open()).isEqualTo(10_500_000_000L);
        assertThat(decoder.bid()).isEqualTo(10 * ONE);
        assertThat(decoder.ask()).isEqualTo(11 * ONE);
        assertThat(decoder.bidVolume()).isEqualTo(3);
    }

    @Test
    void anIndexHasNoQuote() {
        decoder.decode(view(record(TIME, 0, 0, 0, 17.25f, 1, 0, 0, 0)));

        assertThat(decoder.close()).isEqualTo(17_250_000_000L);
        assertThat(decoder.bid()).isEqualTo(MarketRecord.ABSENT);
        assertThat(decoder.ask()).isEqualTo(MarketRecord.ABSENT);
        assertThat(decoder.volume()).isZero();
    }

    @Test
    void aBarKeepsItsPricesAndHasNoQuote() {
        decoder.decode(view(record(TIME, 10, 12, 9, 11, 7, 30, 10, 20)));

        assertThat(decoder.open()).isEqualTo(10 * ONE);
        assertThat(decoder.high()).isEqualTo(12 * ONE);
        assertThat(decoder.low()).isEqualTo(9 * ONE);
        assertThat(decoder.bid()).isEqualTo(MarketRecord.ABSENT);
        assertThat(decoder.trades()).isEqualTo(7);
    }

    @Test
    void countsBeyondIntMaxAreZero() {
        decoder.decode(view(record(TIME, 10, 12, 9, 11, 7, -1, Integer.MIN_VALUE, Integer.MAX_VALUE)));

        assertThat(decoder.volume()).isZero();
        assertThat(decoder.bidVolume()).isZero();
        assertThat(decoder.askVolume()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void damageIsNamed() {
        assertThat(decode(record(-5, 0, 11, 10, 11, 1, 3, 0, 3))).isEqualTo(RecordDecoder.Verdict.BAD_TIME);
        assertThat(decode(record(1_000_000, 0, 11, 10, 11, 1, 3, 0, 3))).isEqualTo(RecordDecoder.Verdict.BAD_TIME);
        assertThat(decode(record(Long.MAX_VALUE, 0, 11, 10, 11, 1, 3, 0, 3))).isEqualTo(RecordDecoder.Verdict.BAD_TIME);
        assertThat(decode(record(TIME, 0, 11, 10, 0, 1, 3, 0, 3))).isEqualTo(RecordDecoder.Verdict.BAD_PRICE);
        assertThat(decode(record(TIME, 0, 11, 10, Float.NaN, 1, 3, 0, 3))).isEqualTo(RecordDecoder.Verdict.BAD_PRICE);
        assertThat(decode(record(TIME, 10, Float.POSITIVE_INFINITY, 9, 11, 7, 3, 0, 3)))
                .isEqualTo(RecordDecoder.Verdict.BAD_PRICE);
        assertThat(decode(record(TIME, 0, Float.NaN, 10, 11, 1, 3, 0, 3))).isEqualTo(RecordDecoder.Verdict.BAD_QUOTE);
        assertThat(decoder.bid()).isEqualTo(10 * ONE);
        assertThat(decoder.ask()).isEqualTo(MarketRecord.ABSENT);
    }

    private RecordDecoder.Verdict decode(byte[] bytes) {
        return decoder.decode(view(bytes));
    }
}
