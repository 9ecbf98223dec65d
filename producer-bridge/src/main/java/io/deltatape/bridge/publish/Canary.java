package io.deltatape.bridge.publish;

import io.deltatape.contract.Field;
import io.deltatape.contract.FileCursor;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.kafka.SymbolPartitioner;
import java.util.List;
import java.util.stream.IntStream;

/// The tiny snapshots that run through every partition all the time, one reserved symbol each, so that whoever reads
/// one knows that the whole way is alive and how long it takes. Immutable.
public final class Canary {
    private static final String SOURCE = "canary";

    private final List<Symbol> symbols;

    public Canary(String bridgeId, int partitions) {
        symbols = IntStream.range(0, partitions)
                .mapToObj(partition -> SymbolPartitioner.canary(bridgeId, partition, partitions))
                .toList();
    }

    /// One per partition.
    public List<Symbol> symbols() {
        return symbols;
    }

    /// The partition that a canary runs through.
    public int partition(Symbol symbol) {
        return symbols.indexOf(symbol);
    }

    /// What a canary says: only when it was made.
    public Draft draft(Symbol symbol, long nowUs) {
        var state = MarketState.builder().set(Field.TS_EVENT, nowUs).build();
        return new Draft(symbol, 1, SOURCE, nowUs, FileCursor.NONE, state);
    }
}
