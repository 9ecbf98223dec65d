package io.deltatape.bridge.sierra;

/// What the first bytes of a file turn out to be: a [ScidHeader], or [Refused].
sealed interface ScidHeaderCheck permits ScidHeader, Refused {}
