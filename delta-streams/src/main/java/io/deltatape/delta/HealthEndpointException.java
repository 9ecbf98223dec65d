package io.deltatape.delta;

/// The health endpoint could not be opened.
public final class HealthEndpointException extends RuntimeException {
    HealthEndpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
