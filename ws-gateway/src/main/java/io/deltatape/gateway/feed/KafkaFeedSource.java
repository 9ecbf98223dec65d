package io.deltatape.gateway.feed;

import io.deltatape.contract.kafka.DeltaFollower;
import io.deltatape.contract.kafka.KafkaSettings;

/// The topic `market.deltas` as source.
public final class KafkaFeedSource implements FeedSource {
    private final DeltaFollower follower;

    public KafkaFeedSource(KafkaSettings kafka, DeltaFollower.Listener listener) {
        this.follower = new DeltaFollower(kafka, listener);
    }

    @Override
    public void run() {
        follower.run();
    }

    @Override
    public boolean isCaughtUp() {
        return follower.isCaughtUp();
    }

    @Override
    public void close() {
        follower.close();
    }
}
