package io.deltatape.client.transport;

import io.deltatape.contract.ApplyOutcome;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.SymbolTracker;
import io.deltatape.contract.Update;

/// A way by which updates reach a client: it connects, reads everything from the beginning, goes on live, and begins
/// again by itself when the connection breaks.
///
/// Symbols are grouped into lanes, which share one ordered way (a partition of Kafka): what passes a lane proves that
/// everything before it in the same lane has arrived. Not thread-safe but for [#close].
public interface Transport extends AutoCloseable {
    /// How many lanes there are; lanes are numbered from zero.
    int lanes();

    /// Begins, once, and returns at once: the listener is called on a thread of the transport.
    void start(Listener listener);

    /// Ends the calls to the listener; waits a bounded time for the one that runs. Safe from any thread and twice.
    @Override
    void close();

    /// Whether what a lane brings is all that there is by now.
    enum Arrival {
        /// More of the lane can be read already: what comes was the newest once.
        BACKLOG,
        /// The lane is read to its end with what comes.
        PRESENT
    }

    /// Who is told; called on one thread, the feed thread.
    interface Listener {
        /// What the transport waits for while nothing comes: a clause such as "a broker at …", for a person to read.
        void waiting(String what);

        /// A lane, or all, is read from its beginning: what comes until [#caughtUp] is history.
        void reading();

        /// All that stood in the lanes when the reading began was told.
        void caughtUp();

        /// An update was offered to its symbol's tracker, which has its outcome already. Reserved symbols come too.
        void offered(int lane, Arrival arrival, SymbolTracker tracker, Update update, ApplyOutcome outcome);

        /// A record was passed over because its key names no symbol.
        void rejected();

        /// The symbol ended.
        void retired(Symbol symbol);

        /// What came together was told, perhaps nothing; called several times a second.
        void batchEnded();
    }
}
