package io.deltatape.gateway;

import io.deltatape.contract.Field;
import io.deltatape.contract.HopStamps;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.Price;
import io.deltatape.contract.StateDelta;
import io.deltatape.contract.StreamPosition;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.Update;
import io.deltatape.contract.codec.Codec;
import io.deltatape.contract.codec.WireFormat;
import java.util.Random;

/// One symbol's stream as delta-streams would write it, at random: fields and books that come, change and go, and
/// whatever befalls a stream.
final class RandomSymbol {
    final Symbol symbol;
    private final Random random;
    private final Codec codec;
    private StreamPosition position = new StreamPosition(1_754_305_425_000_000L, 1);
    private MarketState state = MarketState.EMPTY;
    private boolean begun;

    RandomSymbol(String name, WireFormat wire, Random random) {
        this.symbol = new Symbol(name);
        this.codec = wire.codec();
        this.random = random;
    }

    StreamPosition position() {
        return position;
    }

    MarketState state() {
        return state;
    }

    /// The next change, through the gateway's feed; the first is a keyframe.
    void update(HandFeed feed) {
        if (!begun) {
            begun = true;
            state = state.with(change());
            feed.record(symbol, codec.encode(keyframe()));
            return;
        }
        StateDelta delta = change();
        feed.record(symbol, encodedDelta(delta));
    }

    private byte[] encodedDelta(StateDelta delta) {
        MarketState before = state;
        state = state.with(delta);
        position = new StreamPosition(position.epoch(), position.version() + 1);
        var update =
                new Update.Delta(symbol, position, position.version() - 1, stamps(), StateDelta.between(before, state));
        return codec.encode(update, before);
    }

    /// A new epoch begins, as when a task of delta-streams starts.
    void newEpoch(HandFeed feed) {
        begun = true;
        state = state.with(change());
        position = new StreamPosition(position.epoch() + 1 + random.nextInt(1_000), 1);
        feed.record(symbol, codec.encode(keyframe()));
    }

    /// Some records are lost to the reader; a keyframe takes it on.
    void gap(HandFeed feed) {
        for (int lost = random.nextInt(5); lost >= 0; lost--) {
            encodedDelta(change());
        }
        feed.record(symbol, encodedDelta(change()));
        feed.record(symbol, codec.encode(keyframe()));
    }

    /// Some records are lost to the reader, and no keyframe has come since.
    void loseSome(HandFeed feed) {
        encodedDelta(change());
        feed.record(symbol, encodedDelta(change()));
    }

    /// A keyframe of the version as it is.
    void repeatKeyframe(HandFeed feed) {
        feed.record(symbol, codec.encode(keyframe()));
    }

    /// What the reader holds turns out to be wrong: a keyframe of its version differs.
    void heal(HandFeed feed) {
        state = state.with(change());
        feed.record(symbol, codec.encode(keyframe()));
    }

    /// A record of an old epoch comes late.
    void zombie(HandFeed feed) {
        var old = new StreamPosition(position.epoch() - 1, 1_000);
        feed.record(symbol, codec.encode(Update.Keyframe.of(symbol, old, stamps(), MarketState.EMPTY)));
    }

    private Update.Keyframe keyframe() {
        return Update.Keyframe.of(symbol, position, stamps(), state);
    }

    private static HopStamps stamps() {
        return new HopStamps(1_754_305_425_000_000L, 1_754_305_425_000_100L, 1_754_305_425_000_300L);
    }

    private StateDelta change() {
        var delta = StateDelta.builder();
        for (int id = 0; id < Field.SCALARS; id++) {
            Field field = Field.of(id);
            int dice = random.nextInt(12);
            if (dice < 4) {
                delta.set(field, value(field));
            } else if (dice == 4) {
                delta.clear(field);
            }
        }
        for (Field side : new Field[] {Field.BIDS, Field.ASKS}) {
            int dice = random.nextInt(12);
            if (dice == 0) {
                delta.clear(side);
            } else if (dice < 5) {
                if (dice == 1) {
                    delta.clear(side);
                }
                delta.side(side, levels());
            }
        }
        return delta.build();
    }

    private long value(Field field) {
        return switch (field.kind()) {
            case PRICE, FINE_PRICE -> random.nextInt(100_000) * (Price.ONE / 100);
            case SIDE -> random.nextInt(3);
            case DATE -> 20_000 + random.nextInt(400);
            case MICROS -> 1_754_305_425_000_000L + random.nextInt(1_000_000);
            case COUNT, BOOK -> random.nextInt(1_000);
        };
    }

    private long[] levels() {
        var pairs = new long[2 * (1 + random.nextInt(6))];
        for (int i = 0; i < pairs.length; i += 2) {
            pairs[i] = (100 + random.nextInt(12)) * Price.ONE;
            pairs[i + 1] = random.nextInt(4);
        }
        return pairs;
    }
}
