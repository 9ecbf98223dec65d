package io.deltatape.gateway.fanout;

import java.util.concurrent.CountDownLatch;

/// A message to the fan-out thread.
sealed interface Command {
    record Opened(Outbox outbox) implements Command {}

    record Closed(Outbox outbox) implements Command {}

    /// The write in flight is done.
    record Written(Outbox outbox) implements Command {}

    /// A client said something; `handled` asks for its next message.
    record Said(Outbox outbox, ClientMessage message, Runnable handled) implements Command {}

    /// There are touched symbols to collect.
    record Touched() implements Command {}

    /// Send all clients away; `done` when they are gone.
    record Drain(CountDownLatch done) implements Command {}

    record Stop() implements Command {}
}
