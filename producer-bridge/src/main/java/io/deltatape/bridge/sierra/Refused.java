package io.deltatape.bridge.sierra;

/// A file that cannot be read as it is: `reason` says what was found, what was expected and what to do, to be put
/// after the file's name.
record Refused(String reason) implements ScidHeaderCheck, ScidOpening {}
