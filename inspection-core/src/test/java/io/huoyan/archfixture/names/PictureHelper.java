package io.huoyan.archfixture.names;

/** Has a name that says nothing. */
public record PictureHelper(int size) {}
