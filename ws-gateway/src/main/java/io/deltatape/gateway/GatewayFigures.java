package io.deltatape.gateway;

import io.deltatape.gateway.figures.LatencySummary;

/// A gateway's main figures at a moment: for a line on the screen. Counts are since the start; latencies are over the
/// last minute: from the bridge seeing a change to the gateway holding it, and from there to written sockets.
public record GatewayFigures(
        int symbols,
        int connections,
        long updates,
        long framesSent,
        long bytesSent,
        LatencySummary seenToGateway,
        LatencySummary gatewayToWritten) {}
