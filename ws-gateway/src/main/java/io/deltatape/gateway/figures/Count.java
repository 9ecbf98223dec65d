package io.deltatape.gateway.figures;

import java.util.Locale;

/// What the gateway counts, each from its start: the one table that metrics and statistics are made from.
public enum Count {
    RECORDS("records of the topic read, canaries included"),
    UPDATES("changes of a symbol's state taken"),
    GAPS("records that came after a missing one and wait for a keyframe"),
    HEALED("keyframes that differed from the state held at their version"),
    MALFORMED("records that could not be read"),
    RECORDS_OLD("records at or below the version held"),
    CONNECTIONS("WebSocket connections opened"),
    CONNECTIONS_REFUSED("WebSocket connections refused: unknown symbol, too many, foreign origin, malformed request"),
    CONNECTIONS_STALLED("WebSocket connections closed because a write made no progress"),
    CONNECTION_NANOS("nanoseconds that closed WebSocket connections lasted, all together"),
    MESSAGES_BAD("client messages that could not be understood"),
    FRAMES_DELTA("frames sent with one change"),
    FRAMES_MERGED("frames sent with several changes conflated into one"),
    FRAMES_FULL("frames sent with a full state"),
    FRAMES_ENCODED("frames encoded: each is sent to every connection at the same place"),
    RESUMES("connections that resumed with deltas alone"),
    RESUMES_MISSED("connections that wanted to resume but got a full state"),
    BYTES_SENT("bytes of frames with a change or a state"),
    BYTES_AS_FULL_STATES("bytes that the same frames would have been as full states; the length is sampled"),
    HTTP_REQUESTS("HTTP requests"),
    HTTP_DATA_REQUESTS("HTTP requests for market data"),
    HTTP_CONDITIONAL("HTTP requests for market data with If-None-Match"),
    HTTP_NOT_MODIFIED("of these, answered 304"),
    HTTP_ERRORS("HTTP requests answered with an error");

    private final String meaning;

    Count(String meaning) {
        this.meaning = meaning;
    }

    public String meaning() {
        return meaning;
    }

    /// As metrics spell it, without prefix and `_total`.
    public String metricName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
