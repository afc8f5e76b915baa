package io.huoyan.core.evidence;

import io.huoyan.core.domain.PixelBox;

/**
 * The original pixels of one weld, kept for NOK and REVIEW.
 *
 * @param box where they were cut from
 * @param sha256 hex digest of {@code png}
 * @param png lossless picture in the camera's own depth; not copied, not to be changed
 */
public record Evidence(PixelBox box, String sha256, byte[] png) {}
