package io.deltatape.bridge.rollover;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The name of one contract of a future, taken apart: `NQU25-CME` is September 2025 of NQ. Immutable.
///
/// | form | example | exchange |
/// |---|---|---|
/// | root, month, year, then `-`, `_FUT_` or `.`, and exchange | `NQU25-CME`, `VXQ25_FUT_CFE`, `NQU6.CME` | `CME` |
/// | root, month, year of two digits | `CLZ26` | empty |
/// | `F.`, region, `.`, CQG's root, month, year | `F.US.ENQM25` | empty |
///
/// The whole name must fit; nothing is looked for inside it. `root` is written as in the name, so CQG's ENQ stays ENQ.
public record ContractName(String root, YearMonth month, String exchange, Naming naming) {
    /// Whose roots a name uses.
    public enum Naming {
        EXCHANGE,
        CQG
    }

    private static final String CONTRACT =
            "(?<root>\\d{0,2}[A-Z][A-Z0-9]{0,4})(?<month>[" + MonthCode.LETTERS + "])(?<year>\\d{1,2})";
    private static final Pattern WITH_EXCHANGE = Pattern.compile(CONTRACT + "(?:-|_FUT_|\\.)(?<exchange>[A-Z]{2,10})");
    private static final Pattern BARE = Pattern.compile(CONTRACT);
    private static final Pattern CQG = Pattern.compile("F\\.[A-Z]{2,3}\\." + CONTRACT);

    private static final int DECADE = 10;
    private static final int CENTURY = 100;

    /// Reads a name; empty if it is not that of a contract.
    ///
    /// A year is given by its last one or two digits: it is the one that ends so and lies nearest to the
    /// reference, which is the trade date of the file's latest record rather than today.
    public static Optional<ContractName> parse(String name, LocalDate reference) {
        Matcher withExchange = WITH_EXCHANGE.matcher(name);
        if (withExchange.matches()) {
            return Optional.of(of(withExchange, withExchange.group("exchange"), Naming.EXCHANGE, reference));
        }
        Matcher cqg = CQG.matcher(name);
        if (cqg.matches()) {
            return Optional.of(of(cqg, "", Naming.CQG, reference));
        }
        Matcher bare = BARE.matcher(name);
        if (bare.matches() && bare.group("year").length() == 2) {
            return Optional.of(of(bare, "", Naming.EXCHANGE, reference));
        }
        return Optional.empty();
    }

    private static ContractName of(Matcher matcher, String exchange, Naming naming, LocalDate reference) {
        int year = year(matcher.group("year"), reference.getYear());
        YearMonth month =
                YearMonth.of(year, MonthCode.month(matcher.group("month").charAt(0)));
        return new ContractName(matcher.group("root"), month, exchange, naming);
    }

    private static int year(String digits, int reference) {
        int span = digits.length() == 1 ? DECADE : CENTURY;
        int back = Math.floorMod(reference - Integer.parseInt(digits), span);
        return back < span / 2 ? reference - back : reference - back + span;
    }
}
