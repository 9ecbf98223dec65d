package io.deltatape.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.contract.MarketState;
import io.deltatape.contract.Snapshot;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.codec.RecordReader;
import io.deltatape.contract.codec.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for every stream of snapshots, on seeded random ones; [StrictReader] checks the writer's rules meanwhile.
final class DeltaLawsTest {
    private static final int SEEDS = 6;
    private static final int STEPS = 400;
    private static final byte[] GARBAGE = "{\"s\":".getBytes(StandardCharsets.UTF_8);

    static Stream<Arguments> seeds() {
        return IntStream.range(0, SEEDS)
                .boxed()
                .flatMap(seed -> Stream.of(WireFormat.values()).map(wire -> Arguments.of(seed, wire)));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readerHoldsTheLastSnapshotAtEveryStep(int seed, WireFormat wire) {
        var random = new SplittableRandom(seed);
        var walk = new Walk(random);
        var past = new ArrayList<Snapshot>();
        var truth = new HashMap<Symbol, MarketState>();
        try (var pipeline = new Pipeline(wire)) {
            for (int step = 0; step < STEPS; step++) {
                Snapshot snapshot = walk.next();
                pipeline.pipe(snapshot);
                truth.put(snapshot.symbol(), snapshot.state());
                past.add(snapshot);
                disturb(pipeline, past, random);

                String where = "seed " + seed + " step " + step;
                truth.forEach((symbol, state) ->
                        assertThat(pipeline.shown(symbol)).as(where).isEqualTo(state));
                assertThat(pipeline.reader.longestWithoutKeyframe(pipeline.now()))
                        .as(where)
                        .isLessThanOrEqualTo(Pipeline.KEYFRAME_INTERVAL);
            }
            pipeline.assertNoFailures();
        }
    }

    /// What must change nothing: repeated and older snapshots, garbage, time.
    private static void disturb(Pipeline pipeline, List<Snapshot> past, SplittableRandom random) {
        switch (random.nextInt(10)) {
            case 0 -> pipeline.pipe(past.get(random.nextInt(past.size())));
            case 1 -> pipeline.pipe(past.getLast().symbol().name(), GARBAGE);
            case 2 -> pipeline.advance(Duration.ofMillis(random.nextInt(3_000)));
            default -> {}
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readerFollowsThroughRestartsThatProcessThingsAgain(int seed, WireFormat wire) {
        var random = new SplittableRandom(seed);
        var walk = new Walk(random);
        var log = new ArrayList<Snapshot>();
        try (var pipeline = new Pipeline(wire)) {
            int processed = 0;
            int committed = 0;
            for (int step = 0; step < STEPS; step++) {
                log.add(walk.next());
                if (random.nextInt(25) == 0) {
                    pipeline.restart(lastByKey(pipeline, log.subList(0, committed)), log.size() - committed);
                    if (random.nextBoolean()) {
                        pipeline.advance(Duration.ofMillis(2));
                    }
                    takeInSilence(pipeline, log, committed, processed, "seed " + seed + " step " + step);
                    processed = log.size();
                    // Clocks may be set back: epochs must grow all the same.
                    pipeline.setClock(pipeline.now().minusSeconds(random.nextInt(100)));
                }
                while (processed < log.size()) {
                    Snapshot snapshot = log.get(processed++);
                    pipeline.pipe(snapshot);
                    assertThat(pipeline.shown(snapshot.symbol()))
                            .as("seed %d step %d", seed, step)
                            .isEqualTo(snapshot.state());
                }
                committed = random.nextInt(4) == 0 ? committed + random.nextInt(processed - committed + 1) : committed;
            }
            pipeline.advance(Duration.ofMillis(500));
            assertShown(pipeline, log, "seed " + seed + " at the end");
            pipeline.assertNoFailures();
        }
    }

    /// What had not been committed is processed again: a reader is not led back, and ends at the newest states.
    private static void takeInSilence(
            Pipeline pipeline, List<Snapshot> log, int committed, int processed, String where) {
        List<Snapshot> shown = log.subList(0, processed);
        assertShown(pipeline, shown, where);
        for (Snapshot snapshot : log.subList(committed, log.size() - 1)) {
            assertThat(pipeline.pipe(snapshot)).as(where).isEmpty();
        }
        assertShown(pipeline, shown, where);
        List<StrictReader.Seen> opened = pipeline.pipe(log.getLast());
        assertThat(opened)
                .as(where)
                .allMatch(StrictReader.Seen::isKeyframe)
                .hasSize(lastByKey(pipeline, log).size());
        assertShown(pipeline, log, where);
    }

    private static void assertShown(Pipeline pipeline, List<Snapshot> log, String where) {
        var reader = new RecordReader();
        lastByKey(pipeline, log).forEach((key, bytes) -> {
            var symbol = new Symbol(key);
            assertThat(reader.snapshot(symbol, bytes))
                    .isInstanceOfSatisfying(
                            Snapshot.class,
                            last -> assertThat(pipeline.shown(symbol)).as(where).isEqualTo(last.state()));
        });
    }

    /// What restoration makes of the compacted topic up to an offset.
    private static Map<String, byte[]> lastByKey(Pipeline pipeline, List<Snapshot> log) {
        var last = new TreeMap<String, byte[]>();
        log.forEach(snapshot -> last.put(snapshot.symbol().name(), pipeline.encode(snapshot)));
        return last;
    }
}
