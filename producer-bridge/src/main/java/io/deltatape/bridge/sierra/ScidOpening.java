package io.deltatape.bridge.sierra;

/// What opening a .scid file comes to: a [ScidReader], or [Refused].
sealed interface ScidOpening permits ScidReader, Refused {}
