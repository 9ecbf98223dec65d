package io.deltatape.contract.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.contract.Symbol;
import io.deltatape.contract.Trade;
import io.deltatape.contract.TradeRecord;
import io.deltatape.contract.TradesBegin;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TradeCodecTest {
    private static final Symbol NQ = new Symbol("NQZ26-CME");
    private static final List<Trade.Part> PARTS = List.of(Trade.Part.values());

    private final TradeCodec codec = new TradeCodec();

    private static long price(SplittableRandom random) {
        return random.nextInt(6) == 0 ? Trade.ABSENT : random.nextLong(-1_000_000_000_000L, 10_000_000_000_000L);
    }

    private static Trade trade(SplittableRandom random) {
        long size = random.nextInt(50);
        boolean isBar = random.nextInt(5) == 0;
        long atBid = random.nextInt(3) == 0 ? random.nextInt(50) : 0;
        long atAsk = random.nextBoolean() ? size : random.nextInt(50);
        return new Trade(
                NQ,
                1 + random.nextInt(9),
                56 + 40L * random.nextInt(1 << 20),
                random.nextLong(0, 1L << 52),
                random.nextLong(0, 10_000_000_000_000L),
                size,
                atBid,
                atAsk,
                price(random),
                price(random),
                isBar ? 1 + random.nextInt(100) : 1,
                PARTS.get(random.nextInt(PARTS.size())),
                isBar ? random.nextLong(1, 1L << 40) : Trade.ABSENT,
                isBar ? random.nextLong(1, 1L << 40) : Trade.ABSENT,
                isBar ? random.nextLong(1, 1L << 40) : Trade.ABSENT);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void decodingWhatWasEncodedGivesTheSame(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 5_000; i++) {
            Trade trade = trade(random);
            assertThat(codec.decode(NQ, codec.encode(trade)))
                    .as("seed %d", seed)
                    .isEqualTo(trade);
        }
        var begin = new TradesBegin(NQ, 2, 96, 1_772_000_000_000_000L);
        assertThat(codec.decode(NQ, codec.encode(begin))).isEqualTo(begin);
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    void bytesThatAreNoTradeAreToldAndNeverThrown(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = codec.encode(trade(random));
            for (int change = random.nextInt(4); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            TradeRecord record = codec.decode(NQ, bytes);
            if (record instanceof TradeRecord.Malformed malformed) {
                assertThat(malformed.reason()).as("seed %d", seed).isNotBlank();
            }
        }
    }

    @Test
    void theFormIsSmallAndSaysOnlyWhatIsThere() {
        var bought = new Trade(
                NQ,
                1,
                96,
                1_772_000_000_000_001L,
                23_265_250_000_000L,
                2,
                0,
                2,
                23_265_000_000_000L,
                Trade.ABSENT,
                1,
                Trade.Part.FIRST,
                Trade.ABSENT,
                Trade.ABSENT,
                Trade.ABSENT);

        assertThat(new String(codec.encode(bought), StandardCharsets.UTF_8))
                .isEqualTo("{\"s\":\"NQZ26-CME\",\"gen\":1,\"off\":96,\"t\":1772000000000001,\"px\":23265.25,\"sz\":2,"
                        + "\"sd\":\"B\",\"b\":23265,\"part\":\"first\"}");
        assertThat(new String(codec.encode(new TradesBegin(NQ, 2, 56, 7)), StandardCharsets.UTF_8))
                .isEqualTo("{\"s\":\"NQZ26-CME\",\"gen\":2,\"begin\":56,\"from\":7}");
    }

    @Test
    void aRecordUnderAnotherKeyOrWithoutAPriceIsMalformed() {
        byte[] other = codec.encode(new TradesBegin(new Symbol("ES"), 1, 56, 0));
        assertThat(codec.decode(NQ, other)).isInstanceOf(TradeRecord.Malformed.class);
        byte[] bare = "{\"s\":\"NQZ26-CME\",\"gen\":1,\"off\":96,\"sz\":1}".getBytes(StandardCharsets.UTF_8);
        assertThat(codec.decode(NQ, bare)).isInstanceOf(TradeRecord.Malformed.class);
    }
}
