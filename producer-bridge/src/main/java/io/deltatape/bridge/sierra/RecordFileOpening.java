package io.deltatape.bridge.sierra;

/// What opening a file of records comes to: a [RecordFile], or [Refused].
sealed interface RecordFileOpening permits RecordFile, Refused {}
