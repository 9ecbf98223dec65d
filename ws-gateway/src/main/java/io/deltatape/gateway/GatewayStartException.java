package io.deltatape.gateway;

/// The gateway cannot start in this environment: its message says why and what to do.
public final class GatewayStartException extends RuntimeException {
    public GatewayStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
