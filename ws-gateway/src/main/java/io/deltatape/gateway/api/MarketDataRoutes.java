package io.deltatape.gateway.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.deltatape.contract.Field;
import io.deltatape.contract.Symbol;
import io.deltatape.gateway.figures.Count;
import io.deltatape.gateway.figures.Counts;
import io.deltatape.gateway.figures.GatewayClock;
import io.deltatape.gateway.state.StateJson;
import io.deltatape.gateway.state.StateTable;
import io.deltatape.gateway.state.SymbolLog;
import io.deltatape.gateway.state.Version;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpHeader;

/// The states: `/api/symbols`, `/api/data/{symbol}`, `/api/market_data[?symbols=a,b]`.
///
/// Until the feed has caught up they answer 503: a state of the past is not shown as the present one.
final class MarketDataRoutes {
    private final StateTable table;
    private final Counts counts;
    private final GatewayClock clock;

    MarketDataRoutes(StateTable table, Counts counts, GatewayClock clock) {
        this.table = table;
        this.counts = counts;
        this.clock = clock;
    }

    Map<String, Route> routes() {
        return Map.of(
                "/api/symbols", request -> whenComplete(request, this::symbols),
                "/api/data/", request -> whenComplete(request, this::data),
                "/api/market_data", request -> whenComplete(request, this::marketData));
    }

    private Reply whenComplete(ApiRequest request, Function<ApiRequest, Reply> route) {
        counts.increment(Count.HTTP_DATA_REQUESTS);
        return table.isComplete()
                ? route.apply(request)
                : notReady("the gateway is still reading the topic: try again in a second");
    }

    private Reply notReady(String message) {
        return error(503, "not_ready", message).with(HttpHeader.RETRY_AFTER, "1");
    }

    private Reply symbols(ApiRequest request) {
        return Reply.json(200, json -> {
            json.writeArrayFieldStart("symbols");
            for (SymbolLog log : table.live()) {
                json.writeString(log.symbol().name());
            }
            json.writeEndArray();
            json.writeStringField("timestamp", GatewayClock.iso(clock.nowUs()));
        });
    }

    private Reply data(ApiRequest request) {
        Optional<SymbolLog> log = table.find(request.rest());
        if (log.isEmpty() && table.isHidden(request.rest())) {
            return notReady("something of this symbol is missing until its next keyframe, a minute at most");
        }
        if (log.isEmpty()) {
            return error(404, "unknown_symbol", "no symbol \"" + request.rest() + "\": /api/symbols lists them");
        }
        Version version = log.get().newest();
        String tag = "\"" + version.position() + "\"";
        String known = request.header(HttpHeader.IF_NONE_MATCH);
        if (!known.isEmpty()) {
            counts.increment(Count.HTTP_CONDITIONAL);
            if (matches(known, tag)) {
                counts.increment(Count.HTTP_NOT_MODIFIED);
                return revalidated(Reply.empty(304), tag);
            }
        }
        return revalidated(Reply.json(200, json -> write(json, log.get().symbol(), version)), tag);
    }

    /// May be kept, but asked about each time: what must not be stored could not be asked about by its tag.
    private static Reply revalidated(Reply reply, String tag) {
        return reply.with(HttpHeader.ETAG, tag).with(HttpHeader.CACHE_CONTROL, "no-cache");
    }

    private static boolean matches(String ifNoneMatch, String tag) {
        return Arrays.stream(ifNoneMatch.split(",", -1))
                .map(String::strip)
                .anyMatch(given -> given.equals("*") || given.equals(tag) || given.equals("W/" + tag));
    }

    private Reply marketData(ApiRequest request) {
        Optional<String> names = request.parameter("symbols");
        if (names.isEmpty()) {
            return marketData(table.live());
        }
        List<String> wanted =
                Arrays.stream(names.get().split(",", -1)).map(String::strip).toList();
        if (!wanted.stream().allMatch(Symbol::isValid)) {
            return error(400, "bad_request", "symbols is \"" + names.get() + "\", expected names separated by commas");
        }
        return marketData(wanted.stream()
                .distinct()
                .flatMap(name -> table.find(name).stream())
                .toList());
    }

    /// Symbols that are not known are left out.
    private static Reply marketData(List<SymbolLog> logs) {
        return Reply.json(200, json -> {
            for (SymbolLog log : logs) {
                json.writeObjectFieldStart(log.symbol().name());
                write(json, log.symbol(), log.newest());
                json.writeEndObject();
            }
        });
    }

    private static void write(JsonGenerator json, Symbol symbol, Version version) throws IOException {
        json.writeStringField("symbol", symbol.name());
        StateJson.write(json, version.state());
        if (version.state().has(Field.TS_EVENT)) {
            json.writeStringField("timestamp", GatewayClock.iso(version.state().value(Field.TS_EVENT)));
        }
    }

    private Reply error(int status, String code, String message) {
        return Reply.error(status, code, message, clock.nowUs());
    }
}
