package io.deltatape.contract.health;

/// What a component says when it is asked how it is: whether it does its work, the details as JSON, and its figures in
/// Prometheus' text form. Immutable.
public record HealthAnswer(boolean isWell, String json, String metrics) {}
