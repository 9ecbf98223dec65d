package io.deltatape.bridge.instruments;

import io.deltatape.bridge.market.SessionRule;
import io.deltatape.bridge.rollover.Continuous;
import io.deltatape.bridge.rollover.Contract;
import io.deltatape.bridge.rollover.ContractName;
import io.deltatape.bridge.rollover.FutureRoot;
import io.deltatape.bridge.rollover.Rollover;
import io.deltatape.contract.Delivery;
import io.deltatape.contract.Instrument;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.config.Setting;
import io.deltatape.contract.config.Settings;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What is known of instruments beside their prices: the built-in table, and above it the configuration. Immutable.
///
/// Where a reference date is asked for, it is the trade date of the symbol's latest record: it says which decade or
/// century a short year in the symbol means.
public record Instruments(InstrumentTable table, SessionChoice sessions, RollSettings roll) {
    /// Every key that [#from] reads.
    public static final List<Setting<?>> KEYS = Stream.concat(
                    Stream.of(SessionChoice.SESSIONS, TableChanges.INSTRUMENTS), RollSettings.KEYS.stream())
            .toList();

    /// Reads the settings; what is wrong is kept there as problems.
    public static Instruments from(Settings settings) {
        SessionChoice sessions = SessionChoice.from(settings);
        InstrumentTable table = TableChanges.apply(settings, BuiltInTable.read());
        return new Instruments(table, sessions, RollSettings.from(settings, table));
    }

    /// Without any configuration.
    public static Instruments builtIn() {
        return from(Settings.of(Map.of(), Map.of()));
    }

    public SessionRule sessionRule(Symbol symbol) {
        return sessions.rule(symbol.name(), table);
    }

    /// The contract that a symbol is; empty if it is no future.
    public Optional<Contract> contract(Symbol symbol, LocalDate reference) {
        return ContractName.parse(symbol.name(), reference)
                .map(name -> new Contract(symbol, table.root(name), name.month()));
    }

    /// The rules of a root; of one that is not known, no more than its name.
    public FutureRoot root(String name) {
        return roll.future(table.find(name).orElse(Listing.unknown(name)));
    }

    /// The plan maker of a root.
    public Rollover rollover(String root) {
        return roll.rollover(root(root));
    }

    /// The record of a symbol whose data come from a kind of file.
    public Instrument describe(Symbol symbol, LocalDate reference, String source) {
        Listing listing = table.of(symbol.name()).orElse(Listing.unknown(symbol.name()));
        Delivery delivery = contract(symbol, reference).map(this::delivery).orElse(Delivery.NONE);
        return new Instrument(
                symbol,
                symbol,
                listing.description(),
                listing.quotation(),
                sessionRule(symbol).id(),
                delivery,
                source);
    }

    /// The record of a continuous alias: that of its contract, under its name.
    public Instrument describe(Continuous continuous, LocalDate reference, String source) {
        return describe(continuous.contract().symbol(), reference, source).underAlias(continuous.alias());
    }

    private Delivery delivery(Contract contract) {
        FutureRoot root = root(contract.root());
        return new Delivery.Contract(
                contract.root(),
                contract.month(),
                root.rollDate(contract.month()).orElse(Delivery.UNKNOWN_DATE),
                root.expiry().date(contract.month()).orElse(Delivery.UNKNOWN_DATE));
    }
}
