package io.deltatape.client;

import io.deltatape.client.cache.Reading;
import io.deltatape.client.cache.TtlCache;
import io.deltatape.client.transport.KafkaTransport;
import io.deltatape.client.transport.Transport;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.kafka.KafkaSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// The market for a service: the newest state of every symbol, how fresh it is, and every update.
///
/// ```java
/// try (var client = MarketClient.overKafka(KafkaSettings.at("localhost:9092"))) {
///     client.awaitReady(Duration.ofSeconds(10));
///     var symbol = new Symbol("NQZ26-CME");
///     client.get(symbol).filter(Reading::isLive).ifPresent(reading ->
///             System.out.println(Price.format(reading.value().value(Field.LAST_PRICE)) + ", " + reading.age()));
///     client.subscribe(Set.of(symbol), update ->
///             System.out.println(update.symbol() + " " + update.position() + " " + update.state()));
///     Thread.currentThread().join();
/// }
/// ```
///
/// Thread-safe; [#get] takes no lock. All updates come on one daemon thread, `market-feed`. A broker that goes away and
/// comes back is followed again without a call: until then [Reading#freshness] tells. Memory is bounded by the number
/// of symbols. Reserved symbols never show.
public final class MarketClient implements AutoCloseable {
    private final Transport transport;
    private final TtlCache cache;
    private final Subscriptions subscriptions = new Subscriptions();
    private final Feed feed;

    private MarketClient(Builder builder, Transport transport) {
        this.transport = transport;
        this.cache = new TtlCache(
                transport.lanes(),
                builder.config.ttl(),
                builder.config.disconnectedAfter(),
                builder.clock,
                builder.ticker);
        this.feed = new Feed(cache, subscriptions, builder.clock, builder.ticker);
    }

    /// A started client over Kafka with the default configuration.
    public static MarketClient overKafka(KafkaSettings kafka) {
        return builder(new KafkaTransport(kafka)).start();
    }

    public static Builder builder(Transport transport) {
        return new Builder(transport);
    }

    /// Waits until everything that stood in the stream at the start has been read.
    ///
    /// @throws NotReadyException if that takes longer, with what is being waited for; the client goes on trying
    public void awaitReady(Duration patience) throws InterruptedException {
        if (!feed.ready().await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new NotReadyException(
                    "no complete market data within " + patience.toMillis() + " ms: waiting for " + feed.waitingFor());
        }
    }

    /// The symbol's state with its age and freshness; empty if there is none.
    public Optional<Reading> get(Symbol symbol) {
        return cache.get(symbol);
    }

    /// The known symbols in order: a copy.
    public SortedSet<Symbol> symbols() {
        return cache.symbols();
    }

    /// Whether anything came of late, of whatever symbol.
    public boolean isConnected() {
        return cache.isConnected();
    }

    /// Tells the listener of some symbols, known yet or not: first the state of each that is known, then every update.
    public Subscription subscribe(Set<Symbol> symbols, MarketListener listener) {
        if (symbols.isEmpty()) {
            throw new IllegalArgumentException("no symbol to subscribe to: name one, or use subscribeAll");
        }
        return add(new Subscription(symbols, listener));
    }

    /// Tells the listener of all symbols, those included that appear later.
    public Subscription subscribeAll(MarketListener listener) {
        return add(new Subscription(Set.of(), listener));
    }

    private Subscription add(Subscription subscription) {
        subscriptions.add(subscription);
        return subscription;
    }

    public ClientFigures figures() {
        return feed.figures();
    }

    /// Ends the feed; waits a few seconds at most for the call to a listener that runs. What is held stays readable
    /// and grows old.
    @Override
    public void close() {
        transport.close();
    }

    /// What a client is made of; not thread-safe.
    public static final class Builder {
        private final Transport transport;
        private ClientConfig config = ClientConfig.DEFAULT;
        private InstantSource clock = InstantSource.system();
        private LongSupplier ticker = System::nanoTime;

        private Builder(Transport transport) {
            this.transport = transport;
        }

        public Builder config(ClientConfig chosen) {
            config = chosen;
            return this;
        }

        /// Wall time for ages, and a nano ticker for everything else.
        public Builder time(InstantSource wall, LongSupplier nanos) {
            clock = wall;
            ticker = nanos;
            return this;
        }

        public MarketClient start() {
            var client = new MarketClient(this, transport);
            transport.start(client.feed);
            return client;
        }
    }
}
