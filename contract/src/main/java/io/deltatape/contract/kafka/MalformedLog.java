package io.deltatape.contract.kafka;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reports records of a topic that cannot be read: the first of a burst in full, the others by their number.
///
/// A burst ends when nothing malformed came for [#QUIET_US]; within one that does not end, a line is written as often.
/// Owned by one thread.
public final class MalformedLog {
    private static final Logger LOG = LoggerFactory.getLogger(MalformedLog.class);
    public static final long QUIET_US = 10_000_000;

    private static final int LENGTH_MAX = 200;

    private final String consequence;
    private long lastLoggedUs = Long.MIN_VALUE / 2;
    private long suppressed;

    /// `consequence` says what becomes of a malformed record, such as "snapshot dropped".
    public MalformedLog(String consequence) {
        this.consequence = consequence;
    }

    /// Answers whether a line was written.
    public boolean report(String topic, int partition, long offset, String key, String reason, long nowUs) {
        if (nowUs - lastLoggedUs < QUIET_US) {
            suppressed++;
            return false;
        }
        LOG.warn(
                "malformed {}; see what else writes to the topic: topic={} partition={} offset={} key={} reason=\"{}\" suppressedBefore={}",
                consequence,
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
