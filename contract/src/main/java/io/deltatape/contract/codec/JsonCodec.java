package io.deltatape.contract.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import io.deltatape.contract.FileCursor;
import io.deltatape.contract.HopStamps;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.Snapshot;
import io.deltatape.contract.SnapshotRecord;
import io.deltatape.contract.StateDelta;
import io.deltatape.contract.StreamPosition;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.Update;
import java.io.IOException;

/// The JSON form of records, with wire names (docs/protocol.md, "Records in JSON").
///
/// A keyframe has `k`, a delta `d`, a snapshot `own`; a merged delta says its `base`. Belongs to one thread.
final class JsonCodec implements Codec {
    private final JsonText text = new JsonText();

    @Override
    public byte[] encode(Update.Keyframe keyframe) {
        return text.object(json -> {
            writeHead(json, keyframe);
            writeStamps(json, keyframe.stamps(), true);
            json.writeNumberField("sum", keyframe.checksum());
            json.writeObjectFieldStart("k");
            JsonFields.write(json, keyframe.state(), Names.WIRE);
            json.writeEndObject();
        });
    }

    @Override
    public byte[] encode(Update.Delta delta, MarketState base) {
        return text.object(json -> {
            writeHead(json, delta);
            if (!delta.isSingle()) {
                json.writeNumberField("base", delta.baseVersion());
            }
            writeStamps(json, delta.stamps(), true);
            json.writeObjectFieldStart("d");
            JsonFields.write(json, delta.change(), Names.WIRE);
            json.writeEndObject();
        });
    }

    @Override
    public byte[] encode(Snapshot snapshot) {
        return text.object(json -> {
            json.writeStringField("s", snapshot.symbol().name());
            json.writeNumberField("own", snapshot.own());
            json.writeNumberField("q", snapshot.sequence());
            json.writeNumberField("gen", snapshot.generation());
            json.writeStringField("src", snapshot.source());
            writeStamps(json, snapshot.stamps(), false);
            json.writeObjectFieldStart("k");
            JsonFields.write(json, snapshot.state(), Names.WIRE);
            json.writeEndObject();
            if (snapshot.trades() > 0) {
                json.writeNumberField("tr", snapshot.trades());
            }
            writeCursor(json, snapshot.cursor(), snapshot.generation());
        });
    }

    private static void writeHead(JsonGenerator json, Update update) throws IOException {
        StreamPosition position =
                update instanceof Update.Keyframe k ? k.position() : ((Update.Delta) update).position();
        json.writeStringField("s", update.symbol().name());
        json.writeNumberField("e", position.epoch());
        json.writeNumberField("v", position.version());
    }

    private static void writeStamps(JsonGenerator json, HopStamps stamps, boolean computed) throws IOException {
        json.writeArrayFieldStart("u");
        json.writeNumber(stamps.seenUs());
        json.writeNumber(stamps.sentUs() - stamps.seenUs());
        if (computed) {
            json.writeNumber(stamps.computedUs() - stamps.sentUs());
        }
        json.writeEndArray();
    }

    /// The file's incarnation is left out where it is the number of the snapshot's generation.
    private static void writeCursor(JsonGenerator json, FileCursor cursor, long generation) throws IOException {
        if (cursor.equals(FileCursor.NONE)) {
            return;
        }
        json.writeObjectFieldStart("cursor");
        json.writeStringField("file", cursor.file());
        json.writeStringField("key", cursor.fileKey());
        json.writeNumberField("offset", cursor.offset());
        json.writeNumberField("session", cursor.sessionOffset());
        json.writeNumberField("crc", cursor.lastRecordCrc());
        if (cursor.generation() != generation) {
            json.writeNumberField("gen", cursor.generation());
        }
        json.writeEndObject();
    }

    @Override
    public Update decodeUpdate(Symbol symbol, byte[] bytes, StreamPosition held, MarketState state) {
        try (JsonParser json = text.parser(bytes)) {
            return JsonRecord.read(json).update(symbol);
        } catch (InputCoercionException e) {
            return new Update.Malformed(symbol, "a number is out of range: " + e.getOriginalMessage());
        } catch (IOException e) {
            return new Update.Malformed(symbol, "not a JSON record: " + JsonValues.reason(e));
        }
    }

    @Override
    public SnapshotRecord decodeSnapshot(Symbol symbol, byte[] bytes) {
        try (JsonParser json = text.parser(bytes)) {
            return JsonRecord.read(json).snapshot(symbol);
        } catch (IOException e) {
            return new Update.Malformed(symbol, "not a JSON snapshot: " + JsonValues.reason(e));
        }
    }

