package io.deltatape.delta;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reports malformed snapshots: the first of a burst in full, the others by their number.
///
/// A burst ends when nothing malformed came for [#QUIET_US]; within one that does not end, a line is written as often.
/// Owned by one stream thread.
final class MalformedLog {
    private static final Logger LOG = LoggerFactory.getLogger(MalformedLog.class);
    static final long QUIET_US = 10_000_000;

    private static final int LENGTH_MAX = 200;

    private long lastLoggedUs = Long.MIN_VALUE / 2;
    private long suppressed;

    /// Answers whether a line was written.
    boolean report(String topic, int partition, long offset, String key, String reason, long nowUs) {
        if (nowUs - lastLoggedUs < QUIET_US) {
            suppressed++;
            return false;
        }
        LOG.warn(
                "malformed snapshot dropped, the stream of its symbol stays as it was: topic={} partition={} offset={} key={} reason={} suppressedBefore={}",
                topic,
                partition,
                offset,
                oneLine(key),
                oneLine(reason),
                suppressed);
        lastLoggedUs = nowUs;
        suppressed = 0;
        return true;
    }

    /// Key and reason quote what anyone may have written into the topic.
    private static String oneLine(String text) {
        String cut = text.length() <= LENGTH_MAX ? text : text.substring(0, LENGTH_MAX) + "…";
        return cut.replaceAll("\\p{Cntrl}+", " ");
    }
}
