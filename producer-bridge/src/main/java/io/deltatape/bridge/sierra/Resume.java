package io.deltatape.bridge.sierra;

import io.deltatape.contract.FileCursor;

/// Where reading a symbol's file is to go on after a restart: what the last snapshot in Kafka says.
///
/// `generation` is that of the cursor; `generationTaken` the highest that any topic names, so that another incarnation
/// gets one of its own. `previousClose` is [io.deltatape.bridge.market.MarketRecord#ABSENT] where it is not known.
/// Immutable.
public record Resume(long generation, long generationTaken, FileCursor cursor, long previousClose) {}
