package io.deltatape.bridge.rollover;

import io.deltatape.contract.Symbol;
import java.time.LocalDate;

/// A change between two plans of the same root. Immutable.
public sealed interface RollEvent {
    /// An alias follows a contract that it did not follow before, where it followed none.
    record AliasBegan(Continuous to, LocalDate on) implements RollEvent {}

    /// An alias follows another contract from a trade date on.
    record AliasChanged(Continuous from, Continuous to, LocalDate on) implements RollEvent {}

    /// An alias follows no contract any more.
    record AliasEnded(Continuous from, LocalDate on) implements RollEvent {}

    /// A contract is to be taken out: it expired longer ago than it is kept.
    record Retired(Symbol symbol, LocalDate on) implements RollEvent {}
}
