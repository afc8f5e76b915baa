/**
 * Pictures of welds, each once, under the hash of its bytes.
 *
 * <p><b>Starting points:</b> {@link io.huoyan.server.store.pictures.PictureFolder}.
 */
@NullMarked
package io.huoyan.server.store.pictures;

import org.jspecify.annotations.NullMarked;
