/**
 * The hashes that chain the entries of a vehicle's file.
 *
 * <p><b>Starting points:</b> {@link io.huoyan.server.store.chain.HashChain}.
 */
@NullMarked
package io.huoyan.server.store.chain;

import org.jspecify.annotations.NullMarked;
