/**
 * From the bytes a camera sent to a {@link io.huoyan.core.image.Frame}: one small class per pixel format, one visible
 * list.
 *
 * <p><b>Starting points:</b> {@link io.huoyan.core.decode.CapturedImage}, {@link io.huoyan.core.decode.PixelFormat}.
 */
@NullMarked
package io.huoyan.core.decode;

import org.jspecify.annotations.NullMarked;
