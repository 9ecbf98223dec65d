package io.deltatape.benchmarks;

import io.deltatape.contract.config.SettingsException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `deltatape bench`: the benchmarks, each a command of its own.
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description =
                "Measures this system on this machine. Benchmarks are no tests: they judge nothing but lost records.",
        subcommands = {LatencyCommand.class, PayloadCommand.class, ParseCommand.class})
public final class BenchMain implements Runnable {
    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandLine.Model.CommandSpec spec;

    public static void main(String[] args) {
        System.exit(command().execute(args));
    }

    static CommandLine command() {
        return new CommandLine(new BenchMain()).setExecutionExceptionHandler(BenchMain::explain);
    }

    /// What was to be expected of a machine is one line; anything else is a fault of this program, and its trace helps.
    private static int explain(Exception e, CommandLine command, CommandLine.ParseResult arguments) {
        // The message of a FileSystemException is the path alone; its class says what is wrong.
        boolean isNameless = e.getMessage() == null || e instanceof FileSystemException;
        command.getErr()
                .println(
                        command.getCommandSpec().qualifiedName() + ": " + (isNameless ? e.toString() : e.getMessage()));
        if (!(e instanceof IOException || e.getClass().getName().startsWith("io.deltatape"))) {
            e.printStackTrace(command.getErr());
        }
        return e instanceof SettingsException ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
    }
}
