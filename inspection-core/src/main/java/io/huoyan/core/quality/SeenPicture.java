package io.huoyan.core.quality;

import io.huoyan.core.domain.FrameId;

/**
 * What is remembered of a camera's picture to notice when the next one is the same again.
 *
 * @param frame its identity
 * @param sha256 hex digest of its bytes as they came
 */
public record SeenPicture(FrameId frame, String sha256) {}
