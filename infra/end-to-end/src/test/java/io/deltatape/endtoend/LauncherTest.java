package io.deltatape.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The script `deltatape` in a checkout of its own, whose Maven is a script of this test. Linux has flock.
@EnabledOnOs(OS.LINUX)
@Timeout(60)
final class LauncherTest {
    private static final String BUILDS = "echo built >> builds; mkdir -p infra/packaging/target/deltatape/lib\n";

    @TempDir
    private Path checkout = Path.of("");

    @BeforeEach
    void makeCheckout() throws IOException {
        Files.createDirectories(checkout.resolve("contract/src/main"));
        Files.createDirectories(checkout.resolve("infra/local/src/main"));
        for (String pom : List.of("pom.xml", "contract/pom.xml", "infra/local/pom.xml")) {
            Files.createFile(checkout.resolve(pom));
        }
        Files.copy(Path.of(System.getProperty("deltatape.root", "../.."), "deltatape"), checkout.resolve("deltatape"));
    }

    private void maven(String script) throws IOException {
        Path mvnw = Files.writeString(checkout.resolve("mvnw"), "#!/bin/sh\n" + script);
        assertThat(mvnw.toFile().setExecutable(true)).isTrue();
    }

    private Process start(String... arguments) throws IOException {
        var command =
                new ArrayList<>(List.of("bash", checkout.resolve("deltatape").toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("DELTATAPE_JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private List<String> builds() throws IOException {
        return Files.readAllLines(checkout.resolve("builds"));
    }

    @Test
    void aFailedBuildSaysWhyThoughItsLogHasNoLineOfMavens() throws Exception {
        maven("echo out of memory; exit 3\n");

        Process launcher = start("get");

        assertThat(output(launcher)).contains("out of memory", "deltatape: the build failed; all of its output: ");
        assertThat(launcher.waitFor()).isEqualTo(1);
    }

    @Test
    void whatIsEditedDuringABuildIsBuiltTheNextTime() throws Exception {
        maven(BUILDS + "[ -f contract/src/main/A ] || touch contract/src/main/A\n");

        output(start("get"));
        output(start("get"));
        output(start("get"));

        assertThat(builds()).hasSize(2);
    }

    @Test
    void commandsStartedTogetherBuildOnce() throws Exception {
        maven("sleep 1\n" + BUILDS);

        Process first = start("get");
        Process second = start("get");
        output(first);
        output(second);

        assertThat(builds()).hasSize(1);
    }

    @Test
    void verifySaysFirstWhetherThereAreSampleFiles() throws Exception {
        maven("exit 0\n");

        assertThat(output(start("verify"))).contains("sample files: none named with -Ddeltatape.test.data=DIR");
        assertThat(output(start("verify", "-Ddeltatape.test.data=" + checkout))).contains("sample files: " + checkout);
    }
}
