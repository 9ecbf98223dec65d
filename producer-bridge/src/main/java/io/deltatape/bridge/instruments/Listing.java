package io.deltatape.bridge.instruments;

import io.deltatape.bridge.rollover.ExpiryRule;
import io.deltatape.contract.Quotation;
import java.time.Month;
import java.util.Set;

/// One row of the table of instruments: what is known of a root, a symbol, or of all symbols that fit a pattern.
/// Immutable.
///
/// `session` is the text of a session rule, empty for the default one. `rollsByDefault` says that the common roll rule
/// fits the root; another one rolls only by a rule of its own. `cqg` is CQG's name of the root, or empty.
record Listing(
        String name,
        String description,
        Quotation quotation,
        String session,
        Set<Month> months,
        ExpiryRule expiry,
        boolean rollsByDefault,
        String cqg) {
    Listing {
        months = Set.copyOf(months);
    }

    /// A row of which only the name is known.
    static Listing unknown(String name) {
        return new Listing(name, "", Quotation.UNKNOWN, "", Set.of(), ExpiryRule.UNKNOWN, false, "");
    }

    /// The same under another name, which CQG's name of the root does not lead to.
    Listing named(String newName) {
        return new Listing(newName, description, quotation, session, months, expiry, rollsByDefault, "");
    }

    Listing withDescription(String newDescription) {
        return new Listing(name, newDescription, quotation, session, months, expiry, rollsByDefault, cqg);
    }

    Listing withQuotation(Quotation newQuotation) {
        return new Listing(name, description, newQuotation, session, months, expiry, rollsByDefault, cqg);
    }

    Listing withMonths(Set<Month> newMonths) {
        return new Listing(name, description, quotation, session, newMonths, expiry, rollsByDefault, cqg);
    }

    Listing withExpiry(ExpiryRule newExpiry) {
        return new Listing(name, description, quotation, session, months, newExpiry, rollsByDefault, cqg);
    }
}
