package io.deltatape.bridge.sierra;

import io.deltatape.contract.FileCursor;

/// Where reading a symbol's file is to go on after a restart: what the last snapshot in Kafka says.
///
/// `previousClose` is [io.deltatape.bridge.market.MarketRecord#ABSENT] where it is not known. Immutable.
public record Resume(long generation, FileCursor cursor, long previousClose) {}
