package io.deltatape.contract.kafka;

/// Kafka does not answer: what failed may succeed later, with nothing changed.
public final class KafkaAwayException extends TopicsException {
    public KafkaAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
