package io.deltatape.contract;

/// Why the gateway ends a WebSocket connection, and what its client should do next.
public enum CloseCode {
    GOING_AWAY(1001, "going away", "reconnect now, with jitter"),
    UNAUTHORIZED(4001, "not authorized", "do not reconnect"),
    TOKEN_EXPIRED(4002, "token expired", "renew the token, then reconnect"),
    TOO_MANY(4003, "too many connections or subscriptions", "back off"),
    UNKNOWN_SYMBOL(4004, "unknown symbol", "do not reconnect"),
    SLOW_CONSUMER(4008, "no progress in writing", "reconnect, with back-off"),
    BAD_MESSAGES(4009, "too many bad messages", "do not reconnect before the client is mended");

    private final int code;
    private final String reason;
    private final String advice;

    CloseCode(int code, String reason, String advice) {
        this.code = code;
        this.reason = reason;
        this.advice = advice;
    }

    public int code() {
        return code;
    }

    public String reason() {
        return reason;
    }

    public String advice() {
        return advice;
    }
}
