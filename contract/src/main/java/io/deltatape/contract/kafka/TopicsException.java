package io.deltatape.contract.kafka;

/// The topics are not there, cannot be reached, or are laid out so that the system could not be right on them.
public class TopicsException extends RuntimeException {
    public TopicsException(String message) {
        super(message);
    }

    public TopicsException(String message, Throwable cause) {
        super(message, cause);
    }
}
