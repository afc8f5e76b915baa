package io.huoyan.core.domain;

/**
 * A camera.
 *
 * @param value 1 to 64 characters of {@code [A-Za-z0-9._:-]}, the first a letter or digit
 */
public record CameraId(String value) implements Comparable<CameraId> {
    public CameraId {
        Identifiers.checked("cameraId", value);
    }

    @Override
    public int compareTo(CameraId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
