package io.deltatape.contract;

/// What a record of `market.deltas` turns out to be when it is read.
public sealed interface Update {
    Symbol symbol();

    /// The full state at a position, with the checksum that its writer computed.
    record Keyframe(Symbol symbol, StreamPosition position, HopStamps stamps, long checksum, MarketState state)
            implements Update {
        /// A keyframe with the checksum of its state.
        public static Keyframe of(Symbol symbol, StreamPosition position, HopStamps stamps, MarketState state) {
            return new Keyframe(symbol, position, stamps, state.checksum(), state);
        }

        /// Whether the state is what its writer wrote.
        public boolean isIntact() {
            return checksum == state.checksum();
        }
    }

    /// The change from a base version, one below its own unless deltas were merged, to a position.
    record Delta(Symbol symbol, StreamPosition position, long baseVersion, HopStamps stamps, StateDelta change)
            implements Update {
        /// Whether it stands for one version only.
        public boolean isSingle() {
            return baseVersion == position.version() - 1;
        }
    }

    /// A packed delta of differences to a state that the reader does not hold.
    record UnresolvedDelta(Symbol symbol, int epochLow, long version, long baseVersion) implements Update {}

    /// A record that cannot be read, and why.
    record Malformed(Symbol symbol, String reason) implements Update, SnapshotRecord {}
}
