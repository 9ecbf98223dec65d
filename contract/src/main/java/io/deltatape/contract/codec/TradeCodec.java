package io.deltatape.contract.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.deltatape.contract.Side;
import io.deltatape.contract.Symbol;
import io.deltatape.contract.Trade;
import io.deltatape.contract.TradeRecord;
import io.deltatape.contract.TradesBegin;
import java.io.IOException;

/// The JSON form of the records of `market.trades` (docs/protocol.md, "Trades").
///
/// Sizes at bid and ask are written only where side and size do not say them. Belongs to one thread.
public final class TradeCodec {
    private final JsonText text = new JsonText();

    public byte[] encode(Trade trade) {
        return text.object(json -> {
            head(json, trade.symbol(), trade.generation());
            json.writeNumberField("off", trade.offset());
            json.writeNumberField("t", trade.timeUs());
            price(json, "px", trade.price());
            json.writeNumberField("sz", trade.size());
            json.writeStringField("sd", String.valueOf(trade.side().letter()));
            if (!sizesFollow(trade)) {
                json.writeNumberField("bv", trade.bidSize());
                json.writeNumberField("av", trade.askSize());
            }
            price(json, "b", trade.bid());
            price(json, "a", trade.ask());
            if (trade.count() != 1) {
                json.writeNumberField("n", trade.count());
            }
            if (trade.part() != Trade.Part.UNMARKED) {
                json.writeStringField("part", trade.part() == Trade.Part.FIRST ? "first" : "last");
            }
            price(json, "o", trade.open());
            price(json, "h", trade.high());
            price(json, "l", trade.low());
        });
    }

    public byte[] encode(TradesBegin begin) {
        return text.object(json -> {
            head(json, begin.symbol(), begin.generation());
            json.writeNumberField("begin", begin.firstOffset());
            json.writeNumberField("from", begin.replacesFromUs());
        });
    }

    private static void head(JsonGenerator json, Symbol symbol, long generation) throws IOException {
        json.writeStringField("s", symbol.name());
        json.writeNumberField("gen", generation);
    }

    private static void price(JsonGenerator json, String name, long nanos) throws IOException {
        if (nanos != Trade.ABSENT) {
            json.writeFieldName(name);
            JsonValues.writePrice(json, nanos);
        }
    }

    /// Whether the sizes at bid and ask are what side and size say: all of it at one of the two, or nothing at either.
    private static boolean sizesFollow(Trade trade) {
        return switch (trade.side()) {
            case BUYER -> trade.askSize() == trade.size();
            case SELLER -> trade.bidSize() == trade.size();
            case UNKNOWN -> trade.askSize() == 0 && trade.bidSize() == 0;
        };
    }

    /// Reads a record of `market.trades`; what cannot be read is [TradeRecord.Malformed], never an exception.
    public TradeRecord decode(Symbol symbol, byte[] bytes) {
        try (JsonParser json = text.parser(bytes)) {
            return Members.read(json).record(symbol);
        } catch (IOException e) {
            return new TradeRecord.Malformed(symbol, "not a JSON trade: " + JsonValues.reason(e));
        }
    }

    /// The members of a record as they stand in the text, before it is known which record it is.
    private static final class Members {
        private static final long UNSET = -1;
        private String symbolName = "";
        private long generation = UNSET;
        private long offset = UNSET;
        private long begin = UNSET;
        private long from = UNSET;
        private long timeUs;
        private long price = Trade.ABSENT;
        private long size = UNSET;
        private Side side = Side.UNKNOWN;
        private long bidSize = UNSET;
        private long askSize = UNSET;
        private long bid = Trade.ABSENT;
        private long ask = Trade.ABSENT;
        private long count = 1;
        private Trade.Part part = Trade.Part.UNMARKED;
        private long open = Trade.ABSENT;
        private long high = Trade.ABSENT;
        private long low = Trade.ABSENT;

        static Members read(JsonParser json) throws IOException {
            var members = new Members();
            JsonValues.readRecord(json, members::member);
            return members;
        }

        private void member(JsonParser json, String name) throws IOException {
            switch (name) {
                case "s" -> symbolName = JsonValues.readText(json, name);
                case "gen" -> generation = JsonValues.readLong(json, name);
                case "off" -> offset = JsonValues.readLong(json, name);
                case "begin" -> begin = JsonValues.readLong(json, name);
                case "from" -> from = JsonValues.readLong(json, name);
                case "t" -> timeUs = JsonValues.readLong(json, name);
                case "px" -> price = JsonValues.readPrice(json, name);
                case "sz" -> size = JsonValues.readLong(json, name);
                case "sd" -> side = JsonValues.readSide(json, name);
                case "bv" -> bidSize = JsonValues.readLong(json, name);
                case "av" -> askSize = JsonValues.readLong(json, name);
                case "b" -> bid = JsonValues.readPrice(json, name);
                case "a" -> ask = JsonValues.readPrice(json, name);
                case "n" -> count = JsonValues.readLong(json, name);
                case "part" ->
                    part = JsonValues.readText(json, name).equals("first") ? Trade.Part.FIRST : Trade.Part.LAST;
                case "o" -> open = JsonValues.readPrice(json, name);
                case "h" -> high = JsonValues.readPrice(json, name);
                case "l" -> low = JsonValues.readPrice(json, name);
                default -> json.skipChildren();
            }
        }

        TradeRecord record(Symbol symbol) {
            if (!symbolName.equals(symbol.name()) || generation < 0) {
                return new TradeRecord.Malformed(
                        symbol, "expected s of the key and gen; got s=" + symbolName + " gen=" + generation);
            }
            if (begin >= 0 && from >= 0) {
                return new TradesBegin(symbol, generation, begin, from);
            }
            if (offset < 0 || price == Trade.ABSENT || size < 0) {
                return new TradeRecord.Malformed(symbol, "expected off, px and sz, or begin and from");
            }
            long atBid = bidSize >= 0 ? bidSize : side == Side.SELLER ? size : 0;
            long atAsk = askSize >= 0 ? askSize : side == Side.BUYER ? size : 0;
            return new Trade(
                    symbol,
                    generation,
                    offset,
                    timeUs,
                    price,
                    size,
                    atBid,
                    atAsk,
                    bid,
                    ask,
                    count,
                    part,
                    open,
                    high,
                    low);
        }
    }
}
