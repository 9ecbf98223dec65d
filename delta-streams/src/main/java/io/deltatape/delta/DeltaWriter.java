package io.deltatape.delta;

import io.deltatape.contract.HopStamps;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.SlotKey;
import io.deltatape.contract.StateDelta;
import io.deltatape.contract.StreamPosition;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.Update;
import io.deltatape.contract.codec.Codec;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/// Encodes the records of `market.deltas` and hands them to the sink.
///
/// Owned by the task's stream thread; the codec is the task's own.
final class DeltaWriter {
    private final ProcessorContext<String, byte[]> context;
    private final Codec codec;
    private final KeyframePolicy policy;
    private final FigureCounters figures;

    DeltaWriter(ProcessorContext<String, byte[]> context, Codec codec, KeyframePolicy policy, FigureCounters figures) {
        this.context = context;
        this.codec = codec;
        this.policy = policy;
        this.figures = figures;
    }

    /// Writes the keyframe that opens an epoch of the symbol.
    void open(SymbolStream stream, long epoch, long nowUs) {
        stream.begin(epoch);
        int bytes = forwardKeyframe(stream, nowUs);
        stream.noteKeyframe(policy.firstKeyframeUs(nowUs, stream.symbol()), bytes);
    }

    /// Writes the state at its version.
    void keyframe(SymbolStream stream, long nowUs) {
        stream.noteKeyframe(nowUs, forwardKeyframe(stream, nowUs));
    }

    private int forwardKeyframe(SymbolStream stream, long nowUs) {
        byte[] bytes =
                codec.encode(Update.Keyframe.of(stream.symbol(), stream.position(), stream.stamps(), stream.state()));
        forward(SlotKey.keyframe(stream.symbol()), bytes, nowUs);
        figures.keyframes.increment();
        return bytes.length;
    }

    /// Writes the delta to the stream's next version and moves the stream there; answers its size in bytes. `base` is
    /// the state before.
    int delta(SymbolStream stream, StateDelta change, MarketState base, HopStamps stamps) {
        StreamPosition held = stream.position();
        var next = new StreamPosition(held.epoch(), held.version() + 1);
        byte[] bytes = codec.encode(new Update.Delta(stream.symbol(), next, held.version(), stamps, change), base);
        forward(stream.nextSlotKey(), bytes, stamps.computedUs());
        stream.advance();
        figures.deltas.increment();
        return bytes.length;
    }

    /// Ends a symbol. The keyframe goes last: while it is there, a reader that begins now finds no gap.
    void tombstones(Symbol symbol, long nowUs) {
        for (int slot = 0; slot < SlotKey.SLOTS; slot++) {
            forward(SlotKey.slot(symbol, slot), null, nowUs);
        }
        forward(SlotKey.keyframe(symbol), null, nowUs);
        figures.retired.increment();
    }

    @SuppressWarnings("NullAway") // a tombstone is a record without value; Kafka's type says nothing of it
    private void forward(String key, byte @Nullable [] value, long nowUs) {
        context.forward(new Record<>(key, value, nowUs / 1_000));
    }
}
