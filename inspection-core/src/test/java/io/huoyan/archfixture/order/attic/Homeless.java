package io.huoyan.archfixture.order.attic;

/** Lives in a room that the order does not know. */
public record Homeless(int height) {}
