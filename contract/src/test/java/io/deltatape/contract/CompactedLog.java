package io.deltatape.contract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/// A partition of a compacted topic in memory: records keep their offsets, and cleaning removes those whose key has a
/// newer record within the part that is cleaned, as Kafka's cleaner does.
final class CompactedLog {
    /// A record as it stands in the log; never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record Entry(long offset, String key, byte[] value) {}

    private final List<Entry> entries = new ArrayList<>();
    private long end;

    void append(String key, byte[] value) {
        entries.add(new Entry(end++, key, value));
    }

    /// The offset that the next record gets.
    long end() {
        return end;
    }

    int size() {
        return entries.size();
    }

    /// Cleans what stands before an offset.
    void compactBefore(long offset) {
        var newest = new HashMap<String, Long>();
        for (Entry entry : entries) {
            if (entry.offset() < offset) {
                newest.put(entry.key(), entry.offset());
            }
        }
        entries.removeIf(entry -> entry.offset() < offset && newest.getOrDefault(entry.key(), -1L) != entry.offset());
    }

    /// The first so many records at or after an offset.
    List<Entry> read(long offset, int max) {
        int from = 0;
        int to = entries.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (entries.get(middle).offset() < offset) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return List.copyOf(entries.subList(from, from + Math.min(max, entries.size() - from)));
    }
}
