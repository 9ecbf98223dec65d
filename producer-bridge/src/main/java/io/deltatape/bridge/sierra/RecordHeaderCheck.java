package io.deltatape.bridge.sierra;

/// What the first bytes of a file turn out to be: a [RecordHeader], or [Refused].
sealed interface RecordHeaderCheck permits RecordHeader, Refused {}
