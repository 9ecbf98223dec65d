package io.deltatape.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.contract.ApplyOutcome;
import io.deltatape.contract.Field;
import io.deltatape.contract.FileCursor;
import io.deltatape.contract.HopStamps;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.Snapshot;
import io.deltatape.contract.StreamPosition;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.SymbolTracker;
import io.deltatape.contract.Update;
import io.deltatape.contract.codec.Codec;
import io.deltatape.contract.codec.WireFormat;
import io.deltatape.contract.kafka.DeltaFollower;
import io.deltatape.contract.kafka.KafkaSettings;
import io.deltatape.contract.kafka.MarketTopics;
import io.deltatape.contract.kafka.SymbolPartitioner;
import io.deltatape.delta.DeltaStreamsMain;
import io.deltatape.local.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// An instance of delta-streams is frozen while another takes its partitions over, and then let go: it writes what it
/// still had to write, as a zombie, and opens epochs where the files changed. No version may ever have two contents,
/// and every reader must end at the truth.
final class ZombieTest {
    private static final int SYMBOLS = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int FREEZES_MAX = 40;
    private static final long OWN = 1_000;

    @TempDir
    private Path folder = Path.of("");

    private final Map<Symbol, MarketState> truth = new ConcurrentHashMap<>();
    private final Observer observer = new Observer();
    private long sequence;
    private long generation = 1;

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void aZombieNeverMakesAVersionWithTwoContentsNorLeadsAReaderAstray(WireFormat wire) throws Exception {
        try (var broker = EmbeddedBroker.start(folder.resolve("broker"))) {
            var kafka = KafkaSettings.at(broker.bootstrapServers());
            new MarketTopics(kafka).ensure(PATIENCE);
            try (var follower = new DeltaFollower(kafka, observer);
                    var producer = producer(kafka);
                    var first = streams(broker, "first", wire)) {
                Thread.ofPlatform().name("reader").daemon().start(follower::run);
                publish(producer, 20);
                awaitTruth("the first instance", first);
                try (var second = streams(broker, "second", wire)) {
                    publishUntil(
                            producer,
                            () -> observer.epochsMax() > 1,
                            "the second instance has some partitions",
                            second);
                    freezeUntilSomethingIsWrittenLate(producer, first, second);
                    publish(producer, 5);
                    awaitTruth("at the end", second);
                    awaitTruthOfAFreshReader(kafka, second);
                }
            }
        }
        System.out.println("zombie, " + wire + ": " + observer.late
                + " records of a lower epoch came after one of a higher; ignored");
        assertThat(observer.conflicts).as("versions with two contents").isEmpty();
        assertThat(observer.healed)
                .as("keyframes that contradicted what a reader held")
                .isEmpty();
        assertThat(observer.takenBack)
                .as("states that were older than what was shown: the zombie's")
                .isEmpty();
        assertThat(observer.late.get())
                .as("records that a zombie wrote late, in %d freezes", FREEZES_MAX)
                .isPositive();
    }

    /// Whether an instance has work under way at the moment of freezing is a matter of luck: it is tried again, each
    /// time with the instance that certainly has partitions, the one that took over.
    private void freezeUntilSomethingIsWrittenLate(
            KafkaProducer<String, byte[]> producer, ChildProcess first, ChildProcess second) throws Exception {
        ChildProcess frozen = first;
        ChildProcess other = second;
        for (int i = 0; i < FREEZES_MAX && observer.late.get() == 0; i++) {
            try (var _ = new Flood(() -> publishWithChangesOfFile(producer))) {
                frozen.freeze();
            }
            long frozenAt = sequence;
            publishUntil(producer, () -> readerIsPast(frozenAt), "the other instance has all partitions", other);
            awaitTruth("the other instance alone", other);
            observer.isSteady = true;
            frozen.thaw();
            publish(producer, 30);
            awaitTruth("after the zombie went on", other);
            observer.isSteady = false;
            ChildProcess thawed = frozen;
            frozen = other;
            other = thawed;
        }
    }

    private void awaitTruthOfAFreshReader(KafkaSettings kafka, ChildProcess process) throws Exception {
        var fresh = new Observer();
        try (var follower = new DeltaFollower(kafka, fresh)) {
            Thread.ofPlatform().name("fresh reader").daemon().start(follower::run);
            Eventually.within(
                    PATIENCE, () -> "a reader from the beginning\n" + process.output(), () -> hasTheTruth(fresh));
        }
    }

    private ChildProcess streams(EmbeddedBroker broker, String name, WireFormat wire) throws Exception {
        Path state = Files.createDirectory(folder.resolve(name));
        return ChildProcess.start(
                folder,
                DeltaStreamsMain.class,
                "--bootstrap",
                broker.bootstrapServers(),
                "--set",
                "wire=" + wire.name().toLowerCase(Locale.ROOT),
                "--set",
                "delta.state.directory=" + state);
    }

