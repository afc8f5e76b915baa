package io.huoyan.core.image;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/**
 * Owner of the native memory of one frame's way through the house. Everything made through it is released when it
 * closes, last made first. Safe for use by several threads; what it made must not be used while or after it closes.
 * Closing it again does nothing.
 *
 * <p>{@code try (MatScope scope = MatScope.open()) { Mat grey = scope.mat(); … }}
 */
public final class MatScope implements AutoCloseable {
    private static final AtomicLong OPEN_MATS = new AtomicLong();
    private static final int COPY_CHUNK_BYTES = 1 << 15;

    private final Deque<Mat> owned = new ArrayDeque<>();
    private final List<ByteBuffer> seenThrough = new ArrayList<>();
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

    /**
     * Bytes as a matrix of {@code CV_8UC1}. A direct buffer is seen through, not copied, and kept reachable until this
     * scope closes; the caller leaves its bytes unchanged until then. A heap buffer is copied once.
     *
     * @param bytes from position to limit; at least {@code (rows - 1) · strideBytes + columns} of them; not modified
     * @param rows number of rows; > 0
     * @param columns bytes of a row; > 0
     * @param strideBytes bytes from one row to the next; at least {@code columns}
     */
    public Mat matOf(ByteBuffer bytes, int rows, int columns, int strideBytes) {
        long needed = (rows - 1L) * strideBytes + columns;
        if (rows < 1 || columns < 1 || strideBytes < columns || needed > bytes.remaining()) {
            throw new IllegalArgumentException(rows + " rows of " + columns + " bytes, " + strideBytes
                    + " bytes apart, need " + needed + " bytes; there are " + bytes.remaining());
        }
        ByteBuffer source = bytes.slice();
        if (source.isDirect()) {
            synchronized (this) {
                seenThrough.add(source);
            }
            return own(new Mat(rows, columns, CvType.CV_8UC1, source, strideBytes));
        }
        Mat copy = mat(rows, columns, CvType.CV_8UC1);
        byte[] chunk = new byte[Math.min(columns, COPY_CHUNK_BYTES)];
        for (int row = 0; row < rows; row++) {
            source.position(row * strideBytes);
            for (int column = 0; column < columns; column += chunk.length) {
                int length = Math.min(chunk.length, columns - column);
                source.get(chunk, 0, length);
                copy.put(new int[] {row, column}, chunk, 0, length);
            }
        }
        return copy;
    }

    /** A new matrix of the given size and OpenCV type, all zero. */
    public Mat zeros(int rows, int columns, int type) {
        return own(Mat.zeros(rows, columns, type));
    }

    /** Takes over a matrix that an OpenCV call made; it is released with this scope. Returns it. */
    public synchronized <M extends Mat> M own(M mat) {
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
    public synchronized void close() {
        closed = true;
        while (!owned.isEmpty()) {
            owned.pop().release();
            OPEN_MATS.decrementAndGet();
        }
        seenThrough.clear();
    }
}
