package io.deltatape.bridge.sierra;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.contract.BookSide;
import io.deltatape.contract.Price;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The book of the sample file is what was computed from it independently.
class DepthSampleTest {
    private static final Pattern LEVEL = Pattern.compile("\\[\\s*([\\d.]+),\\s*(\\d+)\\s*\\]");
    private static final int LEVELS = 100;

    @TempDir
    Path folder;

    @Test
    void theFinalBookAndTheCountsAreTheExpectedOnes() throws IOException {
        String golden = Files.readString(SampleFiles.named("ESH22-CME.golden.json"));
        String expected = golden.substring(golden.indexOf("\"depth\""));
        var shared = new SharedReading(() -> 0);
        try (var file =
                new DepthFile(SampleFiles.named("ESH22-CME.2022-01-24.depth"), BigDecimal.ONE, LEVELS, shared)) {
            assertThat(file.update()).isEqualTo(new FileUpdate.Changed(count(expected, "records")));

            assertThat(file.state().bids())
                    .isEqualTo(BookSide.of(BookSide.Order.DESCENDING, levels(expected, "final_bids")));
            assertThat(file.state().asks())
                    .isEqualTo(BookSide.of(BookSide.Order.ASCENDING, levels(expected, "final_asks")));
        }
        assertThat(shared.tally().records()).isEqualTo(count(expected, "records"));
        assertThat(shared.tally().bytes() + 64).isEqualTo(count(expected, "size"));
        assertThat(shared.tally().batches()).isEqualTo(count(expected, "batches"));
        assertThat(shared.tally().flaws()).isZero();
    }

    @Test
    void cutAfterAnyRecordItHasTheBookOfItsLastBatch() throws IOException {
        byte[] all = Files.readAllBytes(SampleFiles.named("ESH22-CME.2022-01-24.depth"));
        NaiveBook truth = NaiveBook.of(all, LEVELS);
        var shared = new SharedReading(() -> 0);
        for (int length = 64; length <= all.length; length += 24) {
            Path path = folder.resolve("cut.depth");
            Files.write(path, Arrays.copyOf(all, length));
            try (var file = new DepthFile(path, BigDecimal.ONE, LEVELS, shared)) {
                file.update();

                assertThat(file.state()).as("cut at %d", length).isEqualTo(truth.at(length));
            }
        }
    }

    private static long count(String object, String key) {
        Matcher matcher = Pattern.compile("\"" + key + "\": (\\d+)").matcher(object);
        assertThat(matcher.find()).as("key %s", key).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    private static long[] levels(String object, String key) {
        int start = object.indexOf("\"" + key + "\"");
        Matcher matcher = LEVEL.matcher(object.substring(start, object.indexOf("\n  ]", start)));
        return matcher.results()
                .flatMapToLong(level -> LongStream.of(Price.parse(level.group(1)), Long.parseLong(level.group(2))))
                .toArray();
    }
}