    /// The members of any of the three records as they stand in the text, before it is known which record it is.
    private static final class JsonRecord {
        private static final String ABSENT = "";
        private String symbolName = ABSENT;
        private long epoch = -1;
        private long version = -1;
        private long base;
        private long own = -1;
        private long sequence = -1;
        private long generation;
        private long checksum = -1;
        private String source = ABSENT;
        private HopStamps stamps = new HopStamps(0, 0, 0);
        private FileCursor cursor = FileCursor.NONE;
        private boolean isCursorOfGeneration;
        private long trades;
        private boolean isState;
        private boolean isDelta;
        private boolean isMerged;
        private StateDelta fields = StateDelta.NONE;

        static JsonRecord read(JsonParser json) throws IOException {
            var record = new JsonRecord();
            JsonValues.readRecord(json, record::readMember);
            return record;
        }

        private void readMember(JsonParser json, String name) throws IOException {
            switch (name) {
                case "s" -> symbolName = JsonValues.readText(json, name);
                case "e" -> epoch = JsonValues.readLong(json, name);
                case "v" -> version = JsonValues.readLong(json, name);
                case "base" -> {
                    isMerged = true;
                    base = JsonValues.readLong(json, name);
                }
                case "own" -> own = JsonValues.readLong(json, name);
                case "q" -> sequence = JsonValues.readLong(json, name);
                case "gen" -> generation = JsonValues.readLong(json, name);
                case "src" -> source = JsonValues.readText(json, name);
                case "sum" -> checksum = JsonValues.readLong(json, name);
                case "u" -> stamps = readStamps(json);
                case "tr" -> trades = JsonValues.readLong(json, name);
                case "cursor" -> cursor = readCursor(json);
                case "k" -> {
                    isState = true;
                    fields = JsonFields.read(json, Names.WIRE);
                }
                case "d" -> {
                    isDelta = true;
                    fields = JsonFields.read(json, Names.WIRE);
                }
                default -> json.skipChildren();
            }
        }

        private static HopStamps readStamps(JsonParser json) throws IOException {
            JsonValues.expect(json, json.currentToken(), JsonToken.START_ARRAY, "u");
            var us = new long[3];
            int n = 0;
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (n < us.length) {
                    us[n++] = JsonValues.readLong(json, "u");
                }
            }
            long sent = us[0] + us[1];
            return new HopStamps(us[0], sent, n < 3 ? 0 : sent + us[2]);
        }

        private FileCursor readCursor(JsonParser json) throws IOException {
            String file = ABSENT;
            String key = ABSENT;
            long offset = 0;
            long session = 0;
            long crc = 0;
            long incarnation = 0;
            isCursorOfGeneration = true;
            JsonValues.expect(json, json.currentToken(), JsonToken.START_OBJECT, "cursor");
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "file" -> file = JsonValues.readText(json, name);
                    case "key" -> key = JsonValues.readText(json, name);
                    case "offset" -> offset = JsonValues.readLong(json, name);
                    case "session" -> session = JsonValues.readLong(json, name);
                    case "crc" -> crc = JsonValues.readLong(json, name);
                    case "gen" -> {
                        isCursorOfGeneration = false;
                        incarnation = JsonValues.readLong(json, name);
                    }
                    default -> json.skipChildren();
                }
            }
            return new FileCursor(file, key, offset, session, crc, incarnation);
        }

        Update update(Symbol symbol) {
            if (epoch < 0 || version < 1 || isState == isDelta || !symbolName.equals(symbol.name())) {
                return new Update.Malformed(
                        symbol,
                        "expected s of the key, e and v, and one of k and d; got s=" + symbolName + " e=" + epoch
                                + " v=" + version);
            }
            var position = new StreamPosition(epoch, version);
            if (isDelta) {
                long from = isMerged ? base : version - 1;
                return from < 0 || from >= version
                        ? new Update.Malformed(symbol, "base is " + from + ", expected 0 to " + (version - 1))
                        : new Update.Delta(symbol, position, from, stamps, fields);
            }
            var keyframe = new Update.Keyframe(symbol, position, stamps, checksum, MarketState.EMPTY.with(fields));
            return keyframe.isIntact()
                    ? keyframe
                    : new Update.Malformed(
                            symbol,
                            "sum is " + checksum + ", but the state's is "
                                    + keyframe.state().checksum());
        }

        SnapshotRecord snapshot(Symbol symbol) {
            if (own < 0 || sequence < 0 || trades < 0 || !isState || !symbolName.equals(symbol.name())) {
                return new Update.Malformed(
                        symbol,
                        "expected s of the key, own, q and k; got s=" + symbolName + " own=" + own + " q=" + sequence);
            }
            HopStamps atBridge = stamps.withComputedUs(0);
            return new Snapshot(
                    symbol,
                    own,
                    sequence,
                    generation,
                    source,
                    atBridge,
                    isCursorOfGeneration ? cursor.of(generation) : cursor,
                    trades,
                    MarketState.EMPTY.with(fields));
        }
    }
}
