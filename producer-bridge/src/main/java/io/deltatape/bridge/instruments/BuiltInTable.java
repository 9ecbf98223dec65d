package io.deltatape.bridge.instruments;

import io.deltatape.bridge.market.SessionRule;
import io.deltatape.bridge.rollover.ExpiryRule;
import io.deltatape.bridge.rollover.MonthCode;
import io.deltatape.contract.Price;
import io.deltatape.contract.Quotation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;

/// Reads `instruments.csv`, which is part of the program: what is wrong in it is a fault, and thrown. Stateless.
final class BuiltInTable {
    private static final String RESOURCE = "instruments.csv";
    private static final String HEADER = "name,description,tick,multiplier,currency,session,months,expiry,roll,cqg";
    private static final int COLUMNS = HEADER.split(",", -1).length;
    private static final String NOTHING = "-";

    private BuiltInTable() {}

    static InstrumentTable read() {
        var listings = new TreeMap<String, Listing>();
        for (String row : rows()) {
            Listing listing = listing(row.split(",", -1));
            if (listings.put(listing.name(), listing) != null) {
                throw new IllegalStateException(RESOURCE + " lists " + listing.name() + " twice");
            }
        }
        return new InstrumentTable(listings);
    }

    private static List<String> rows() {
        List<String> rows = text().lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        if (rows.isEmpty() || !rows.getFirst().equals(HEADER)) {
            throw new IllegalStateException(RESOURCE + " does not begin with " + HEADER);
        }
        return rows.subList(1, rows.size());
    }

    private static String text() {
        try (InputStream in = BuiltInTable.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not in the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE, e);
        }
    }

    private static Listing listing(String[] cells) {
        if (cells.length != COLUMNS) {
            throw new IllegalStateException(
                    RESOURCE + ": row of " + cells[0] + " has " + cells.length + " cells, expected " + COLUMNS);
        }
        String session = cells[5].isEmpty() ? "" : SessionRule.parse(cells[5]).id();
        return new Listing(
                cells[0],
                cells[1],
                Quotation.of(nanos(cells[2]), nanos(cells[3]), cells[4]),
                session,
                MonthCode.months(orEmpty(cells[6])),
                ExpiryRule.parse(cells[7]),
                cells[8].equals("yes"),
                orEmpty(cells[9]));
    }

    private static long nanos(String cell) {
        return cell.isEmpty() ? 0 : Price.parse(cell);
    }

    private static String orEmpty(String cell) {
        return cell.equals(NOTHING) ? "" : cell;
    }
}
