package io.deltatape.client.cli;

import io.deltatape.client.MarketClient;
import io.deltatape.client.cache.Reading;
import io.deltatape.contract.Symbol;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The command `get`: prints a symbol's state, its age and its freshness, and ends.
@Command(
        name = "get",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Print the state of a symbol with its age and freshness.",
        footer = "Ends with 0, or with 1 if there is no such symbol or no broker.")
public final class GetMain implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "SYMBOL", converter = SymbolConverter.class, description = "Such as NQZ26-CME.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Symbol symbol;

    @Option(names = "--json", description = "One JSON object instead of text.")
    private boolean json;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "5s",
            converter = DurationConverter.class,
            description = "How long to wait for the broker and the data (${DEFAULT-VALUE}).")
    private Duration timeout = Duration.ZERO;

    @Mixin
    private ClientOptions options = new ClientOptions();

    public static void main(String[] args) {
        ClientCommand.quietLog();
        System.exit(ClientCommand.of(new GetMain()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        try (MarketClient client = options.open()) {
            client.awaitReady(timeout);
            return print(client);
        }
    }

    private int print(MarketClient client) {
        Optional<Reading> reading = client.get(symbol);
        if (reading.isEmpty()) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("get: no such symbol " + symbol + ": " + NearestNames.advice(symbol.name(), client.symbols()));
            return ClientCommand.NOT_THERE;
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? new JsonLines().reading(reading.get()) : TextLines.reading(reading.get()));
        out.flush();
        return CommandLine.ExitCode.OK;
    }
}
