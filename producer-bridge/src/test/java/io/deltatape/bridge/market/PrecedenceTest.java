package io.deltatape.bridge.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.contract.Field;
import io.deltatape.contract.MarketState;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PrecedenceTest {
    private static final long T = 1_772_000_000_000_000L;
    private static final MarketState SCID = MarketState.builder()
            .set(Field.LAST_PRICE, 100)
            .set(Field.VOLUME, 7)
            .set(Field.BID, 98)
            .set(Field.ASK, 102)
            .set(Field.PREV_CLOSE, 90)
            .set(Field.TS_EVENT, T)
            .build();
    private static final MarketState JSON = MarketState.builder()
            .set(Field.LAST_PRICE, 55)
            .set(Field.HIGH, 60)
            .set(Field.FLAGS, 1)
            .set(Field.TS_EVENT, T + 5)
            .build();
    private static final MarketState DAILY = MarketState.builder()
            .set(Field.PREV_CLOSE, 91)
            .set(Field.OPEN_INTEREST, 1_000)
            .build();

    private static MarketState merged(Map<SourceKind, MarketState> said) {
        return Precedence.merge(said).state();
    }

    private static MarketState depth(long timeUs) {
        return MarketState.builder()
                .set(Field.BID, 99)
                .set(Field.BID_SIZE, 3)
                .set(Field.TS_EVENT, timeUs)
                .side(Field.BIDS, 99, 3)
                .side(Field.ASKS)
                .build();
    }

    @Test
    void oneFileAloneIsWhatItSays() {
        assertThat(merged(Map.of(SourceKind.SCID, SCID))).isEqualTo(SCID);
        assertThat(merged(Map.of(SourceKind.ACSIL, JSON))).isEqualTo(JSON);
        assertThat(merged(Map.of())).isEqualTo(MarketState.EMPTY);
    }

    @Test
    void sessionFiguresComeFromOneFileNeverMixed() {
        MarketState merged = merged(Map.of(SourceKind.SCID, SCID, SourceKind.ACSIL, JSON));

        assertThat(merged).isEqualTo(SCID);
    }

    @Test
    void anExportMadeOnceIsPassedOverForAJsonThatLives() {
        MarketState export = MarketState.builder()
                .set(Field.LAST_PRICE, 70)
                .set(Field.TS_EVENT, T + 5 - Precedence.EXPORT_BEHIND_US)
                .build();
        MarketState older = MarketState.builder()
                .set(Field.LAST_PRICE, 70)
                .set(Field.TS_EVENT, T + 4 - Precedence.EXPORT_BEHIND_US)
                .build();

        assertThat(merged(Map.of(SourceKind.BARS, export, SourceKind.ACSIL, JSON)))
                .isEqualTo(export);
        assertThat(merged(Map.of(SourceKind.BARS, older, SourceKind.ACSIL, JSON)))
                .isEqualTo(JSON);
        assertThat(merged(Map.of(SourceKind.BARS, older))).isEqualTo(older);
    }

    @Test
    void theKindsThatContributeAreNamedInOrder() {
        var all = Map.of(
                SourceKind.DAILY,
                DAILY,
                SourceKind.DEPTH,
                depth(T - Precedence.BOOK_BEHIND_US - 1),
                SourceKind.ACSIL,
                JSON,
                SourceKind.SCID,
                SCID);

        assertThat(Precedence.merge(all).kinds()).containsExactly(SourceKind.SCID, SourceKind.DAILY);
        assertThat(Precedence.merge(all).main()).contains(SourceKind.SCID);
        assertThat(Precedence.merge(Map.of(SourceKind.DAILY, DAILY)).main()).isEmpty();
    }

    @Test
    void bookAndQuoteComeFromDepthWithItsAbsences() {
        MarketState merged = merged(Map.of(SourceKind.SCID, SCID, SourceKind.DEPTH, depth(T + 9)));

        assertThat(merged.value(Field.BID)).isEqualTo(99);
        assertThat(merged.has(Field.ASK)).as("an empty side has no best price").isFalse();
        assertThat(merged.asks().levels()).isZero();
        assertThat(merged.has(Field.ASKS)).isTrue();
        assertThat(merged.value(Field.LAST_PRICE)).isEqualTo(100);
        assertThat(merged.value(Field.TS_EVENT)).isEqualTo(T + 9);
    }

    @Test
    void aBookThatFellBehindIsNotShown() {
        MarketState late = depth(T - Precedence.BOOK_BEHIND_US - 1);

        assertThat(merged(Map.of(SourceKind.SCID, SCID, SourceKind.DEPTH, late)))
                .isEqualTo(SCID);
        assertThat(merged(Map.of(SourceKind.SCID, SCID, SourceKind.DEPTH, depth(T - 1)))
                        .value(Field.TS_EVENT))
                .isEqualTo(T);
    }

    @Test
    void theDailyFileKnowsTheSettlement() {
        MarketState merged = merged(Map.of(SourceKind.SCID, SCID, SourceKind.DAILY, DAILY));

        assertThat(merged.value(Field.PREV_CLOSE)).isEqualTo(91);
        assertThat(merged.value(Field.OPEN_INTEREST)).isEqualTo(1_000);
        assertThat(merged.value(Field.VOLUME)).isEqualTo(7);
    }
}
