package io.huoyan.core.image;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import org.opencv.core.Mat;

/**
 * Owner of the native memory of one frame's way through the house. Everything made through it is released when it
 * closes, last made first. One thread at a time.
 *
 * <p>{@code try (MatScope scope = MatScope.open()) { Mat grey = scope.mat(); … }}
 */
public final class MatScope implements AutoCloseable {
    private static final AtomicLong OPEN_MATS = new AtomicLong();

    private final Deque<Mat> owned = new ArrayDeque<>();
    private boolean closed;

    private MatScope() {}

    /** Loads the native library on first use. */
    public static MatScope open() {
        NativeOpenCv.load();
        return new MatScope();
    }

    /** A new, empty matrix. */
    public Mat mat() {
        return own(new Mat());
    }

    /** A new matrix of the given size and OpenCV type, contents undefined. */
    public Mat mat(int rows, int columns, int type) {
        return own(new Mat(rows, columns, type));
    }

    /** Takes over a matrix that an OpenCV call made; it is released with this scope. Returns it. */
    public <M extends Mat> M own(M mat) {
        if (closed) {
            mat.release();
            throw new IllegalStateException("the scope is closed");
        }
        owned.push(mat);
        OPEN_MATS.incrementAndGet();
        return mat;
    }

    /** How many matrices of all scopes of this process are not yet released; 0 when nothing is being inspected. */
    public static long openMats() {
        return OPEN_MATS.get();
    }

    @Override
    public void close() {
        closed = true;
        while (!owned.isEmpty()) {
            owned.pop().release();
            OPEN_MATS.decrementAndGet();
        }
    }
}
