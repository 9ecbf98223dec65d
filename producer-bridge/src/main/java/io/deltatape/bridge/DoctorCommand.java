package io.deltatape.bridge;

import io.deltatape.bridge.doctor.Doctor;
import io.deltatape.bridge.doctor.Folder;
import io.deltatape.bridge.watch.DirectoryException;
import io.deltatape.contract.config.Settings;
import io.deltatape.contract.config.SettingsException;
import io.deltatape.contract.kafka.KafkaSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The command `deltatape bridge doctor`: says what it sees in a folder, how quickly changes are noticed there,
/// and what to change in Sierra Chart. Reads only, and needs no Kafka.
///
/// Exit codes: 0 nothing needs action, 1 something does, 2 wrong options or settings.
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Says what is in Sierra Chart's folder, how late changes are noticed, and what to change.")
final class DoctorCommand implements Callable<Integer> {
    private static final int SECONDS_MAX = 86_400;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Sierra Chart's data folder.")
    private Path directory = Path.of("");

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "60", description = "How long to watch; default 60.")
    private int seconds;

    @Option(names = "--config", paramLabel = "FILE", description = "A properties file with settings.")
    private @Nullable Path config;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "One setting; may be repeated.")
    private Map<String, String> set = new HashMap<>();

    @Override
    public Integer call() throws InterruptedException {
        CommandSpec command = BridgeMain.required(spec);
        if (seconds < 1 || seconds > SECONDS_MAX) {
            throw new ParameterException(
                    command.commandLine(), "--seconds is " + seconds + ", expected 1 to " + SECONDS_MAX);
        }
        try {
            BridgeConfig bridge = bridgeConfig();
            Folder folder = FolderListing.of(bridge);
            var doctor = new Doctor(command.commandLine().getOut(), InstantSource.system(), System::nanoTime);
            boolean needsAction = doctor.report(
                    folder,
                    new FileNaming(bridge).folders(),
                    Duration.ofSeconds(seconds),
                    bridge.sources().probeInterval());
            return needsAction ? 1 : 0;
        } catch (SettingsException e) {
            command.commandLine().getErr().println("doctor: " + e.getMessage());
            return 2;
        } catch (DirectoryException e) {
            command.commandLine().getErr().println("doctor: " + e.getMessage());
            return 1;
        } catch (IOException e) {
            command.commandLine()
                    .getErr()
                    .println("doctor: folder " + directory + " cannot be listed (" + e
                            + "), expected a readable folder: give Sierra Chart's data folder");
            return 1;
        }
    }

    private BridgeConfig bridgeConfig() {
        var given = new HashMap<>(set);
        given.put("bridge.directory", directory.toString());
        Settings settings = Settings.of(System.getenv(), given);
        if (config != null) {
            settings.withFile(config);
        }
        BridgeConfig bridge = BridgeConfig.from(settings);
        KafkaSettings.from(settings); // read so that a file for the bridge is a file for the doctor
        settings.throwIfProblems();
        return bridge;
    }
}
