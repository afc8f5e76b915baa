package io.huoyan.lab.calibrate;

import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.image.MatScope;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.opencv.core.Mat;
import org.opencv.core.MatOfInt;
import org.opencv.core.Size;
import org.opencv.objdetect.CharucoBoard;
import org.opencv.objdetect.Objdetect;

/**
 * A ChArUco sheet: a chessboard whose bright squares hold numbered marks, so that part of it is enough to know every
 * corner by its number.
 */
public enum Target {
    /** For views of about 100 to 300 mm. */
    A4(297, 210, 16, 11, 16, 0),
    /** For views of about 200 to 500 mm. */
    A3(420, 297, 16, 11, 24, 100);

    /** Raster of the sheet: a mark is 7 × 7 cells of 6 px, three quarters of a square wide. */
    static final int SQUARE_PX = 56;

    private static final double MARK_SHARE = 0.75;
    private static final int DICTIONARY = Objdetect.DICT_5X5_250;

    private final double paperWidthMm;
    private final double paperHeightMm;
    private final int columns;
    private final int rows;
    private final double pitchMm;
    private final int firstMark;

    /** @param firstMark number of its first mark; no two targets share one, so that none is taken for another */
    Target(double paperWidthMm, double paperHeightMm, int columns, int rows, double pitchMm, int firstMark) {
        this.paperWidthMm = paperWidthMm;
        this.paperHeightMm = paperHeightMm;
        this.columns = columns;
        this.rows = rows;
        this.pitchMm = pitchMm;
        this.firstMark = firstMark;
    }

    /** By its name, in letters of any size. */
    public static Target named(String name) {
        return Arrays.stream(values())
                .filter(target -> target.word().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new CalibrationException("target is '" + name + "'; allowed are "
                        + Arrays.stream(values()).map(Target::word).collect(Collectors.joining(", "))));
    }

    /** As people write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Squares along the long side. */
    public int columns() {
        return columns;
    }

    /** Squares along the short side. */
    public int rows() {
        return rows;
    }

    /** Side of a square on a sheet that was printed to scale, mm. */
    public double pitchMm() {
        return pitchMm;
    }

    double paperWidthMm() {
        return paperWidthMm;
    }

    double paperHeightMm() {
        return paperHeightMm;
    }

    /** Corners where four squares meet. */
    public int corners() {
        return (columns - 1) * (rows - 1);
    }

    /**
     * Where a corner lies on the sheet: from the outer corner of the first square, x along the long side, y down.
     *
     * @param id 0 to {@link #corners} − 1, row by row
     * @param measuredPitchMm side of a square as measured on this very sheet
     */
    MmPoint corner(int id, double measuredPitchMm) {
        int inRow = columns - 1;
        return new MmPoint((id % inRow + 1) * measuredPitchMm, (Math.floorDiv(id, inRow) + 1) * measuredPitchMm);
    }

    /** Made of the scope's memory, and good for as long. */
    CharucoBoard board(MatScope scope) {
        int[] marks = IntStream.range(firstMark, firstMark + columns * rows / 2).toArray();
        MatOfInt numbers = scope.own(new MatOfInt(marks));
        return new CharucoBoard(
                new Size(columns, rows),
                (float) pitchMm,
                (float) (pitchMm * MARK_SHARE),
                Objdetect.getPredefinedDictionary(DICTIONARY),
                numbers);
    }

    /** The sheet's squares, one byte a pixel, {@link #SQUARE_PX} a square, without margin. */
    Mat raster(MatScope scope) {
        Mat image = scope.mat();
        board(scope).generateImage(new Size((double) columns * SQUARE_PX, (double) rows * SQUARE_PX), image, 0, 1);
        return image;
    }
}
