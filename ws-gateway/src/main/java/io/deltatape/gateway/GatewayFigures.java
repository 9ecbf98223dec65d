package io.deltatape.gateway;

import io.deltatape.gateway.figures.LatencySummary;

/// A gateway's main figures at a moment: for a line on the screen. Counts are since the start; latency is the hop from
/// the gateway's feed to written sockets, over the last minute.
public record GatewayFigures(
        int symbols, int connections, long updates, long framesSent, long bytesSent, LatencySummary gatewayToWritten) {}
