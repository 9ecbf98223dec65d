package io.deltatape.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.simulator.ScidWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class DemoMainTest {
    @TempDir
    Path folder;

    private String refused(int exitCode, String... arguments) {
        var err = new StringWriter();
        assertThat(DemoMain.command().setErr(new PrintWriter(err, true)).execute(arguments))
                .as(String.join(" ", arguments))
                .isEqualTo(exitCode);
        assertThat(err.toString()).doesNotContain("\tat ");
        return err.toString();
    }

    @Test
    void wrongOptionsAreOneMessage() throws IOException {
        String work = folder.resolve("work").toString();
        String scid = Files.write(folder.resolve("A.scid"), new byte[0]).toString();

        assertThat(refused(2, "--work", work, "--symbols", "0")).contains("0 symbols, expected 1 to");
        assertThat(refused(2, "--work", work, "--rate", "0")).contains("expected more than 0");
        assertThat(refused(2, "--work", work, "--replay", work + "/nope")).contains("there is no such file");
        assertThat(refused(2, "--work", work, "--replay", scid, "--speed", "-1"))
                .contains("expected a number above 0");
        assertThat(refused(2, "--work", work, "--replay", scid, "--speed", "fast"))
                .contains("expected a number above 0");
        assertThat(refused(2, "--work", work, "--set", "wire=xml", "--port", "x"))
                .contains("'x' is not an int");
        assertThat(refused(2, "--work", work, "--set", "wire=xml", "--set", "gateway.port=-1"))
                .startsWith("demo: configuration, 2 problems:");
        assertThat(refused(2, "--work", work, "--seconds", "0")).contains("--seconds is 0, expected 1 or more");
        assertThat(refused(1, "--work", scid))
                .startsWith("demo: the folder " + scid + " cannot be made (")
                .contains("expected one to write to: name another with --work");
    }

    @Test
    void optionsThatDoNotGoTogetherAreRefused() throws IOException {
        String work = folder.resolve("work").toString();
        String scid = Files.write(folder.resolve("A.scid"), new byte[0]).toString();

        assertThat(refused(2, "--work", work, "--data", work, "--replay", scid)).contains("give one of them");
        assertThat(refused(2, "--work", work, "--speed", "2")).contains("name its file with --replay");
        assertThat(refused(2, "--work", work, "--data", work, "--speed", "2")).contains("name its file with --replay");
        assertThat(refused(2, "--work", work, "--data", work, "--rate", "2")).contains("--data takes its place");
        assertThat(refused(2, "--work", work, "--replay", scid, "--symbols", "2"))
                .contains("--replay takes its place");
    }

    @Test
    void aReplayIsNotAppendedToWhatAnEarlierOneWrote() throws IOException {
        Path written = Files.createDirectories(folder.resolve("work/sierra")).resolve("A.scid");
        ScidWriter.open(written).close();

        assertThat(refused(
                        2,
                        "--work",
                        folder.resolve("work").toString(),
                        "--replay",
                        written.toString(),
                        "--seconds",
                        "1"))
                .contains("--replay would append to " + written + ", which exists");
        assertThat(written).hasSize(56);
    }
}
