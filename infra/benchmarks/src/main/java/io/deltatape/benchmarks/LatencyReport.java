package io.deltatape.benchmarks;

import io.deltatape.benchmarks.DeliveryLedger.Hop;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/// What a measurement of latency found: a table for people and an HdrHistogram log for programs.
final class LatencyReport {
    private static final double[] PERCENTILES = {50, 90, 99, 99.9};

    private final DeliveryLedger ledger;

    LatencyReport(DeliveryLedger ledger) {
        this.ledger = ledger;
    }

    void print(PrintWriter screen) {
        screen.printf(
                Locale.ROOT,
                "  %d samples (records due while measuring) in %d messages, %d records missing%n%n",
                ledger.samples(),
                ledger.messages(),
                ledger.missing());
        screen.printf("  %-26s %9s %9s %9s %9s %9s   (ms)%n", "hop", "p50", "p90", "p99", "p99.9", "max");
        for (Hop hop : Hop.values()) {
            Histogram histogram = ledger.histogram(hop);
            screen.printf("  %-26s", hop.title);
            for (double percentile : PERCENTILES) {
                screen.printf(Locale.ROOT, " %9.3f", histogram.getValueAtPercentile(percentile) / 1e6);
            }
            screen.printf(Locale.ROOT, " %9.3f", histogram.getMaxValue() / 1e6);
            screen.println(ledger.negatives(hop) == 0 ? "" : "   %d below 0".formatted(ledger.negatives(hop)));
        }
    }

    /// Writes each hop's histogram under its name as a tag, in nanoseconds.
    void write(Path file, String title, int seconds) throws IOException {
        try (var out = new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
            var log = new HistogramLogWriter(out);
            log.outputComment(title);
            log.outputLogFormatVersion();
            log.outputLegend();
            for (Hop hop : Hop.values()) {
                Histogram histogram = ledger.histogram(hop);
                histogram.setTag(hop.name());
                log.outputIntervalHistogram(0, seconds, histogram, 1e6);
            }
            if (out.checkError()) {
                throw new IOException(file + " could not be written in full: is the disk full?");
            }
        }
    }
}
