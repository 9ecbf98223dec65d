package io.deltatape.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltatape.client.cache.Reading;
import io.deltatape.contract.StreamPosition;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.codec.WireFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for every stream: cache and subscribers end at the truth, and no position is told twice or out of order.
final class MarketClientLawsTest {
    private static final int STEPS = 1_500;
    private static final List<Symbol> SYMBOLS = List.of(new Symbol("ES"), new Symbol("NQ"), new Symbol("YM-3"));
    private static final Symbol CANARY = new Symbol("~bridge.0.1");

    static Stream<Arguments> streams() {
        return Stream.of(WireFormat.values())
                .flatMap(format ->
                        Stream.iterate(1L, seed -> seed + 1).limit(12).map(seed -> Arguments.of(format, seed)));
    }

    private final ManualTime time = new ManualTime();
    private final Set<Symbol> live = new HashSet<>();
    private final Map<Symbol, StreamPosition> seen = new HashMap<>();
    private final List<String> wentBack = new ArrayList<>();

    @ParameterizedTest
    @MethodSource("streams")
    void cacheAndSubscribersEqualTheTruthThroughGapsRestartsEpochsAndEnds(WireFormat format, long seed) {
        var random = new Random(seed);
        var market = new MarketScript(time, format);
        var ledgers = new ArrayList<Ledger>();
        try (MarketClient client = market.client()) {
            subscribe(client, ledgers);
            SYMBOLS.forEach(symbol -> market.write(symbol, MarketScript.near(market.truth(symbol), random)));
            live.addAll(SYMBOLS);
            market.afterEachRecord(() -> noteWhetherTheCacheWentBack(client));
            market.readAll();
            for (int step = 0; step < STEPS; step++) {
                time.advance(Duration.ofMillis(random.nextInt(50)));
                step(market, random);
                if (random.nextInt(400) == 0) {
                    subscribe(client, ledgers);
                }
            }
            SYMBOLS.forEach(symbol -> complete(market, symbol, random));

            String when = "format " + format + ", seed " + seed;
            ledgers.forEach(ledger -> ledger.verify(when, live, market));
            assertThat(wentBack).as(when).isEmpty();
            assertThat(client.symbols()).as(when).containsExactlyInAnyOrderElementsOf(live);
            for (Symbol symbol : live) {
                Optional<Reading> reading = client.get(symbol);
                assertThat(reading.map(Reading::value)).as(when).contains(market.truth(symbol));
                assertThat(reading.map(Reading::position)).as(when).contains(market.written(symbol));
            }
            assertThat(client.figures().gaps()).as(when).isPositive();
            assertThat(client.figures().malformed()).as(when).isPositive();
        }
    }

    private void noteWhetherTheCacheWentBack(MarketClient client) {
        for (Symbol symbol : SYMBOLS) {
            Optional<StreamPosition> position = client.get(symbol).map(Reading::position);
            StreamPosition before = seen.getOrDefault(symbol, StreamPosition.NONE);
            position.filter(now -> now.compareTo(before) < 0)
                    .ifPresent(now -> wentBack.add(symbol + " from " + before + " to " + now));
            position.ifPresent(now -> seen.put(symbol, now));
        }
    }

    private static void subscribe(MarketClient client, List<Ledger> ledgers) {
        var ledger = new Ledger("subscriber " + ledgers.size());
        ledgers.add(ledger);
        client.subscribeAll(ledger);
    }

    private void step(MarketScript market, Random random) {
        Symbol symbol = SYMBOLS.get(random.nextInt(SYMBOLS.size()));
        var next = MarketScript.near(market.truth(symbol), random);
        int kind = random.nextInt(1_000);
        if (kind < 20) {
            market.write(symbol, next);
        } else if (kind < 40) {
            market.write(symbol, next);
            market.read(List.of(new MarketScript.LogRecord(symbol, new byte[] {'{', 'x'})));
        } else if (kind < 45) {
            market.read(market.beginEpoch(symbol, next));
        } else if (kind < 50) {
            market.readAll();
            live.add(symbol);
            market.read(market.write(symbol, next));
        } else if (kind < 55) {
            if (live.remove(symbol)) {
                market.retire(symbol);
            }
            return;
        } else if (kind < 150) {
            market.read(market.write(CANARY, MarketScript.near(market.truth(CANARY), random)));
            return;
        } else {
            market.read(market.write(symbol, next));
        }
        live.add(symbol);
    }

    /// Whatever was lost, the next keyframe and one more delta bring all to the truth.
    private void complete(MarketScript market, Symbol symbol, Random random) {
        if (live.contains(symbol)) {
            market.read(List.of(market.keyframe(symbol)));
            market.read(market.write(symbol, MarketScript.near(market.truth(symbol), random)));
        }
    }
}
