package io.deltatape.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

@Timeout(60)
final class SimulateTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void aRunOfGivenLengthWritesRateTimesSecondsAndSaysSo() throws IOException {
        int exit = run("--symbols", "2", "--rate", "10000", "--seconds", "0.1", "--seed", "7", "--torn", "0.2");

        assertThat(exit).isZero();
        assertThat(out.toString()).contains("a random market, 2 symbols, 10000.0 records/s, seed 7");
        assertThat(err.toString()).contains("1,000 records written.");
        assertThat(ParsedScid.read(folder.resolve("NQZ26-CME.scid")).rows()).hasSize(500);
        assertThat(ParsedScid.read(folder.resolve("ESZ26-CME.scid")).rows()).hasSize(500);
    }

    @Test
    void aReplayCopiesTheFileAndRefusesToAppendToACopy() throws IOException {
        Path original = Files.createDirectories(folder.resolve("from")).resolve("ESU25-CME.scid");
        try (ScidWriter writer = ScidWriter.open(original)) {
            for (SimulatedRecord record : Fixtures.anyRecords(1, 2500)) {
                writer.append(record);
            }
        }

        assertThat(run("--replay", original.toString(), "--flush", "2ms")).isZero();
        assertThat(folder.resolve("ESU25-CME.scid")).hasSameBinaryContentAs(original);

        assertThat(run("--replay", original.toString())).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("which exists; remove it, or choose another folder");
    }

    @Test
    void whatIsAskedForIsWrittenAndSaid() throws IOException {
        int exit = run(
                "--symbols",
                "1",
                "--rate",
                "20000",
                "--seconds",
                "0.2",
                "--seed",
                "7",
                "--depth",
                "--acsil",
                "v3_fixed",
                "--daily",
                "--handle",
                "per_write",
                "--storage-unit",
                "20ms",
                "--misdeeds",
                "copy,edit-last",
                "--misdeed-interval",
                "50ms");

        assertThat(exit).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("bars of 20 ms")
                .contains("with [DEPTH, ACSIL_V3_FIXED, DAILY]")
                .contains("a misdeed of copy,edit-last every 50 ms");
        assertThat(ParsedScid.read(folder.resolve("NQZ26-CME.scid")).rows()).hasSizeBetween(10, 20);
        assertThat(folder.resolve("MarketDepthData")).isNotEmptyDirectory();
        assertThat(folder.resolve("ACSILOutput/NQZ26_CME_ticks_v3_final.json")).isNotEmptyFile();
        assertThat(folder.resolve("NQZ26-CME.dly")).isNotEmptyFile();
    }

    @Test
    void helpNamesEveryMisdeed() {
        assertThat(run("--help")).isZero();
        String help = out.toString().replaceAll("\\s+", " ");
        assertThat(Misdeed.values()).allSatisfy(misdeed -> assertThat(help).contains(misdeed.toString()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    --rate 0                | rate is 0.0 records/s, expected more than 0
                    --rate fast             | 'fast' is not a double
                    --symbols 0             | 0 symbols, expected 1 to 10000
                    --flush 5               | '5', expected a number and us, ms, s or m
                    --flush 90m             | flush interval is PT1H30M, expected 0 to 1 h
                    --torn 2                | share of torn flushes is 2.0, expected 0 to 1
                    --seconds 0             | duration is PT0S, expected more than 0
                    --speed 2               | --speed is for a replay
                    --replay none.scid      | --replay none.scid: no such file
                    --replay x --rate 3     | --symbols and --rate are for the random market
                    --misdeeds nap          | 'nap' is no misdeed, expected all or some of [edit-last, edit-middle,
                    --misdeeds all --misdeed-interval 0s | interval of misdeeds is PT0S, expected more than 0
                    --storage-unit 2000m    | storage unit is PT33H20M, expected 0 to 1 day
                    --handle never          | expected one of [HELD, PER_WRITE]
                    --acsil v4              | expected one of [V2, V3, V3_FIXED]
                    --replay x --depth      | --depth is for the random market
                    --bogus                 | Unknown option: '--bogus'
                    """)
    void aWrongArgumentIsOneMessageAndExitCodeTwo(String arguments, String message) {
        int exit = run(arguments.split(" "));

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString()).contains(message).hasLineCount(1);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFolderThatCannotBeMadeIsNamedWithTheReason() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        int exit = run("--data", file.resolve("under").toString(), "--seconds", "1");

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString())
                .contains("simulate: could not write to " + file.resolve("under"))
                .contains("Exception");
    }

    @Test
    void aReplayOfAnotherKindOfFileIsAWrongArgument() throws IOException {
        Path file = Files.writeString(folder.resolve("prices.csv"), "Date,Open".repeat(20));

        assertThat(run("--replay", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("prices.csv: begins with").hasLineCount(1);
    }

    private int run(String... arguments) {
        CommandLine commandLine =
                Simulate.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        Stream<String> given = Arrays.stream(arguments);
        Stream<String> target =
                List.of(arguments).contains("--data") ? Stream.of() : Stream.of("--data", folder.toString());
        String[] all = Stream.concat(target, given).toArray(String[]::new);
        return commandLine.execute(all);
    }
}
