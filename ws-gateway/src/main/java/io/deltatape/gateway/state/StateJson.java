package io.deltatape.gateway.state;

import com.fasterxml.jackson.core.JsonGenerator;
import io.deltatape.contract.Field;
import io.deltatape.contract.MarketState;
import io.deltatape.contract.StateDelta;
import io.deltatape.contract.StreamPosition;
import io.deltatape.contract.codec.JsonFields;
import io.deltatape.contract.codec.Names;
import java.io.IOException;

/// States and changes with long names, as `/ws/live_data` and REST show them: `price` stands beside `last_price`.
///
/// Stateless; writes into the object that the generator has open.
public final class StateJson {
    private static final String PRICE = "price";

    private StateJson() {}

    public static void write(JsonGenerator json, MarketState state) throws IOException {
        if (state.has(Field.LAST_PRICE)) {
            json.writeFieldName(PRICE);
            JsonFields.writeScalar(json, Field.LAST_PRICE, state.value(Field.LAST_PRICE));
        }
        JsonFields.write(json, state, Names.LONG);
    }

    public static void write(JsonGenerator json, StateDelta delta) throws IOException {
        if ((delta.changed() & Field.LAST_PRICE.bit()) != 0) {
            json.writeFieldName(PRICE);
            JsonFields.writeScalar(json, Field.LAST_PRICE, delta.value(Field.LAST_PRICE));
        } else if ((delta.cleared() & Field.LAST_PRICE.bit()) != 0) {
            json.writeNullField(PRICE);
        }
        JsonFields.write(json, delta, Names.LONG);
    }

    public static void write(JsonGenerator json, StreamPosition position) throws IOException {
        json.writeNumberField("epoch", position.epoch());
        json.writeNumberField("version", position.version());
    }
}
