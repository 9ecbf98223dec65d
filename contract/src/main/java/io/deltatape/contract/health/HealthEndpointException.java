package io.deltatape.contract.health;

/// The health endpoint could not be opened.
public final class HealthEndpointException extends RuntimeException {
    HealthEndpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
