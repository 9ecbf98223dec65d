package io.deltatape.bridge;

import static io.deltatape.bridge.sierra.ScidBytes.append;
import static io.deltatape.bridge.sierra.ScidBytes.header;
import static io.deltatape.bridge.sierra.ScidBytes.join;
import static io.deltatape.bridge.sierra.ScidBytes.tick;
import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.bridge.publish.Draft;
import io.deltatape.bridge.publish.MockTrades;
import io.deltatape.bridge.publish.ResumePoints;
import io.deltatape.bridge.sierra.ScidBytes;
import io.deltatape.bridge.sierra.SharedReading;
import io.deltatape.contract.Field;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that are no longer in their folder, and those that take their place or come back.
final class VanishedFilesTest {
    private static final long TIME = ScidBytes.dateTime("2026-03-02T15:00:00Z");
    private static final Symbol NQ = new Symbol("NQZ26-CME");

    @TempDir
    private Path folder = Path.of("");

    private final Map<String, String> given = new HashMap<>();
    private Path nq = Path.of("");
    private Path other = Path.of("");
    private Path es = Path.of("");
    private Optional<SourceFiles> opened = Optional.empty();

    @BeforeEach
    void name() {
        nq = folder.resolve(NQ + ".scid");
        other = folder.resolve("F.US.ENQZ26.scid");
        es = folder.resolve("ESZ26-CME.scid");
        given.put("bridge.directory", folder.toString());
        given.put("bridge.aliases", "F.US.ENQZ26=" + NQ);
        append(nq, join(header(), tick(TIME, 100, 1), tick(TIME + 1, 101, 2)));
    }

    @AfterEach
    void close() {
        opened.ifPresent(SourceFiles::close);
    }

    private SourceFiles start() throws IOException {
        var files = new SourceFiles(
                BridgeConfig.from(Settings.of(Map.of(), given)),
                ResumePoints.none(),
                new MockTrades(2).log(),
                new SharedReading(() -> 0));
        opened = Optional.of(files);
        read(files, files.scan(folder));
        return files;
    }

    private static List<Draft> read(SourceFiles files, Collection<Path> found) {
        return found.stream()
                .map(file -> files.read(file, 1))
                .flatMap(Optional::stream)
                .toList();
    }

    private void listFor(SourceFiles files, int times) throws IOException {
        for (int listing = 0; listing < times; listing++) {
            assertThat(files.discover(folder)).isEmpty();
        }
    }

    private static void delete(SourceFiles files, Path file) throws IOException {
        Files.delete(file);
        files.reexamine(file);
        files.read(file, 1);
    }

    @Test
    void anotherFileOfTheSymbolTakesThePlaceOfOneThatIsGone() throws IOException {
        SourceFiles files = start();
        append(other, join(header(), tick(TIME, 100, 1), tick(TIME + 5, 103, 8)));
        listFor(files, 2);
        assertThat(files.refused()).isEqualTo(1);
        long tradesBefore = files.trades(NQ).orElseThrow().generation();

        delete(files, nq);
        listFor(files, 1);
        Draft draft = read(files, files.discover(folder)).getLast();

        assertThat(draft.state().value(Field.VOLUME)).isEqualTo(9);
        assertThat(draft.generation()).as("no delta leads there").isEqualTo(2);
        assertThat(draft.cursor().file()).isEqualTo("F.US.ENQZ26.scid");
        assertThat(files.trades(NQ).orElseThrow().generation()).isEqualTo(tradesBefore + 1);
        assertThat(files.refused()).isZero();
        assertThat(files.unreadable().count()).isZero();
        assertThat(files.count()).isEqualTo(1);
        assertThat(files.takeDropped()).containsExactly(nq);

        append(nq, join(header(), tick(TIME, 100, 1)));
        listFor(files, 3);
        assertThat(files.refused()).as("the place is taken").isEqualTo(1);
    }

    @Test
    void aFileIsToldOfForAWhileAndGoesOnWhenItIsBack() throws IOException {
        append(es, join(header(), tick(TIME, 50, 1)));
        SourceFiles files = start();
        Path away = folder.resolve("away");
        Files.move(nq, away);
        files.reexamine(nq);
        files.read(nq, 1);
        listFor(files, AbsentFiles.GONE_LISTINGS - 1);
        assertThat(files.unreadable().count()).isEqualTo(1);

        listFor(files, 1);
        files.read(nq, 1);
        assertThat(files.unreadable().count()).isZero();
        assertThat(files.count()).isEqualTo(1);
        assertThat(files.takeDropped()).containsExactly(nq);

        append(away, tick(TIME + 2, 102, 4));
        Files.move(away, nq);
        Collection<Path> found = files.discover(folder);
        assertThat(found).containsExactly(nq);
        Draft draft = read(files, found).getLast();
        assertThat(draft.generation()).isEqualTo(1);
        assertThat(draft.state().value(Field.VOLUME)).isEqualTo(7);
        assertThat(files.tally().records()).as("nothing is read again").isEqualTo(4);
        assertThat(files.count()).isEqualTo(2);
    }

    @Test
    void theEmptyPlaceOfADriveGivesNothingUp() throws IOException {
        append(es, join(header(), tick(TIME, 50, 1)));
        SourceFiles files = start();
        delete(files, nq);
        delete(files, es);

        listFor(files, 2 * AbsentFiles.GONE_LISTINGS);

        assertThat(files.unreadable().reasons()).containsOnlyKeys(nq, es);
    }

    @Test
    void aConfiguredSymbolIsMissedForEver() throws IOException {
        given.put("bridge.symbols", "NQZ26-CME,ESZ26-CME");
        append(es, join(header(), tick(TIME, 50, 1)));
        SourceFiles files = start();
        delete(files, nq);

        listFor(files, 2 * AbsentFiles.GONE_LISTINGS);

        assertThat(files.unreadable().reasons()).containsOnlyKeys(nq);
    }

    @Test
    void aRefusedFileThatIsGoneIsNotCounted() throws IOException {
        Path bad = folder.resolve("~bad.scid");
        append(bad, header());
        SourceFiles files = start();
        assertThat(files.refused()).isEqualTo(1);

        Files.delete(bad);
        listFor(files, 1);

        assertThat(files.refused()).isZero();
    }
}
