/**
 * Anchors: what the ends of the vehicles' files were at a time, signed, in a folder outside the store. Whoever alters
 * the store cannot alter them too.
 *
 * <p><b>Starting points:</b> {@link io.huoyan.server.store.anchor.Anchor},
 * {@link io.huoyan.server.store.anchor.AnchorFolder}.
 */
@NullMarked
package io.huoyan.server.store.anchor;

import org.jspecify.annotations.NullMarked;
