package io.deltatape.client.cli;

import io.deltatape.client.NotReadyException;
import io.deltatape.contract.config.SettingsException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;

/// How a command of the client is run: expected failures give their message alone, on standard error.
///
/// Exit codes: 0 done, 1 what it needs is not there, 2 wrong options or settings.
final class ClientCommand {
    static final int NOT_THERE = 1;
    static final int MISUSED = 2;
    private static final String LOG_CONFIGURATION = "logback.configurationFile";

    private ClientCommand() {}

    static CommandLine of(Callable<Integer> command) {
        return new CommandLine(command)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler((e, args) -> {
                    CommandLine line = e.getCommandLine();
                    String name = line.getCommandName();
                    line.getErr().println(name + ": " + e.getMessage() + " (" + name + " --help lists the options)");
                    return MISUSED;
                })
                .setExecutionExceptionHandler((e, line, parsed) -> failed(e, line));
    }

    private static int failed(Exception e, CommandLine line) throws Exception {
        PrintWriter err = line.getErr();
        switch (e) {
            case SettingsException wrong -> err.println(line.getCommandName() + ": " + wrong.getMessage());
            case NotReadyException late -> err.println(line.getCommandName() + ": " + late.getMessage());
            case KafkaException refused ->
                err.println(line.getCommandName() + ": Kafka's client refuses its settings: " + refused.getMessage());
            default -> throw e;
        }
        return e instanceof SettingsException ? MISUSED : NOT_THERE;
    }

    /// Keeps the log off standard output unless a configuration was chosen; to be called before anything logs.
    static void quietLog() {
        if (System.getProperty(LOG_CONFIGURATION) == null) {
            System.setProperty(LOG_CONFIGURATION, "io/deltatape/client/cli/logback.xml");
        }
    }
}
