package io.huoyan.archfixture.names;

/** Has 'base' inside a word that says something. */
public record WeldDatabase(int size) {}
