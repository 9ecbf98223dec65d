package io.deltatape.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MarketStateTest {
    /// The CRC-32C of the canonical bytes below, computed bit by bit outside of Java.
    private static final long VECTOR = 1587548896L;

    @Test
    void checksumIsThatOfTheCanonicalBytes() {
        MarketState state = MarketState.builder()
                .set(Field.LAST_PRICE, Price.parse("-1.5"))
                .set(Field.VOLUME, 1502)
                .side(Field.BIDS, Price.parse("1.25"), 3, Price.parse("2"), 4)
                .side(Field.ASKS)
                .build();
        byte[] canonical = HexFormat.of()
                .parseHex("00" + "ffffffffa697d100" // px -1.5
                        + "0a" + "00000000000005de" // v 1502
                        + "14" + "0002" // bids, two levels
                        + "0000000077359400" + "0000000000000004" // 2 × 4
                        + "000000004a817c80" + "0000000000000003" // 1.25 × 3
                        + "15" + "0000"); // asks, none
        var crc = new CRC32C();
        crc.update(canonical);

        assertThat(state.checksum()).isEqualTo(crc.getValue()).isEqualTo(VECTOR);
        assertThat(MarketState.EMPTY.checksum()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void checksumsAreEqualExactlyWhereStatesAre(long seed) {
        var random = new RandomStates(seed);
        List<MarketState> states = new ArrayList<>(random.walk(150));
        List<MarketState> again = new RandomStates(seed).walk(150);
        for (int i = 0; i < states.size(); i++) {
            assertThat(states.get(i).checksum())
                    .as("seed %d state %d", seed, i)
                    .isEqualTo(again.get(i).checksum());
        }
        for (int i = 0; i < 100; i++) {
            states.add(random.any());
        }
        for (MarketState a : states) {
            for (MarketState b : states) {
                assertThat(a.checksum() == b.checksum())
                        .as("seed %d %s and %s", seed, a, b)
                        .isEqualTo(a.equals(b));
            }
        }
    }

    @Test
    void anAbsentBookAnEmptyBookAndAZeroAreThreeThings() {
        MarketState empty =
                MarketState.builder().side(Field.BIDS).side(Field.ASKS).build();
        MarketState zero = MarketState.builder().set(Field.LAST_PRICE, 0).build();

        assertThat(empty).isNotEqualTo(MarketState.EMPTY).isNotEqualTo(zero);
        assertThat(zero).isNotEqualTo(MarketState.EMPTY);
        assertThat(empty.bids().levels()).isZero();
        assertThat(List.of(empty.has(Field.BIDS), MarketState.EMPTY.has(Field.BIDS)))
                .containsExactly(true, false);
        assertThat(List.of(empty.checksum(), zero.checksum(), MarketState.EMPTY.checksum()))
                .doesNotHaveDuplicates();
    }

    @Test
    void aBuilderMayBeUsedOnAndDoesNotReachIntoWhatItBuilt() {
        MarketState.Builder builder = MarketState.builder().set(Field.VOLUME, 1);
        MarketState first = builder.build();
        MarketState second = builder.set(Field.VOLUME, 2).build();

        assertThat(first.value(Field.VOLUME)).isEqualTo(1);
        assertThat(second.value(Field.VOLUME)).isEqualTo(2);
    }
}
