package io.deltatape.bridge.rollover;

import io.deltatape.contract.Symbol;
import java.time.YearMonth;

/// A contract of which there is a file: the symbol it is published as, its root and its month. Immutable.
///
/// `root` is the exchange's, whatever the data service calls it.
public record Contract(Symbol symbol, String root, YearMonth month) {
    @Override
    public String toString() {
        return symbol.name();
    }
}
