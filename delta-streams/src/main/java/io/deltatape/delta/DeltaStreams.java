package io.deltatape.delta;

import io.deltatape.contract.health.HealthEndpoint;
import io.deltatape.contract.kafka.KafkaSettings;
import io.deltatape.contract.kafka.MarketTopics;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running component: creates or checks the topics, runs the topology, tells how it is.
///
/// Its stream threads own all state of the streams; the methods here may be called from any thread.
public final class DeltaStreams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeltaStreams.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    private final KafkaStreams streams;
    private final FigureCounters figures;
    private final CountDownLatch running = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    /// Set once, before [#start] hands the component out.
    private Optional<HealthEndpoint> endpoint = Optional.empty();

    private DeltaStreams(KafkaStreams streams, FigureCounters figures) {
        this.streams = streams;
        this.figures = figures;
    }

    /// Starts the component and returns while its tasks are still being assigned and restored: [#awaitRunning] waits.
    ///
    /// @throws io.deltatape.contract.kafka.TopicsException if Kafka does not answer or a topic does not fit
    /// @throws io.deltatape.contract.health.HealthEndpointException if the health port cannot be bound
    /// @throws org.apache.kafka.common.KafkaException if Kafka refuses its client properties
    public static DeltaStreams start(DeltaConfig config, KafkaSettings kafka) {
        return start(config, kafka, InstantSource.system());
    }

    static DeltaStreams start(DeltaConfig config, KafkaSettings kafka, InstantSource clock) {
        new MarketTopics(kafka).ensure(config.patience());
        var figures = new FigureCounters();
        var parts = new DeltaTopology.Parts(
                kafka.topics(),
                kafka.wire(),
                KeyframePolicy.every(config.keyframeInterval()),
                OutputTail.of(kafka, StreamsProperties.applicationId(config, kafka), System::nanoTime),
                clock,
                figures);
        var kafkaStreams = new KafkaStreams(DeltaTopology.of(parts), StreamsProperties.of(config, kafka, figures));
        kafkaStreams.setUncaughtExceptionHandler(new ThreadReplacement(clock, figures));
        var component = new DeltaStreams(kafkaStreams, figures);
        try {
            component.begin(config);
            return component;
        } catch (RuntimeException e) {
            component.close();
            throw e;
        }
    }

    private void begin(DeltaConfig config) {
        streams.setStateListener((now, before) -> noteState(now, before));
        if (config.healthPort() != 0) {
            var address = new InetSocketAddress(config.healthAddress(), config.healthPort());
            endpoint = Optional.of(HealthEndpoint.start("delta", address, () -> HealthText.answer(health())));
        }
        streams.start();
    }

    private void noteState(State now, State before) {
        LOG.info("delta-streams is {} before={}", now, before);
        if (now == State.RUNNING) {
            running.countDown();
        }
        if (now.hasCompletedShutdown()) {
            stopped.countDown();
            running.countDown();
        }
    }

    /// Waits until the tasks of this instance process snapshots for the first time; answers whether they do, if only
    /// between two rebalances.
    public boolean awaitRunning(Duration patience) throws InterruptedException {
        return running.await(patience.toNanos(), TimeUnit.NANOSECONDS)
                && streams.state().isRunningOrRebalancing();
    }

    /// Waits until the component has stopped: closed, or by itself because its threads kept dying.
    public void awaitStopped() throws InterruptedException {
        stopped.await();
    }

    public StreamsHealth health() {
        State state = streams.state();
        int tasks = state.isRunningOrRebalancing()
                ? streams.metadataForLocalThreads().stream()
                        .mapToInt(thread -> thread.activeTasks().size())
                        .sum()
                : 0;
        return new StreamsHealth(state.name(), tasks, figures.read());
    }

    /// Leaves the group, so that another instance, or the next start, takes over at once.
    @Override
    public void close() {
        var options = CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(CLOSE_PATIENCE);
        if (!streams.close(options)) {
            LOG.warn("stream threads did not end in {} s: Kafka may be away", CLOSE_PATIENCE.toSeconds());
        }
        endpoint.ifPresent(HealthEndpoint::close);
        stopped.countDown();
    }
}
