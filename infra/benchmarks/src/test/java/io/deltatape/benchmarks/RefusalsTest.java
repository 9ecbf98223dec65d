package io.deltatape.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.simulator.ScidWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What cannot be measured is one message that says what, and never a figure.
final class RefusalsTest {
    @TempDir
    Path folder;

    private String refused(int exitCode, String... arguments) {
        var text = new StringWriter();
        var out = new PrintWriter(text, true);
        assertThat(BenchMain.command().setOut(out).setErr(out).execute(arguments))
                .as("%s: %s", String.join(" ", arguments), text)
                .isEqualTo(exitCode);
        assertThat(text.toString()).doesNotContain("\tat ", "load average");
        return text.toString();
    }

    private String file(String name, byte... content) throws IOException {
        return Files.write(folder.resolve(name), content).toString();
    }

    @Test
    void payloadOfWhatIsNoFileOfTicks() throws IOException {
        Path empty = folder.resolve("A.scid");
        ScidWriter.open(empty).close();

        assertThat(refused(2, "payload", folder + "/none.scid")).contains("none.scid cannot be read");
        assertThat(refused(2, "payload", folder.toString())).contains("cannot be read: give an existing .scid file");
        assertThat(refused(1, "payload", file("short.scid", new byte[] {'S', 'C', 'I', 'D'})))
                .contains("bench payload: ", folder.resolve("short.scid").toString())
                .contains("expected");
        assertThat(refused(1, "payload", file("notes.txt", new byte[500])))
                .contains("bench payload: ", folder.resolve("notes.txt").toString())
                .contains("SCID");
        assertThat(refused(1, "payload", empty.toString())).contains("holds no record that changes a state");
        assertThat(refused(2, "payload", empty.toString(), "--levels", "0")).contains("--levels is 0, expected 1 to");
    }

    @Test
    void latencyOfARunThatCannotBe() throws IOException {
        assertThat(refused(2, "latency", "--rate", "0")).contains("--rate is 0, expected 1 to");
        assertThat(refused(2, "latency", "--symbols", "0")).contains("--symbols is 0, expected 1 to");
        assertThat(refused(2, "latency", "--seconds", "0")).contains("--seconds is 0, expected 1 to");
        assertThat(refused(2, "latency", "--warmup", "-1")).contains("--warmup is -1, expected 0 to");
        assertThat(refused(2, "latency", "--out", folder.toString())).contains("cannot be written");
        assertThat(refused(2, "latency", "--out", folder + "/none/a.hlog")).contains("cannot be written");
    }
}
