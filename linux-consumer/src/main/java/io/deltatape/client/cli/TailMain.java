package io.deltatape.client.cli;

import io.deltatape.client.MarketClient;
import io.deltatape.contract.Symbol;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The command `tail`: prints a line for each update until it is interrupted or its reader is gone.
@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Print every update, one line each: first the state of each symbol, then its changes.")
public final class TailMain implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(
            paramLabel = "SYMBOL",
            arity = "0..*",
            converter = SymbolConverter.class,
            description = "Only these (default: all).")
    private List<Symbol> symbols = new ArrayList<>();

    @Option(names = "--json", description = "A JSON object per line, with long names.")
    private boolean json;

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
        System.exit(ClientCommand.of(new TailMain()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        try (StopSignal stop = StopSignal.ofProcess();
                MarketClient client = options.open()) {
            var out = new FileOutputStream(FileDescriptor.out);
            var tail = new Tail(out, json ? Tail.Form.JSON : Tail.Form.TEXT, stop::stop);
            if (symbols.isEmpty()) {
                client.subscribeAll(tail);
            } else {
                client.subscribe(new HashSet<>(symbols), tail);
            }
            client.awaitReady(timeout);
            warnOfUnknown(client.symbols());
            stop.await();
            return CommandLine.ExitCode.OK;
        }
    }

    private void warnOfUnknown(SortedSet<Symbol> known) {
        PrintWriter err = spec.commandLine().getErr();
        for (Symbol symbol : symbols) {
            if (!known.contains(symbol)) {
                err.println("tail: " + symbol + " is not known yet, waiting for it; "
                        + NearestNames.advice(symbol.name(), known));
            }
        }
        err.flush();
    }
}
