package io.huoyan.lab.evaluate;

import java.awt.image.BufferedImage;

/**
 * Lays a map over a picture, whose own colours go: what good pictures show too stays grey, what is halfway to the worst
 * is yellow, and the worst is red. The colours mean the same in every picture, so that pictures can be compared.
 */
final class HeatColours {
    private static final double YELLOW_AT = 0.5;
    private static final double COVER_AT_YELLOW = 0.45;
    private static final double COVER_MAX = 0.7;
    private static final int YELLOW_GREEN = 215;
    private static final int BYTE_MAX = 255;
    private static final double RED_SHARE = 0.299;
    private static final double GREEN_SHARE = 0.587;
    private static final double BLUE_SHARE = 0.114;

    private HeatColours() {}

    /** @param map of any size; spread over the picture */
    static void lay(ScoreMap map, BufferedImage image) {
        ScoreMap spread = map.spread(image.getWidth(), image.getHeight());
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                double notability = map.meaning().notability(spread.scores()[y * image.getWidth() + x]);
                image.setRGB(x, y, over(grey(image.getRGB(x, y)), notability));
            }
        }
    }

    /**
     * The colour of a pixel.
     *
     * @param grey of the picture, 0 to 255
     * @param notability of what it shows, 0 to 1
     */
    static int over(int grey, double notability) {
        double beyond = Math.max(0, (notability - YELLOW_AT) / (1 - YELLOW_AT));
        double cover = COVER_AT_YELLOW * Math.min(1, notability / YELLOW_AT) + (COVER_MAX - COVER_AT_YELLOW) * beyond;
        int red = mixed(grey, BYTE_MAX, cover);
        int green = mixed(grey, (1 - beyond) * YELLOW_GREEN, cover);
        int blue = mixed(grey, 0, cover);
        return red << 16 | green << 8 | blue;
    }

    private static int mixed(int grey, double colour, double cover) {
        return (int) Math.rint(grey * (1 - cover) + colour * cover);
    }

    private static int grey(int rgb) {
        return (int) Math.rint(RED_SHARE * (rgb >> 16 & BYTE_MAX)
                + GREEN_SHARE * (rgb >> 8 & BYTE_MAX)
                + BLUE_SHARE * (rgb & BYTE_MAX));
    }
}
