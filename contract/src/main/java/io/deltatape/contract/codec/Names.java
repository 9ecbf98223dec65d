package io.deltatape.contract.codec;

import io.deltatape.contract.Field;
import java.util.Optional;

/// Which of a field's two names a JSON form uses.
public enum Names {
    /// The short ones, of Kafka records and `/ws/v1`.
    WIRE,
    /// The long ones, of REST and `/ws/live_data`.
    LONG;

    public String of(Field field) {
        return this == WIRE ? field.wireName() : field.longName();
    }

    public Optional<Field> field(String name) {
        return this == WIRE ? Field.ofWireName(name) : Field.ofLongName(name);
    }
}
