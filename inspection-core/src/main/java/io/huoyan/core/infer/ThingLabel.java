package io.huoyan.core.infer;

/**
 * A kind of thing that a network boxes.
 *
 * @param name lower-case letters, digits and hyphens
 * @param isWeld true: the weld itself, in some condition; false: something on or beside it
 */
public record ThingLabel(String name, boolean isWeld) {}
