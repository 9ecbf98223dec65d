package io.deltatape.client.cli;

import io.deltatape.client.MarketClient;
import io.deltatape.contract.Symbol;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The command `watch`: a live table of the market in the terminal, or, into a pipe, the rows that changed.
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Show a live table of the market.",
        footer = "live = proved to be the newest; stale = connected, but without proof for 5 s; disconnected = nothing"
                + " came for 3 s (client.ttl and client.disconnected.after).")
public final class WatchMain implements Callable<Integer> {
    private static final long REDRAW_MS = 100;
    private static final int REDRAWS_PER_RESIZE = 20;

    @Parameters(
            paramLabel = "SYMBOL",
            arity = "0..*",
            converter = SymbolConverter.class,
            description = "Only these (default: all).")
    private List<Symbol> symbols = new ArrayList<>();

    @Option(names = "--once", description = "Print one table and end.")
    private boolean once;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "10s",
            converter = DurationConverter.class,
            description = "How long to wait for the broker and the data (${DEFAULT-VALUE}).")
    private Duration timeout = Duration.ZERO;

    @Mixin
    private ClientOptions options = new ClientOptions();

    public static void main(String[] args) {
        ClientCommand.quietLog();
        System.exit(ClientCommand.of(new WatchMain()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        var meter = new FeedMeter(InstantSource.system(), System::nanoTime);
        try (StopSignal stop = StopSignal.ofProcess();
                MarketClient client = options.open()) {
            if (symbols.isEmpty()) {
                client.subscribeAll(meter);
            } else {
                client.subscribe(new HashSet<>(symbols), meter);
            }
            client.awaitReady(timeout);
            var view = new WatchView(client, meter, symbols);
            if (once) {
                print(view.table(Terminal.size().width()), out);
            } else if (Terminal.isInteractive()) {
                draw(view, out, stop);
            } else {
                append(view, out, stop);
            }
            return CommandLine.ExitCode.OK;
        }
    }

    private static void draw(WatchView view, PrintStream out, StopSignal stop) throws InterruptedException {
        var terminal = new Terminal(out);
        try {
            Terminal.Size size = Terminal.size();
            int redraws = 0;
            do {
                if (++redraws % REDRAWS_PER_RESIZE == 0) {
                    size = Terminal.size();
                }
                terminal.draw(view.screen(size));
            } while (!stop.await(REDRAW_MS) && !out.checkError());
        } finally {
            terminal.leave();
        }
    }

    private static void append(WatchView view, PrintStream out, StopSignal stop) throws InterruptedException {
        do {
            print(view.news(Terminal.WIDTH_FALLBACK), out);
        } while (!stop.await(REDRAW_MS) && !out.checkError());
    }

    private static void print(List<String> lines, PrintStream out) {
        lines.forEach(out::println);
        out.flush();
    }
}
