package io.deltatape.bridge.sierra;

import static io.deltatape.bridge.sierra.ScidBytes.append;
import static io.deltatape.bridge.sierra.ScidBytes.header;
import static io.deltatape.bridge.sierra.ScidBytes.join;
import static io.deltatape.bridge.sierra.ScidBytes.overwrite;
import static io.deltatape.bridge.sierra.ScidBytes.record;
import static io.deltatape.bridge.sierra.ScidBytes.tick;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.deltatape.bridge.market.SessionRule;
import io.deltatape.contract.Field;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// What a person is told of files that are not as they should be, while reading goes on.
class SaidOfFilesTest {
    private static final long TIME = ScidBytes.dateTime("2026-03-02T15:00:00Z");
    private static final long DAY = 86_400_000_000L;

    @TempDir
    Path folder;

    private final ListAppender<ILoggingEvent> said = new ListAppender<>();
    private final Logger log = (Logger) LoggerFactory.getLogger(ScidFile.class.getPackageName());
    private Path path = Path.of("");

    @BeforeEach
    void listen() {
        path = folder.resolve("NQZ26-CME.scid");
        said.start();
        log.setLevel(Level.INFO);
        log.setAdditive(false);
        log.addAppender(said);
    }

    @AfterEach
    void listenNoMore() {
        log.detachAppender(said);
        log.setAdditive(true);
        log.setLevel(null);
    }

    private List<String> warnings() {
        return said.list.stream()
                .filter(event -> event.getLevel().equals(Level.WARN))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Test
    void theFirstFlawOfEachKindIsSaidAndTheGoodRecordsCount() {
        byte[] noPrice = record(TIME + 1, 0, 100, 99, Float.NaN, 1, 1, 0, 1);
        byte[] noTime = tick(-5, 100, 1);
        byte[] noQuote = record(TIME + 4, 0, Float.NaN, 99, 100, 1, 1, 0, 1);
        byte[] earlier = tick(TIME + 3, 100, 1);
        byte[] late = tick(TIME - 3 * DAY, 100, 1);
        append(
                path,
                join(header(), tick(TIME, 100, 1), noPrice, noPrice, noTime, noTime, noQuote, earlier, late, late));
        var shared = new SharedReading(() -> 0);
        try (var file = new ScidFile(path, BigDecimal.ONE, shared, null)) {
            file.update();
            append(path, join(noPrice, noTime, tick(TIME + 5, 101, 1)));
            file.update();

            assertThat(file.state().value(Field.TRADES)).isEqualTo(4);
        }
        assertThat(shared.tally().flaws()).isEqualTo(3 + 3 + 1 + 2 + 2);
        assertThat(warnings())
                .hasSize(5)
                .allSatisfy(line -> assertThat(line)
                        .startsWith("file " + path + " record at byte ")
                        .contains(", expected "));
        assertThat(warnings().getFirst()).contains("byte 96 has ", "close=NaN", "expected prices above 0");
    }

    @Test
    void aTornTailIsNoWarning() {
        append(path, join(header(), tick(TIME, 100, 1), new byte[17]));
        try (var file = new ScidFile(path, BigDecimal.ONE, new SharedReading(() -> 0), null)) {
            file.update();
        }

        assertThat(warnings()).isEmpty();
        assertThat(said.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "file " + path + " ends within the record at byte 96: it is read when the rest has come");
    }

    @Test
    void anotherFileUnderTheNameIsSaidOnceItIsRead() throws IOException {
        append(path, join(header(), tick(TIME, 100, 1), tick(TIME + 1, 100, 1)));
        try (var file = new ScidFile(path, BigDecimal.ONE, new SharedReading(() -> 0), null)) {
            file.update();
            Path other = folder.resolve("other");
            append(other, join(header(), tick(TIME, 55, 1)));
            Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);
            file.reexamine();
            file.update();
            assertThat(warnings()).singleElement().asString().contains("begun anew", path.toString(), "generation=2");

            overwrite(path, new byte[0]);
            assertThat(file.update()).isInstanceOf(FileUpdate.Unreadable.class);
            assertThat(warnings()).hasSize(1);

            overwrite(path, join(header(), tick(TIME, 56, 1)));
            file.update();
            assertThat(warnings()).hasSize(2);
        }
    }

    @Test
    void theFirstBadRowOfATextIsSaidWithItsLine() {
        byte[] text = """
                Date, Close
                2026/01/28, 99.5
                2026/01/29, 0
                2026/01/30, ?
                """.getBytes(StandardCharsets.ISO_8859_1);
        append(path, text);
        try (var file = new DailyFile(path, BigDecimal.ONE, new SharedReading(() -> 0))) {
            file.update();
            file.update();
        }

        assertThat(warnings())
                .containsExactly(
                        "file " + path + " line 3 is \"2026/01/29, 0\", expected a close other than 0 and up to"
                                + " 9 billion: the row is left out; more of these in this file are only counted, if they are"
                                + " many write it again in Sierra Chart");
    }

    @Test
    void anExportBegunAnewIsSaid() {
        String header = "Date,Time,Open,High,Low,Last\n";
        String bar = "2026/1/15,10:00:00,1,2,1,2\n";
        overwrite(path, (header + bar + bar).getBytes(StandardCharsets.ISO_8859_1));
        try (var file =
                new BarTextFile(path, ZoneId.of("UTC"), BigDecimal.ONE, SessionRule.CME, new SharedReading(() -> 0))) {
            file.update();
            overwrite(path, (header + bar + bar + bar).getBytes(StandardCharsets.ISO_8859_1));
            file.update();
            assertThat(warnings()).isEmpty();

            overwrite(path, (header + bar).getBytes(StandardCharsets.ISO_8859_1));
            file.update();
        }
        assertThat(warnings()).singleElement().asString().contains("begun anew", path.toString(), "generation=2");
    }

    @Test
    void aTornSnapshotIsNoWarning() {
        overwrite(path, new byte[0]);
        try (var file = new AcsilFile(path, BigDecimal.ONE, new SharedReading(() -> 0))) {
            file.update();
        }

        assertThat(said.list).isEmpty();
    }
}
