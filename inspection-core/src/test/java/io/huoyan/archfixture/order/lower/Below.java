package io.huoyan.archfixture.order.lower;

/** Stands below and may import what is above. */
public record Below(int depth) {}
