package io.deltatape.benchmarks;

import io.deltatape.bridge.sierra.FileUpdate;
import io.deltatape.bridge.sierra.ScidFile;
import io.deltatape.bridge.sierra.SharedReading;
import io.deltatape.contract.MarketState;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// `bench payload`: the mean bytes of an update in each form, on a real .scid file with one update per record.
///
/// The file is copied record by record and read by the bridge's own reader, so the states are the bridge's. Envelope
/// and stamps are included, except in the predecessor's message, which had no stamps; the stamps are those of a
/// live system whose epoch began when the file did.
@Command(
        name = "payload",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Bytes per update of a .scid file, one update per record, in each form; then with a 10-level book.")
final class PayloadCommand implements Callable<Integer> {
    private static final int HEADER_BYTES = 56;
    private static final int RECORD_BYTES = 40;
    private static final int LEVELS_MAX = 1_000;

    @Parameters(paramLabel = "FILE", description = "a .scid file of ticks, named as its symbol")
    private Path file = Path.of("");

    @Option(
            names = "--levels",
            paramLabel = "N",
            defaultValue = "10",
            description = "levels a side of the added book (default ${DEFAULT-VALUE})")
    private int levels = 10;

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new ParameterException(spec.commandLine(), file + " cannot be read: give an existing .scid file");
        }
        if (levels < 1 || levels > LEVELS_MAX) {
            throw new ParameterException(
                    spec.commandLine(), "--levels is %d, expected 1 to %d".formatted(levels, LEVELS_MAX));
        }
        PrintWriter screen = spec.commandLine().getOut();
        String name = file.getFileName().toString();
        String symbol = name.substring(0, name.lastIndexOf('.') < 0 ? name.length() : name.lastIndexOf('.'));
        var plain = new PayloadTally(symbol);
        var withBook = new PayloadTally(symbol);
        var book = new RandomBook(levels, 1);
        replay(name, state -> {
            plain.add(state);
            withBook.add(book.around(state));
        });
        if (plain.updates() == 0) {
            throw new IOException(file + " holds no record that changes a state: give a .scid file of ticks");
        }
        screen.printf(Locale.ROOT, "bench payload: %s, %d updates%n  %s%n", name, plain.updates(), Setup.line());
        screen.printf("%nwithout a book%n");
        plain.print(screen);
        screen.printf("%nwith a book of %d levels a side, seeded, some levels changed at each update%n", levels);
        withBook.print(screen);
        screen.flush();
        return 0;
    }

    private interface States {
        void next(MarketState state);
    }

    private void replay(String name, States states) throws IOException {
        Path folder = Files.createTempDirectory("deltatape-bench-");
        Path copy = folder.resolve(name);
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        try (var channel = FileChannel.open(copy, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(bytes.slice(0, Math.min(HEADER_BYTES, bytes.limit())));
            try (var scid = new ScidFile(copy, BigDecimal.ONE, new SharedReading(() -> 0), null)) {
                requireReadable(scid.update(), copy);
                for (int at = HEADER_BYTES; at + RECORD_BYTES <= bytes.limit(); at += RECORD_BYTES) {
                    channel.write(bytes.slice(at, RECORD_BYTES));
                    FileUpdate update = scid.update();
                    requireReadable(update, copy);
                    if (update instanceof FileUpdate.Changed) {
                        states.next(scid.state());
                    }
                }
            }
        } finally {
            Directories.delete(folder);
        }
    }

    private void requireReadable(FileUpdate update, Path copy) throws IOException {
        if (update instanceof FileUpdate.Unreadable unreadable) {
            throw new IOException(unreadable.message().replace(copy.toString(), file.toString()));
        }
    }
}
