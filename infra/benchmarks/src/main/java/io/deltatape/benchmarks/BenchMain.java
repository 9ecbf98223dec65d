package io.deltatape.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `deltatape bench`: the benchmarks, each a command of its own.
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description =
                "Measures this system on this machine. Benchmarks are no tests: they judge nothing but lost records.",
        subcommands = {LatencyCommand.class, PayloadCommand.class})
public final class BenchMain implements Runnable {
    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandLine.Model.CommandSpec spec;

    public static void main(String[] args) {
        System.exit(new CommandLine(new BenchMain()).execute(args));
    }

    @Override
    public void run() {
        spec.commandLine().usage(System.err);
    }
}
