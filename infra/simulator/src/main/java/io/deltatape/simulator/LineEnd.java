package io.deltatape.simulator;

/// How a text file ends its lines: both are met among Sierra Chart's.
public enum LineEnd {
    LF("\n"),
    CRLF("\r\n");

    private final String text;

    LineEnd(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
