package io.deltatape.bridge.publish;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// A publisher of trades on Kafka's mock producer, which acknowledges at once, over a topic that held nothing.
public final class MockTrades {
    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final TradeLog log;
    private final TradePublisher publisher;

    public MockTrades(int partitions) {
        log = new TradeLog(partitions);
        var session = new TradeSession(producer, "market.trades", log, partitions);
        publisher = new TradePublisher(
                _ -> new CompletableFuture<>(),
                new TradePublisher.Opened(session, log),
                ResumePoints.none(),
                new long[partitions],
                1_000,
                TradePublisher.Start.BEGINNING);
    }

    public TradeLog log() {
        return log;
    }

    public TradePublisher publisher() {
        return publisher;
    }

    public MockProducer<String, byte[]> producer() {
        return producer;
    }
}
