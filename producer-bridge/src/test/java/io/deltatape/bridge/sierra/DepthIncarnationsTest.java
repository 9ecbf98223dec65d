package io.deltatape.bridge.sierra;

import static io.deltatape.bridge.sierra.DepthBytes.ADD_BID;
import static io.deltatape.bridge.sierra.DepthBytes.header;
import static io.deltatape.bridge.sierra.DepthBytes.last;
import static io.deltatape.bridge.sierra.DepthBytes.snapshot;
import static io.deltatape.bridge.sierra.ScidBytes.append;
import static io.deltatape.bridge.sierra.ScidBytes.join;
import static io.deltatape.bridge.sierra.ScidBytes.overwrite;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.deltatape.contract.MarketState;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// A depth file that does not continue what was read is begun anew, and one that does is not; what is said of it.
class DepthIncarnationsTest {
    private static final long TIME = ScidBytes.dateTime("2026-03-02T15:00:00Z");

    @TempDir
    Path folder;

    private final ListAppender<ILoggingEvent> said = new ListAppender<>();
    private final Logger log = (Logger) LoggerFactory.getLogger(DepthFile.class.getPackageName());
    private final SharedReading shared = new SharedReading(() -> 0);
    private Path path = Path.of("");

    @BeforeEach
    void listen() {
        path = folder.resolve("ESH26-CME.2026-03-02.depth");
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

    private DepthFile fileWithABook() {
        append(path, join(header(), snapshot(TIME, 99, 100), last(TIME + 1, ADD_BID, 98, 1)));
        var file = new DepthFile(path, BigDecimal.ONE, 10, shared);
        assertThat(file.update()).isEqualTo(new FileUpdate.Changed(4));
        return file;
    }

    private void assertBegunAnew(DepthFile file, String reason) {
        assertThat(file.update()).isInstanceOf(FileUpdate.Changed.class);
        assertThat(file.generation()).isEqualTo(2);
        assertThat(shared.tally().incarnations()).isEqualTo(1);
        assertThat(warnings()).singleElement().asString().contains("begun anew", path.toString(), reason);
    }

    @Test
    void aFileThatShrinksIsBegunAnew() {
        try (DepthFile file = fileWithABook()) {
            overwrite(path, join(header(), snapshot(TIME + 5, 89, 90)));

            assertBegunAnew(file, "it shrank from at least 160 to 136 bytes");
            assertThat(file.state().bids()).hasToString("[89×10]");
        }
    }

    @Test
    void aFileCutToItsHeaderKnowsNothingMore() {
        try (DepthFile file = fileWithABook()) {
            overwrite(path, header());

            assertBegunAnew(file, "it shrank");
            assertThat(file.hasBook()).isFalse();
            assertThat(file.state()).isEqualTo(MarketState.EMPTY);
        }
    }

    @Test
    void anEditedLastRecordBeginsTheFileAnew() {
        try (DepthFile file = fileWithABook()) {
            overwrite(path, join(header(), snapshot(TIME, 99, 100), last(TIME + 1, ADD_BID, 98, 2)));

            assertBegunAnew(file, "its record at byte 136 changed");
            assertThat(file.state().bids()).hasToString("[99×10, 98×2]");
        }
    }

    @Test
    void aChangedHeaderBeginsTheFileAnew() {
        try (DepthFile file = fileWithABook()) {
            byte[] other = header();
            other[60] = 1;
            overwrite(path, join(other, snapshot(TIME, 99, 100), last(TIME + 1, ADD_BID, 98, 1)));

            assertBegunAnew(file, "its header changed");
        }
    }

    @Test
    void anotherFileUnderTheNameBeginsAnew() throws IOException {
        try (DepthFile file = fileWithABook()) {
            Path other = folder.resolve("temporary");
            append(other, join(header(), snapshot(TIME, 99, 100), last(TIME + 1, ADD_BID, 98, 1)));
            append(other, last(TIME + 2, ADD_BID, 97, 1));
            Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);
            file.reexamine();

            assertBegunAnew(file, "it does not continue what was read of it");
            assertThat(file.state().bids()).hasToString("[99×10, 98×1, 97×1]");
        }
    }

    @Test
    void theSameFileLookedAtAgainGoesOn() {
        try (DepthFile file = fileWithABook()) {
            file.reexamine();
            assertThat(file.update()).isEqualTo(new FileUpdate.Unchanged());
            file.reexamine();
            append(path, last(TIME + 2, ADD_BID, 97, 1));

            assertThat(file.update()).isEqualTo(new FileUpdate.Changed(1));
            assertThat(file.generation()).isEqualTo(1);
            assertThat(file.state().bids()).hasToString("[99×10, 98×1, 97×1]");
            assertThat(warnings()).isEmpty();
        }
    }

    @Test
    void aFileThatIsGoneKeepsWhatItSaid() throws IOException {
        try (DepthFile file = fileWithABook()) {
            MarketState before = file.state();
            Files.delete(path);
            file.reexamine();

            assertThat(file.update()).isInstanceOf(FileUpdate.Unreadable.class);
            assertThat(file.state()).isEqualTo(before);
            assertThat(file.hasBook()).isTrue();
            assertThat(file.hasChanged()).isFalse();
        }
    }

    @Test
    void theFirstFlawOfEachKindIsSaid() {
        byte[] missing = last(TIME + 2, DepthBytes.DELETE_BID, 50, 0);
        byte[] command = last(TIME + 2, 77, 99, 1);
        byte[] crossed = last(TIME + 2, ADD_BID, 105, 1);
        try (DepthFile file = fileWithABook()) {
            append(
                    path,
                    join(missing, missing, command, command, crossed, crossed, new byte[24], crossed, new byte[11]));
            file.update();
        }

        assertThat(warnings())
                .hasSize(4)
                .allSatisfy(line -> assertThat(line)
                        .startsWith("file " + path + " record at byte ")
                        .contains(", expected "));
        assertThat(warnings().get(0)).contains("byte 160 has ", "command=6", "price=50.0", "nothing is deleted");
        assertThat(warnings().get(1)).contains("byte 208 has ", "command=77", "expected a command of 0 to 7");
        assertThat(warnings().get(2)).contains("byte 256 has bid=105×1 ask=100×20, expected the best bid below");
        assertThat(said.list)
                .anySatisfy(event -> assertThat(event.getFormattedMessage())
                        .isEqualTo("file " + path
                                + " ends within the record at byte 352: it is read when the rest has come"));
    }
}
