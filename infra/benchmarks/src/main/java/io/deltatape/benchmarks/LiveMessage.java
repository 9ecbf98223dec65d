package io.deltatape.benchmarks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The few figures of a `/ws/live_data` message that a measurement needs, found by their names without parsing the
/// rest.
///
/// `trades` is -1 where the message does not say it; stamps are microseconds since 1970, zero where absent.
record LiveMessage(long trades, long seenUs, long sentUs, long computedUs, long gatewayUs) {
    private static final byte[] TRADES = "\"trades\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] STAMPS = "\"stamps\":[".getBytes(StandardCharsets.US_ASCII);

    static LiveMessage of(ByteBuffer text) {
        int trades = find(text, TRADES);
        int stamps = find(text, STAMPS);
        var us = new long[4];
        int at = stamps;
        for (int i = 0; at >= 0 && i < us.length; i++) {
            us[i] = number(text, at);
            at += Long.toString(us[i]).length() + 1;
        }
        return new LiveMessage(trades < 0 ? -1 : number(text, trades), us[0], us[1], us[2], us[3]);
    }

    /// The index behind the name, or -1.
    private static int find(ByteBuffer text, byte[] name) {
        for (int i = text.limit() - name.length - 1; i >= 0; i--) {
            if (matches(text, i, name)) {
                return i + name.length;
            }
        }
        return -1;
    }

    private static boolean matches(ByteBuffer text, int at, byte[] name) {
        for (int j = 0; j < name.length; j++) {
            if (text.get(at + j) != name[j]) {
                return false;
            }
        }
        return true;
    }

    private static long number(ByteBuffer text, int start) {
        long value = 0;
        for (int i = start; i < text.limit() && text.get(i) >= '0' && text.get(i) <= '9'; i++) {
            value = value * 10 + text.get(i) - '0';
        }
        return value;
    }
}
