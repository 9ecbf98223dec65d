package io.deltatape.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        assertThat(refused(1, "--work", scid))
                .startsWith("demo: the folder " + scid + " cannot be made (")
                .contains("expected one to write to: name another with --work");
    }
}
