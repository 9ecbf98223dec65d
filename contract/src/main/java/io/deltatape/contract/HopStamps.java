package io.deltatape.contract;

/// When an update passed each hop, in microseconds since 1970 on the clock of the host it passed.
///
/// `seenUs`: the bridge noticed the file's change; `sentUs`: it gave the snapshot to Kafka; `computedUs`: delta-streams
/// computed the delta (zero in a snapshot). On the wire the later ones travel as signed differences.
public record HopStamps(long seenUs, long sentUs, long computedUs) {
    /// The same hops so much later.
    public HopStamps plusUs(long us) {
        return new HopStamps(seenUs + us, sentUs + us, computedUs + us);
    }

    public HopStamps withComputedUs(long us) {
        return new HopStamps(seenUs, sentUs, us);
    }
}
