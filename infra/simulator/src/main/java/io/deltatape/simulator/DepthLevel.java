package io.deltatape.simulator;

/// A price of an order book with its contracts and orders. Immutable.
public record DepthLevel(float price, int quantity, int numOrders) {}
