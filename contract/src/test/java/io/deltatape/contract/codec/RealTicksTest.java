package io.deltatape.contract.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.deltatape.contract.Field;
import io.deltatape.contract.HopStamps;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.Price;
import io.deltatape.contract.Side;
import io.deltatape.contract.StateDelta;
import io.deltatape.contract.StreamPosition;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.Update;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The laws on the ticks of a real file, one state a tick: skipped where no folder of sample files is given.
final class RealTicksTest {
    private static final Symbol SYMBOL = new Symbol("MNQU21-CME");
    private static final long UNIX_EPOCH_US = 2_209_161_600_000_000L;
    private static final int HEADER = 56;
    private static final int RECORD = 40;
    private static final int TICKS = 10_000;

    private static List<MarketState> states() throws IOException {
        String folder = System.getProperty("deltatape.test.data", "");
        if (folder.isEmpty()) {
            System.out.println("skipped: a test needs MNQU21-CME.scid; run with -Ddeltatape.test.data=FOLDER");
        }
        assumeThat(folder).as("deltatape.test.data: the folder of sample files").isNotEmpty();
        var file = ByteBuffer.wrap(Files.readAllBytes(Path.of(folder, "MNQU21-CME.scid")))
                .order(ByteOrder.LITTLE_ENDIAN);
        var state = MarketState.builder();
        var states = new ArrayList<MarketState>();
        long volume = 0;
        long bidVolume = 0;
        double turnover = 0;
        for (int at = HEADER; at + RECORD <= file.limit() && states.size() < TICKS; at += RECORD) {
            long size = file.getInt(at + 28);
            volume += size;
            bidVolume += file.getInt(at + 32);
            long price = price(file, at + 20);
            turnover += (double) price * size;
            state.set(Field.TS_EVENT, file.getLong(at) - UNIX_EPOCH_US)
                    .set(Field.ASK, price(file, at + 12))
                    .set(Field.BID, price(file, at + 16))
                    .set(Field.LAST_PRICE, price)
                    .set(Field.LAST_SIZE, size)
                    .set(Field.LAST_SIDE, (file.getInt(at + 36) > 0 ? Side.BUYER : Side.SELLER).code())
                    .set(Field.TRADES, states.size() + 1)
                    .set(Field.VOLUME, volume)
                    .set(Field.BID_VOLUME, bidVolume)
                    .set(Field.ASK_VOLUME, volume - bidVolume)
                    .set(Field.VWAP, Math.round(turnover / volume / 100_000) * 100_000);
            states.add(state.build());
        }
        assertThat(states).hasSize(TICKS);
        return states;
    }

    private static long price(ByteBuffer file, int at) {
        return Price.ofFloat(file.getFloat(at), BigDecimal.ONE);
    }

    @Test
    void everyTickIsReadBackFromBothFormatsAndPackedIsAFifthOfJson() throws IOException {
        List<MarketState> states = states();
        var reader = new RecordReader();
        var bytesByFormat = new EnumMap<WireFormat, Long>(WireFormat.class);
        for (WireFormat format : WireFormat.values()) {
            Codec codec = format.codec();
            MarketState held = states.getFirst();
            StateDelta merged = StateDelta.NONE;
            long bytes = 0;
            for (int i = 1; i < states.size(); i++) {
                MarketState next = states.get(i);
                long us = next.value(Field.TS_EVENT);
                var delta = new Update.Delta(
                        SYMBOL,
                        new StreamPosition(states.getFirst().value(Field.TS_EVENT), i + 1),
                        i,
                        new HopStamps(us + 900, us + 1_400, us + 2_100),
                        StateDelta.between(held, next));
                byte[] record = codec.encode(delta, held);
                bytes += record.length;
                var position = new StreamPosition(delta.position().epoch(), i);
                assertThat(reader.update(SYMBOL, record, position, held))
                        .as("%s tick %d", format, i)
                        .isEqualTo(delta);
                held = held.with(delta.change());
                merged = merged.then(delta.change());
                assertThat(held).as("%s tick %d", format, i).isEqualTo(next);
            }
            assertThat(states.getFirst().with(merged)).isEqualTo(held);
            bytesByFormat.put(format, bytes);
        }
        assertThat(5 * bytesByFormat.getOrDefault(WireFormat.PACKED, Long.MAX_VALUE / 5))
                .as("five times the bytes of all packed deltas, of %s", bytesByFormat)
                .isLessThan(bytesByFormat.getOrDefault(WireFormat.JSON, 0L));
    }
}
