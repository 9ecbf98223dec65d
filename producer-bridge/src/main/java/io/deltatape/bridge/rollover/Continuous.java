package io.deltatape.bridge.rollover;

import io.deltatape.contract.Symbol;

/// A continuous alias and the contract that it follows: `NQ.c.0` the front one, `NQ.c.1` the next. Immutable.
public record Continuous(Symbol alias, Contract contract) {
    static Continuous of(int rank, Contract contract) {
        return new Continuous(new Symbol(contract.root() + ".c." + rank), contract);
    }
}
