package io.deltatape.client;

/// The market's states were not complete in the time given; the message says what is being waited for.
public final class NotReadyException extends RuntimeException {
    public NotReadyException(String message) {
        super(message);
    }
}
