package io.deltatape.bridge.publish;

import io.deltatape.bridge.market.TradeTape;
import io.deltatape.contract.Symbol;

/// The way of one symbol's trades into `market.trades`: what was given to Kafka, and what it acknowledged.
///
/// Owned by the market thread, but for [#acknowledged], which the producer's callbacks move on.
final class TradeLane {
    final Symbol symbol;
    final int partition;
    TradeTape tape;

    /// The incarnation whose beginning was given to Kafka; 0 before the first.
    long generation;
    /// From where trades are to be given next.
    long nextOffset;
    /// Whether the last attempt to read trades failed.
    boolean isUnreadable;
    /// Where the first incarnation begins; below zero while that is not known.
    long firstStart = -1;

    private volatile TradePosition acknowledged;

    TradeLane(Symbol symbol, int partition, TradeTape tape, TradePosition acknowledged) {
        this.symbol = symbol;
        this.partition = partition;
        this.tape = tape;
        this.acknowledged = acknowledged;
        goOnAtAcknowledged();
    }

    /// Forgets what is under way: it goes on behind what is known to be in the topic.
    void goOnAtAcknowledged() {
        generation = acknowledged.generation();
        nextOffset = acknowledged.nextOffset();
    }

    TradePosition acknowledged() {
        return acknowledged;
    }

    /// Notes that everything up to a position is in the topic. Positions come in order, one thread at a time.
    void acknowledge(TradePosition position) {
        acknowledged = acknowledged.max(position);
    }

    /// Whether the file is another than the one whose trades were given last.
    boolean isNewGeneration() {
        return tape.generation() != generation;
    }

    /// Another incarnation that is still empty may yet be filled with what was published before: where it begins is
    /// known when it has a record.
    boolean hasMore() {
        if (tape.generation() == 0) {
            return false;
        }
        boolean isEmpty = tape.end() == tape.firstOffset();
        return isNewGeneration() ? isFirst() || !isEmpty : nextOffset < tape.end();
    }

    /// Whether nothing was published of the symbol, and its file is the first.
    boolean isFirst() {
        return generation == 0 && tape.generation() == 1;
    }

    /// Goes back to what is known to be in the topic, which lost what it had.
    void rewind(TradePosition held) {
        acknowledged = held;
    }
}
