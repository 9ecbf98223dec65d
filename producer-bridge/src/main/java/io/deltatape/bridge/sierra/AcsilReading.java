package io.deltatape.bridge.sierra;

/// What the bytes of a JSON snapshot come to.
sealed interface AcsilReading {
    /// A whole snapshot.
    record Whole(AcsilSnapshot snapshot) implements AcsilReading {}

    /// No JSON, as while it is being written; `why` is what the parser says.
    record Torn(String why) implements AcsilReading {}

    /// Something else: `reason` says what was found and expected, to be put after the file's name.
    record NoSnapshot(String reason) implements AcsilReading {}
}
