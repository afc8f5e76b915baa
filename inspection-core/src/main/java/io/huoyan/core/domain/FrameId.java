package io.huoyan.core.domain;

/**
 * Identity of a frame: the same three values always mean the same picture.
 *
 * @param camera which camera took it
 * @param bootId changes whenever the camera's frame numbers start anew; same alphabet as the other identifiers
 * @param frameNumber counts up within one boot id; ≥ 0
 */
public record FrameId(CameraId camera, String bootId, long frameNumber) {
    public FrameId {
        Identifiers.checked("bootId", bootId);
        if (frameNumber < 0) {
            throw new IllegalArgumentException("frameNumber is " + frameNumber + "; allowed is 0 or more");
        }
    }

    @Override
    public String toString() {
        return camera + "/" + bootId + "/" + frameNumber;
    }
}
