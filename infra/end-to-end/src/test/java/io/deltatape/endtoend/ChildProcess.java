package io.deltatape.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A component in a process of its own, so that it can be killed, stopped and let go on as a real one.
final class ChildProcess implements AutoCloseable {
    private final Process process;
    private final Path log;

    private ChildProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /// Starts the main of a component on this test's class path; what it prints goes to a file in `folder`.
    static ChildProcess start(Path folder, Class<?> main, String... arguments) {
        try {
            Path log = Files.createTempFile(folder, main.getSimpleName(), ".log");
            var command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-cp",
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                    main.getName()));
            command.addAll(List.of(arguments));
            return new ChildProcess(
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start(),
                    log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// Waits for its end by itself; -1 if that has not come in this time.
    int exitCode(Duration patience) throws InterruptedException {
        return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
    }

    /// Ends it at once, as a crash would.
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(20, TimeUnit.SECONDS);
    }

    /// Freezes it (SIGSTOP): it holds its connections and knows nothing of the time that passes.
    void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    /// Lets it go on (SIGCONT).
    void thaw() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("kill " + name + " " + process.pid() + " ended with " + code);
        }
    }

    /// The end of what it printed: for the description of a failure.
    String output() {
        String text = wholeOutput();
        return text.substring(Math.max(0, text.length() - 4_000));
    }

    /// All that it printed.
    String wholeOutput() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "no output: " + e;
        }
    }

    /// Returns when it has ended, so that its folder can be deleted.
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
