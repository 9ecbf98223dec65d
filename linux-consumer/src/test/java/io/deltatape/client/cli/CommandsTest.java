package io.deltatape.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.client.MarketUpdate;
import io.deltatape.contract.Symbol;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class CommandsTest {
    private static final MarketUpdate FULL =
            new MarketUpdate.Full(new Symbol("NQZ26-CME"), Readings.POSITION, Readings.nasdaq(), Readings.STAMPS);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(Callable<Integer> command, String... args) {
        return ClientCommand.of(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }

    static Stream<Callable<Integer>> commands() {
        return Stream.of(new WatchMain(), new TailMain(), new GetMain());
    }

    @ParameterizedTest
    @MethodSource("commands")
    @Timeout(30)
    void brokerThatIsNotThereGivesOneMessageInABoundedTime(Callable<Integer> command) throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        int exit = run(command, "NQZ26-CME", "--bootstrap", "127.0.0.1:" + port, "--timeout", "300ms");

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString())
                .contains("within 300 ms", "Kafka at 127.0.0.1:" + port, "start a broker")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void wrongSettingsAreAllNamedAtOnce(Callable<Integer> command) {
        int exit = run(command, "NQ", "--set", "client.ttl=soon", "--set", "client.tll=5s");

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString()).contains("2 problems", "client.ttl is \"soon\"", "the nearest is client.ttl");
    }

    @ParameterizedTest
    @CsvSource({"NQ|5, NQ|5", "~canary, ~canary"})
    void whatCannotBeASymbolIsRefused(String text, String named) {
        assertThat(run(new GetMain(), text)).isEqualTo(2);
        assertThat(err.toString()).contains(named, "expected a symbol");
    }

    @ParameterizedTest
    @CsvSource({"NQU26-CME, NQZ26-CME", "nqz, NQZ26-CME", "ESZ62-CME, ESZ26-CME"})
    void nearestNamesComeFirst(String typed, String first) {
        var known = List.of(new Symbol("ESZ26-CME"), new Symbol("NQZ26-CME"), new Symbol("CLF27-NYMEX"));

        assertThat(NearestNames.of(typed, known)).first().isEqualTo(first);
    }

    @Test
    void tailWritesAtTheEndOfABatchALineForEachUpdate() {
        var written = new ByteArrayOutputStream();
        var tail = new Tail(written, Tail.Form.TEXT, () -> {});

        tail.updated(FULL);
        tail.updated(FULL);
        assertThat(written.size()).isZero();
        tail.batchEnded();

        assertThat(written.toString(StandardCharsets.UTF_8))
                .hasLineCount(2)
                .startsWith("NQZ26-CME 1754305425000000.129 full last_price=23265.5 last_side=B");
    }

    @Test
    void tailEndsQuietlyWhenItsReaderIsGone() {
        var gone = new AtomicInteger();
        var closedPipe = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        var tail = new Tail(closedPipe, Tail.Form.JSON, gone::incrementAndGet);

        tail.updated(FULL);
        tail.batchEnded();
        tail.updated(FULL);
        tail.batchEnded();

        assertThat(gone).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0ms",
        "999, 999ms",
        "1000, 1.0s",
        "59999, 59.9s",
        "60000, 1m00s",
        "3725000, 1h02m",
        "172800000, 2d",
        "-1500, -1.5s"
    })
    void ageIsWrittenInItsLargestUnits(long ms, String text) {
        assertThat(Words.age(Duration.ofMillis(ms))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"'50 132\n', 132, 50", "'0 0', 100, 30", "'', 100, 30", "'stty: not a tty', 100, 30"})
    void terminalSizeIsThatOfSttyOrTheFallback(String text, int width, int height) {
        assertThat(Terminal.parse(text)).isEqualTo(new Terminal.Size(width, height));
    }
}
