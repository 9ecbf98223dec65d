package io.deltatape.bridge.instruments;

import io.deltatape.bridge.rollover.ContractName;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Instruments by name: symbols, roots and patterns. Immutable.
record InstrumentTable(Map<String, Listing> listings) {
    InstrumentTable {
        listings = Map.copyOf(listings);
    }

    /// The listing under exactly this name.
    Optional<Listing> find(String name) {
        return Optional.ofNullable(listings.get(name));
    }

    /// The listing of a symbol: its own, else that of its root, else that of the longest pattern that fits.
    Optional<Listing> of(String symbol) {
        return find(symbol).or(() -> root(symbol).flatMap(this::find)).or(() -> byPattern(symbol));
    }

    private Optional<Listing> byPattern(String symbol) {
        return listings.values().stream()
                .filter(listing -> NamePattern.isPattern(listing.name())
                        && NamePattern.of(listing.name()).matches(symbol))
                .max(Comparator.comparingInt((Listing listing) -> listing.name().length())
                        .thenComparing(Listing::name));
    }

    /// The root of a symbol that is a contract.
    Optional<String> root(String symbol) {
        // The root does not depend on the year, so any reference serves.
        return ContractName.parse(symbol, LocalDate.EPOCH).map(this::root);
    }

    /// The exchange's root of a contract, whatever the data service calls it.
    String root(ContractName contract) {
        if (contract.naming() == ContractName.Naming.EXCHANGE) {
            return contract.root();
        }
        return listings.values().stream()
                .filter(listing -> listing.cqg().equals(contract.root()))
                .map(Listing::name)
                .sorted()
                .findFirst()
                .orElse(contract.root());
    }

    /// The same table with one listing more, or another one under its name.
    InstrumentTable with(Listing listing) {
        var changed = new TreeMap<>(listings);
        changed.put(listing.name(), listing);
        return new InstrumentTable(changed);
    }
}