    private static KafkaProducer<String, byte[]> producer(KafkaSettings kafka) {
        return new KafkaProducer<>(
                kafka.properties(
                        Map.of("linger.ms", 0, "acks", "all", "partitioner.class", SymbolPartitioner.class.getName())),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /// One round in which each symbol's file is another one.
    private void publishWithChangesOfFile(KafkaProducer<String, byte[]> producer) {
        generation++;
        publish(producer, 1);
    }

    private void publish(KafkaProducer<String, byte[]> producer, int rounds) {
        Codec codec = WireFormat.JSON.codec();
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < SYMBOLS; i++) {
                var symbol = new Symbol("SYM" + i);
                sequence++;
                MarketState state = MarketState.builder()
                        .set(Field.LAST_PRICE, sequence * 250_000_000L)
                        .set(Field.TRADES, sequence)
                        .build();
                truth.put(symbol, state);
                var snapshot = new Snapshot(
                        symbol, OWN, sequence, generation, "test", new HopStamps(1, 2, 0), FileCursor.NONE, 0, state);
                var _ = producer.send(new ProducerRecord<>("market.snapshots", symbol.name(), codec.encode(snapshot)));
            }
        }
        producer.flush();
    }

    private void publishUntil(
            KafkaProducer<String, byte[]> producer, Eventually.Condition condition, String what, ChildProcess process)
            throws Exception {
        Eventually.within(PATIENCE, () -> what + "\n" + process.output(), () -> {
            publish(producer, 1);
            return condition.holds();
        });
    }

    private void awaitTruth(String when, ChildProcess process) throws Exception {
        Eventually.within(PATIENCE, () -> when + "\n" + process.output(), () -> hasTheTruth(observer));
    }

    /// Whether the reader holds, of each symbol, a state that was published after the given sequence number.
    private boolean readerIsPast(long published) {
        return truth.keySet().stream()
                .map(symbol -> observer.states.getOrDefault(symbol, MarketState.EMPTY))
                .allMatch(state -> state.has(Field.TRADES) && state.value(Field.TRADES) > published);
    }

    private boolean hasTheTruth(Observer reader) {
        return truth.entrySet().stream()
                .allMatch(e -> e.getValue().equals(reader.states.getOrDefault(e.getKey(), MarketState.EMPTY)));
    }

    /// Publishes without a pause on a thread of its own until it is closed.
    private static final class Flood implements AutoCloseable {
        private final Thread thread;
        private volatile boolean closed;

        Flood(Runnable publish) {
            thread = Thread.ofPlatform().name("flood").start(() -> {
                while (!closed) {
                    publish.run();
                }
            });
        }

        @Override
        public void close() {
            closed = true;
            boolean interrupted = false;
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Reads everything that is ever written, and remembers the content of each version.
    private static final class Observer implements DeltaFollower.Listener {
        private final Map<Symbol, MarketState> states = new ConcurrentHashMap<>();
        private final Map<Symbol, Map<Long, Boolean>> epochs = new ConcurrentHashMap<>();
        private final Map<String, String> contents = new ConcurrentHashMap<>();
        private final AtomicLong late = new AtomicLong();
        /// Where a reader was led back to an older state while one instance had all partitions.
        private final List<String> takenBack = java.util.Collections.synchronizedList(new ArrayList<>());
        private volatile boolean isSteady;
        private final List<String> conflicts = java.util.Collections.synchronizedList(new ArrayList<>());
        private final List<String> healed = java.util.Collections.synchronizedList(new ArrayList<>());

        @Override
        public void updated(SymbolTracker tracker, Update update, ApplyOutcome outcome, byte[] record) {
            StreamPosition held = tracker.position();
            switch (update) {
                case Update.Keyframe keyframe -> {
                    countLate(keyframe.position().epoch() < held.epoch());
                    note(keyframe.symbol(), keyframe.position(), "k" + keyframe.state());
                }
                case Update.Delta delta -> {
                    countLate(delta.position().epoch() < held.epoch());
                    note(delta.symbol(), delta.position(), "d" + delta.change());
                }
                case Update.UnresolvedDelta delta -> countLate(delta.epochLow() != held.epochLow());
                case Update.Malformed _ -> conflicts.add("unreadable: " + update);
            }
            if (outcome == ApplyOutcome.HEALED) {
                healed.add(update.toString());
            }
            if (outcome.changedState()) {
                MarketState before = states.put(tracker.symbol(), tracker.state());
                if (isSteady && before != null && trades(before) > trades(tracker.state())) {
                    takenBack.add(tracker.symbol() + ": from " + trades(before) + " to " + update);
                }
            }
        }

        private static long trades(MarketState state) {
            return state.has(Field.TRADES) ? state.value(Field.TRADES) : 0;
        }

        private void countLate(boolean isLate) {
            late.addAndGet(isLate ? 1 : 0);
        }

        private void note(Symbol symbol, StreamPosition position, String content) {
            epochs.computeIfAbsent(symbol, _ -> new ConcurrentHashMap<>()).put(position.epoch(), true);
            String before = contents.putIfAbsent(symbol + "@" + position + content.charAt(0), content);
            if (before != null && !before.equals(content)) {
                conflicts.add(symbol + "@" + position + ": " + before + " and " + content);
            }
        }

        /// How many epochs the symbol with most of them has seen.
        long epochsMax() {
            return epochs.values().stream().mapToLong(Map::size).max().orElse(0);
        }

        @Override
        public void retired(Symbol symbol) {
            states.remove(symbol);
        }

        @Override
        public void polled() {}
    }
}
