package io.deltatape.gateway.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.deltatape.gateway.figures.Count;
import io.deltatape.gateway.figures.Counts;
import io.deltatape.gateway.figures.GatewayClock;
import io.deltatape.gateway.figures.Hop;
import io.deltatape.gateway.figures.Latencies;
import io.deltatape.gateway.figures.LatencySummary;
import java.io.IOException;

/// The figures at `/api/bridge/stats`: all measured since the start, latencies over the last minute, null what this
/// process cannot measure.
final class StatsRoute implements Route {
    /// What a client that polls four times a second would ask: the yardstick of `request_volume_reduction`.
    private static final double POLLS_PER_SECOND = 14_400 / 3_600.0;

    private final Counts counts;
    private final Latencies latencies;
    private final Vitals vitals;
    private final GatewayClock clock;

    StatsRoute(Counts counts, Latencies latencies, Vitals vitals, GatewayClock clock) {
        this.counts = counts;
        this.latencies = latencies;
        this.vitals = vitals;
        this.clock = clock;
    }

    @Override
    public Reply get(ApiRequest request) {
        return Reply.json(200, json -> {
            json.writeStringField("timestamp", GatewayClock.iso(clock.nowUs()));
            json.writeNumberField("uptime_seconds", vitals.uptimeSeconds());
            json.writeNullField("file_watch"); // the bridge's to say
            writeConnections(json);
            writeDeltas(json);
            writeCache(json);
            writeLatency(json);
            writeKafka(json);
            writeShare(
                    json,
                    "efficiency_percent",
                    amount(Count.BYTES_AS_FULL_STATES) - amount(Count.BYTES_SENT),
                    amount(Count.BYTES_AS_FULL_STATES));
            json.writeNullField("cache_hit_rate"); // the clients' to say
            double polls = POLLS_PER_SECOND * vitals.connectedSeconds();
            writeShare(json, "request_volume_reduction", polls - amount(Count.HTTP_DATA_REQUESTS), polls);
        });
    }

    private void writeConnections(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("websocket_connections");
        json.writeNumberField("open", vitals.connections());
        write(json, Count.CONNECTIONS, "opened");
        write(json, Count.CONNECTIONS_REFUSED, "refused");
        write(json, Count.CONNECTIONS_STALLED, "stalled");
        write(json, Count.RESUMES, "resumed");
        json.writeEndObject();
    }

    private void writeDeltas(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("delta_engine");
        write(json, Count.UPDATES, "updates");
        write(json, Count.FRAMES_DELTA, "deltas_sent");
        write(json, Count.FRAMES_MERGED, "merged_deltas_sent");
        write(json, Count.FRAMES_FULL, "full_states_sent");
        write(json, Count.FRAMES_ENCODED, "frames_encoded");
        write(json, Count.BYTES_SENT, "bytes_sent");
        write(json, Count.BYTES_AS_FULL_STATES, "bytes_as_full_states");
        json.writeEndObject();
    }

    private void writeCache(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("file_cache");
        write(json, Count.HTTP_CONDITIONAL, "conditional_requests");
        write(json, Count.HTTP_NOT_MODIFIED, "not_modified");
        writeShare(json, "hit_rate_percent", amount(Count.HTTP_NOT_MODIFIED), amount(Count.HTTP_DATA_REQUESTS));
        json.writeEndObject();
    }

    private void writeLatency(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("latency");
        for (Hop hop : Hop.values()) {
            LatencySummary summary = latencies.summary(hop);
            if (summary.count() == 0) {
                json.writeNullField(hop.wireName());
                continue;
            }
            json.writeObjectFieldStart(hop.wireName());
            json.writeNumberField("count", summary.count());
            json.writeNumberField("p50_ms", summary.p50Ms());
            json.writeNumberField("p90_ms", summary.p90Ms());
            json.writeNumberField("p99_ms", summary.p99Ms());
            json.writeNumberField("max_ms", summary.maxMs());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void writeKafka(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("kafka");
        write(json, Count.RECORDS, "records");
        write(json, Count.GAPS, "gaps");
        write(json, Count.HEALED, "healed");
        write(json, Count.MALFORMED, "malformed");
        json.writeNumberField("last_record_age_ms", vitals.lastRecordAgeMs());
        json.writeEndObject();
    }

    private void write(JsonGenerator json, Count count, String name) throws IOException {
        json.writeNumberField(name, counts.value(count));
    }

    private double amount(Count count) {
        return (double) counts.value(count);
    }

    /// A part of a whole in percent; null while there is no whole.
    private static void writeShare(JsonGenerator json, String name, double part, double whole) throws IOException {
        if (whole > 0) {
            json.writeNumberField(name, Math.round(part / whole * 10_000) / 100.0);
        } else {
            json.writeNullField(name);
        }
    }
}
