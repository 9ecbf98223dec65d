package io.deltatape.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command as a user runs it, for a second. What it measured is not judged.
final class LatencyCommandTest {
    @TempDir
    Path folder;

    private final StringWriter screen = new StringWriter();

    private int bench(String... more) {
        var arguments = new ArrayList<>(List.of("latency", "--warmup", "1", "--seconds", "1", "--symbols", "2"));
        arguments.addAll(List.of("--out", folder.resolve("a.hlog").toString()));
        arguments.addAll(List.of(more));
        var out = new PrintWriter(screen, true);
        return BenchMain.command().setOut(out).setErr(out).execute(arguments.toArray(String[]::new));
    }

    @Test
    void everyRecordDueWhileMeasuringIsASample() {
        int code = bench("--rate", "100", "--patience", "60");

        assertThat(screen.toString()).contains(" 100 samples ", ", 0 records missing", "due → client");
        boolean isSlow = screen.toString().contains("FAILED: the simulator did not hold 100 records/s");
        assertThat(code).as("%s", screen).isEqualTo(isSlow ? 1 : 0);
        assertThat(folder.resolve("a.hlog")).content().contains("DUE_TO_CLIENT", "DUE_TO_APPEND");
    }

    @Test
    void aRecordThatIsNeverDeliveredFailsTheRun() {
        int code = bench("--rate", "10", "--patience", "10", "--set", "bridge.symbols=NQZ26-CME");

        assertThat(screen.toString())
                .contains(", 10 records missing", "FAILED: 10 records were never covered by a delivered state");
        assertThat(code).isEqualTo(1);
    }
}
