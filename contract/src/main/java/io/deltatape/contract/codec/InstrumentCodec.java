package io.deltatape.contract.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.deltatape.contract.Delivery;
import io.deltatape.contract.Instrument;
import io.deltatape.contract.InstrumentRecord;
import io.deltatape.contract.Price;
import io.deltatape.contract.Quotation;
import io.deltatape.contract.Symbol;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.function.Function;

/// The JSON form of the records of `market.instruments` (docs/protocol.md, "Instruments").
///
/// What is not known is left out. Belongs to one thread.
public final class InstrumentCodec {
    private final JsonText text = new JsonText();

    public byte[] encode(Instrument instrument) {
        return text.object(json -> write(json, instrument));
    }

    private static void write(JsonGenerator json, Instrument instrument) throws IOException {
        json.writeStringField("s", instrument.symbol().name());
        if (instrument.isAlias()) {
            json.writeStringField("of", instrument.shows().name());
        }
        text(json, "description", instrument.description());
        Quotation quotation = instrument.quotation();
        decimal(json, "tick", quotation.tickSize());
        if (quotation.digits() != Quotation.DIGITS_UNKNOWN) {
            json.writeNumberField("digits", quotation.digits());
        }
        decimal(json, "multiplier", quotation.multiplier());
        text(json, "currency", quotation.currency());
        text(json, "session", instrument.sessionRule());
        if (instrument.delivery() instanceof Delivery.Contract contract) {
            json.writeStringField("root", contract.root());
            json.writeStringField("month", contract.month().toString());
            date(json, "roll", contract.rollDate());
            date(json, "expiry", contract.expiryDate());
        }
        text(json, "src", instrument.source());
    }

    private static void text(JsonGenerator json, String name, String text) throws IOException {
        if (!text.isEmpty()) {
            json.writeStringField(name, text);
        }
    }

    private static void decimal(JsonGenerator json, String name, long nanos) throws IOException {
        if (nanos != 0) {
            json.writeFieldName(name);
            JsonValues.writePrice(json, nanos);
        }
    }

    private static void date(JsonGenerator json, String name, LocalDate date) throws IOException {
        if (!date.equals(Delivery.UNKNOWN_DATE)) {
            json.writeStringField(name, date.toString());
        }
    }

    /// Reads a record of `market.instruments`; what cannot be read is [InstrumentRecord.Malformed], never an exception.
    public InstrumentRecord decode(Symbol symbol, byte[] bytes) {
        try (JsonParser json = text.parser(bytes)) {
            return Members.read(json).record(symbol);
        } catch (IOException e) {
            return new InstrumentRecord.Malformed(symbol, "not a JSON instrument: " + JsonValues.reason(e));
        }
    }

    /// The members of a record as they stand in the text.
    private static final class Members {
        private static final YearMonth NO_MONTH = YearMonth.of(0, 1);
        private String symbolName = "";
        private String shows = "";
        private String description = "";
        private long tickSize;
        private long digits = Quotation.DIGITS_UNKNOWN;
        private long multiplier;
        private String currency = "";
        private String sessionRule = "";
        private String root = "";
        private YearMonth month = NO_MONTH;
        private LocalDate rollDate = Delivery.UNKNOWN_DATE;
        private LocalDate expiryDate = Delivery.UNKNOWN_DATE;
        private String source = "";

        static Members read(JsonParser json) throws IOException {
            var members = new Members();
            JsonValues.readRecord(json, members::member);
            return members;
        }

        private void member(JsonParser json, String name) throws IOException {
            switch (name) {
                case "s" -> symbolName = JsonValues.readText(json, name);
                case "of" -> shows = JsonValues.readText(json, name);
                case "description" -> description = text(json, name);
                case "tick" -> tickSize = JsonValues.readPrice(json, name);
                case "digits" -> digits = JsonValues.readLong(json, name);
                case "multiplier" -> multiplier = JsonValues.readPrice(json, name);
                case "currency" -> currency = text(json, name);
                case "session" -> sessionRule = text(json, name);
                case "root" -> root = text(json, name);
                case "month" -> month = date(json, name, YearMonth::parse);
                case "roll" -> rollDate = date(json, name, LocalDate::parse);
                case "expiry" -> expiryDate = date(json, name, LocalDate::parse);
                case "src" -> source = text(json, name);
                default -> json.skipChildren();
            }
        }

        private static String text(JsonParser json, String name) throws IOException {
            String text = JsonValues.readText(json, name);
            if (!Instrument.isText(text)) {
                throw new JsonValues.BadJson(name + " has " + text.length() + " characters, expected at most "
                        + Instrument.TEXT_LENGTH_MAX + " and printable ones");
            }
            return text;
        }

        private static <T> T date(JsonParser json, String name, Function<String, T> parser) throws IOException {
            String text = JsonValues.readText(json, name);
            try {
                return parser.apply(text);
            } catch (DateTimeException _) {
                throw new JsonValues.BadJson(name + " is \"" + text + "\", which is no date");
            }
        }

        InstrumentRecord record(Symbol symbol) {
            if (!symbolName.equals(symbol.name())) {
                return new InstrumentRecord.Malformed(symbol, "expected s of the key; got s=" + symbolName);
            }
            if (!Quotation.isValid(tickSize, digits, multiplier)) {
                return new InstrumentRecord.Malformed(
                        symbol,
                        "expected tick and multiplier above zero and 0 to " + Price.DIGITS_MAX + " digits; got tick="
                                + Price.format(tickSize) + " multiplier=" + Price.format(multiplier) + " digits="
                                + digits);
            }
            if (!shows.isEmpty() && !Symbol.isValid(shows)) {
                return new InstrumentRecord.Malformed(symbol, "of is no symbol");
            }
            if (root.isEmpty() ? !month.equals(NO_MONTH) : !Delivery.Contract.isMonth(month)) {
                return new InstrumentRecord.Malformed(
                        symbol, "expected root and month together, or neither; got root=" + root + " month=" + month);
            }
            Delivery delivery =
                    root.isEmpty() ? Delivery.NONE : new Delivery.Contract(root, month, rollDate, expiryDate);
            return new Instrument(
                    symbol,
                    shows.isEmpty() ? symbol : new Symbol(shows),
                    description,
                    new Quotation(tickSize, (int) digits, multiplier, currency),
                    sessionRule,
                    delivery,
                    source);
        }
    }
}
