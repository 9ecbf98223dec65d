package io.deltatape.bridge.sierra;

import static io.deltatape.bridge.sierra.ScidBytes.overwrite;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DelimitedTextTest {
    @TempDir
    Path folder;

    private final DelimitedText text = new DelimitedText(new ReadBlock());
    private final List<List<String>> lines = new ArrayList<>();

    private FileChannel open(String content) throws IOException {
        Path path = folder.resolve("text");
        overwrite(path, content.getBytes(StandardCharsets.ISO_8859_1));
        return FileChannel.open(path, StandardOpenOption.READ);
    }

    private void take(DelimitedText line) {
        assertThat(line.number()).isEqualTo(lines.size() + 1L);
        lines.add(values(line));
    }

    private static List<String> values(DelimitedText line) {
        var values = new ArrayList<String>();
        for (int column = 0; column < line.columns(); column++) {
            values.add(line.value(column));
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whatWasWrittenIsReadWhateverTheDelimitersAndLineEnds(long seed) throws IOException {
        var random = new Random(seed);
        var content = new StringBuilder();
        var written = new ArrayList<List<String>>();
        for (int line = 0; line < 20_000; line++) {
            var values = new ArrayList<String>();
            for (int column = random.nextInt(15); column >= 0; column--) {
                values.add(Integer.toString(random.nextInt(1 << random.nextInt(1, 31)), 36));
            }
            written.add(values);
            String delimiter = List.of(",", "\t", ";", ", ", "\t ", " ,").get(random.nextInt(6));
            content.append(String.join(delimiter, values)).append(random.nextBoolean() ? "\r\n" : "\n");
        }
        try (FileChannel channel = open(content + "torn, 5")) {
            assertThat(text.readLines(channel, this::take)).isTrue();

            assertThat(lines).as("seed %d", seed).isEqualTo(written);
            assertThat(text.prefix().end()).isEqualTo(content.length());
            assertThat(text.prefix().lines()).isEqualTo(written.size());
            assertThat(text.readBegun(channel)).isTrue();
            assertThat(values(text)).containsExactly("torn");
        }
    }

    @Test
    void aBegunLineHasNoLastValueSinceItMayGoOn() throws IOException {
        try (FileChannel channel = open("a,b\n2026/01/30, 5.2")) {
            text.readLines(channel, this::take);
            assertThat(text.readBegun(channel)).isTrue();
            assertThat(values(text)).containsExactly("2026/01/30");
            assertThat(text.value(1)).isEmpty();
        }
        try (FileChannel channel = open("a,b\n")) {
            assertThat(text.readBegun(channel)).isFalse();
        }
    }

    @Test
    void aLineThatIsTooLongStopsTheReading() throws IOException {
        String longest = "x".repeat(DelimitedText.LINE_BYTES_MAX);
        for (String bad : List.of(longest + "x\n", longest + "x", "y".repeat(3 * ReadBlock.BYTES) + "\n")) {
            lines.clear();
            var reading = new DelimitedText(new ReadBlock());
            try (FileChannel channel = open("a\n" + longest + "\n" + bad)) {
                assertThat(reading.readLines(channel, this::take)).isFalse();
                assertThat(lines).hasSize(2);
            }
            try (FileChannel channel = open(bad)) {
                assertThat(new DelimitedText(new ReadBlock()).readLine(channel)).isFalse();
            }
        }
    }

    @Test
    void valuesBeyondTheLastColumnAreNotLookedAt() throws IOException {
        try (FileChannel channel = open("v,".repeat(5_000) + "\n")) {
            assertThat(text.readLine(channel)).isTrue();
            assertThat(text.columns()).isEqualTo(DelimitedText.COLUMNS_MAX);
            assertThat(text.value(DelimitedText.COLUMNS_MAX - 1)).isEqualTo("v");
            assertThat(text.value(DelimitedText.COLUMNS_MAX)).isEmpty();
            assertThat(text.value(-1)).isEmpty();
        }
    }

    @Test
    void blankLinesAndExcerptsAreForPersons() throws IOException {
        try (FileChannel channel = open("\u00ef\u00bb\u00bfDate\0,x\t\r\n \r\n" + "z".repeat(200) + "\n")) {
            assertThat(text.readLine(channel)).isTrue();
            assertThat(text.excerpt()).isEqualTo("???Date?,x");
            assertThat(text.isBlank()).isFalse();
            assertThat(TextHeader.of(text).names()).containsExactly("date", "x", "");
            assertThat(text.readLine(channel)).isTrue();
            assertThat(text.isBlank()).isTrue();
            assertThat(text.readLine(channel)).isTrue();
            assertThat(text.excerpt()).hasSize(81).endsWith("…");
            assertThat(text.readLine(channel)).isFalse();
        }
    }

    @Test
    void namesOfColumnsAreComparedByLettersAndDigits() {
        var header = new TextHeader(List.of("date", "oftrades", "last", "close", "date"));

        assertThat(header.column("close", "last")).isEqualTo(2);
        assertThat(header.column("date")).isZero();
        assertThat(header.column("volume")).isEqualTo(-1);
    }
}
