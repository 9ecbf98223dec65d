package io.deltatape.bridge.publish;

import io.deltatape.contract.HopStamps;
import io.deltatape.contract.Snapshot;
import io.deltatape.contract.codec.WireFormat;

/// What Kafka holds of a bridge before, for tests.
public final class KnownSnapshots {
    private KnownSnapshots() {}

    /// The resume points that a bridge reads which starts after these states were published.
    public static ResumePoints of(Draft... drafts) {
        var points = new ResumePoints();
        long sequence = 0;
        for (Draft draft : drafts) {
            var snapshot = new Snapshot(
                    draft.symbol(),
                    1,
                    ++sequence,
                    draft.generation(),
                    draft.source(),
                    new HopStamps(draft.seenUs(), draft.seenUs(), 0),
                    draft.cursor(),
                    0,
                    draft.state());
            points.take(draft.symbol().name(), WireFormat.JSON.codec().encode(snapshot));
        }
        return points;
    }
}
