package io.huoyan.archfixture.order.upper;

import io.huoyan.archfixture.order.lower.Below;

/** Breaks the order of its rooms: upper stands above lower and may not know it. */
public record Importer(Below below) {}
