package io.deltatape.gateway.feed;

import io.deltatape.contract.kafka.DeltaFollower;

/// Where the feed's updates come from: Kafka, or a test.
///
/// Everything but [#close] belongs to the thread that calls [#run].
public interface FeedSource extends AutoCloseable {
    /// Makes a source that tells a listener; called once, when the gateway starts.
    interface Factory {
        FeedSource create(DeltaFollower.Listener listener);
    }

    /// Follows until [#close].
    void run();

    /// Whether all that was there at the start has been told.
    boolean isCaughtUp();

    /// Ends [#run] soon; safe from any thread.
    @Override
    void close();
}
