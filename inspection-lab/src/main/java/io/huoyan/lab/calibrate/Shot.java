package io.huoyan.lab.calibrate;

import io.huoyan.core.domain.PixelPoint;
import java.util.List;

/**
 * A target as one picture shows it.
 *
 * @param name the picture's
 * @param widthPx of the picture
 * @param heightPx of the picture
 * @param corners found
 */
public record Shot(String name, int widthPx, int heightPx, List<Corner> corners) {
    /**
     * @param id number of the corner
     * @param seen where it lies in the picture
     */
    public record Corner(int id, PixelPoint seen) {}

    public Shot {
        corners = List.copyOf(corners);
    }
}
