/**
 * Pixels and who owns them.
 *
 * <p>The only room that makes OpenCV {@code Mat}s, and only through {@link io.huoyan.core.image.MatScope}: whatever
 * native memory a frame needs is released when its scope closes.
 *
 * <p><b>Starting points:</b> {@link io.huoyan.core.image.MatScope}, {@link io.huoyan.core.image.Frame}.
 */
@NullMarked
package io.huoyan.core.image;

import org.jspecify.annotations.NullMarked;
