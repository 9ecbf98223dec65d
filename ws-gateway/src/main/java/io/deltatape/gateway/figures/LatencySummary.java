package io.deltatape.gateway.figures;

/// The distribution of one hop's latency over the last minute; the figures are zero where `count` is.
public record LatencySummary(long count, double p50Ms, double p90Ms, double p99Ms, double maxMs) {}
