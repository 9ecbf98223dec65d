package io.deltatape.bridge;

import io.deltatape.bridge.watch.DirectoryException;
import io.deltatape.contract.config.Settings;
import io.deltatape.contract.config.SettingsException;
import io.deltatape.contract.health.HealthEndpointException;
import io.deltatape.contract.kafka.KafkaSettings;
import io.deltatape.contract.kafka.TopicsException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The command `deltatape bridge`: runs until Ctrl-C, or until the bridge cannot go on.
///
/// Exit codes: 0 stopped, 1 the surroundings do not serve, 2 wrong configuration.
@Command(
        name = "bridge",
        subcommands = {DoctorCommand.class, CheckCommand.class},
        mixinStandardHelpOptions = true,
        description = "Watches Sierra Chart's folder and publishes what changes to Kafka.")
public final class BridgeMain implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(BridgeMain.class);
    static final int ENVIRONMENT = 1;
    static final int CONFIGURATION = 2;
    private static final long CLOSE_SECONDS = 15;

    private final CountDownLatch ended;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private BridgeOptions options = new BridgeOptions();

    /// `ended` is counted down when the bridge is to stop, by whoever wants that.
    BridgeMain(CountDownLatch ended) {
        this.ended = ended;
    }

    public static void main(String... arguments) {
        System.exit(new CommandLine(new BridgeMain(new CountDownLatch(1))).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            Settings settings = options.settings();
            BridgeConfig bridge = BridgeConfig.from(settings);
            KafkaSettings kafka = KafkaSettings.from(settings);
            settings.throwIfProblems();
            LOG.info("settings {}", settings.effective());
            return run(ProducerBridge.start(bridge, kafka, this::isEnding));
        } catch (SettingsException e) {
            return refuse(e, CONFIGURATION);
        } catch (DirectoryException | TopicsException | HealthEndpointException e) {
            return isEnding() ? 0 : refuse(e, ENVIRONMENT);
        }
    }

    private boolean isEnding() {
        return ended.getCount() == 0;
    }

    private int run(ProducerBridge bridge) throws InterruptedException {
        var closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            ended.countDown();
            awaitQuietly(closed);
        }));
        var _ = bridge.failure().thenAccept(message -> {
            err().println("bridge: " + message);
            ended.countDown();
        });
        ended.await();
        bridge.close();
        closed.countDown();
        return bridge.failure().isDone() ? ENVIRONMENT : 0;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            if (!latch.await(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("bridge not closed within {} s", CLOSE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int refuse(RuntimeException problem, int exitCode) {
        err().println("bridge: " + problem.getMessage());
        return exitCode;
    }

    /// What picocli has put into a command before it calls it.
    static CommandSpec required(@Nullable CommandSpec given) {
        return Objects.requireNonNull(given, "set by picocli");
    }

    private PrintWriter err() {
        return spec == null
                ? new PrintWriter(System.err, true, StandardCharsets.UTF_8)
                : spec.commandLine().getErr();
    }
}
