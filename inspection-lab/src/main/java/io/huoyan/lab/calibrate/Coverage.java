package io.huoyan.lab.calibrate;

import java.util.ArrayList;
import java.util.List;

/** Which parts of the picture the corners of a set of shots reach: cells of a coarse grid. */
final class Coverage {
    static final int COLUMNS = 6;
    static final int ROWS = 4;

    private static final String[] ACROSS = {
        "far left", "left", "left of the middle", "right of the middle", "right", "far right"
    };
    private static final String[] DOWN = {"top", "upper", "lower", "bottom"};

    private final int[] counts = new int[COLUMNS * ROWS];

    Coverage(List<Shot> shots) {
        for (Shot shot : shots) {
            for (Shot.Corner corner : shot.corners()) {
                int column = cell(corner.seen().x(), shot.widthPx(), COLUMNS);
                int row = cell(corner.seen().y(), shot.heightPx(), ROWS);
                counts[row * COLUMNS + column]++;
            }
        }
    }

    private static int cell(double place, int sidePx, int cells) {
        return (int) Math.max(0, Math.min(cells - 1, Math.floor((place + 0.5) * cells / sidePx)));
    }

    int count(int column, int row) {
        return counts[row * COLUMNS + column];
    }

    /** Share of the cells that are reached, 0 to 1. */
    double share() {
        int reached = 0;
        for (int count : counts) {
            reached += count > 0 ? 1 : 0;
        }
        return (double) reached / counts.length;
    }

    /** The cells that are not, in words. */
    List<String> unreached() {
        List<String> words = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                if (count(column, row) == 0) {
                    words.add(DOWN[row] + " row, " + ACROSS[column]);
                }
            }
        }
        return words;
    }
}
