package io.huoyan.core.orders;

/**
 * A command that was answered, kept so that the same command gets the same answer again.
 *
 * @param id of the command
 * @param sha256 of the command's bytes, hex
 * @param done true if it moved its order: such a record is never removed
 * @param answer UTF-8 JSON as it was sent; not copied, not to be changed
 */
public record CommandRecord(String id, String sha256, boolean done, byte[] answer) {}
