package io.huoyan.archfixture.names.util;

/** Lives in a package whose name says nothing. */
public record Thing(int size) {}
