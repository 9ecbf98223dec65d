package io.deltatape.local;

/// Says why an [EmbeddedBroker] could not start: what, where, got, expected, and what to do, in one sentence that can
/// be shown to whoever started the process.
public final class BrokerStartException extends RuntimeException {
    BrokerStartException(String message) {
        super(message);
    }

    BrokerStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
