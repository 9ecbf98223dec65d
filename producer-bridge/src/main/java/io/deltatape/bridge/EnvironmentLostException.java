package io.deltatape.bridge;

/// Something that the bridge cannot do without is gone; the message says what and what to do.
final class EnvironmentLostException extends RuntimeException {
    EnvironmentLostException(String message) {
        super(message);
    }

    EnvironmentLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
