package io.huoyan.core.evidence;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes labels on dark plates that do not cover each other. On a machine without any font nothing is written; the
 * values are in the findings too. One drawing, one thread.
 */
final class Lettering {
    private static final String CHINESE_SAMPLE = "焊缝";
    private static final Color PLATE = new Color(0, 0, 0, 170);
    private static final int PADDING_PX = 3;
    private static final int TRIES_MAX = 24;

    private final Graphics2D graphics;
    private final int width;
    private final int height;
    private final Font font;
    private final boolean hasFont;
    private final boolean hasChinese;
    private final List<Rectangle> placed = new ArrayList<>();

    Lettering(Graphics2D graphics, int width, int height, int sizePx) {
        this.graphics = graphics;
        this.width = width;
        this.height = height;
        this.font = new Font(Font.SANS_SERIF, Font.PLAIN, sizePx);
        this.hasFont = canMeasure(font);
        this.hasChinese = hasFont && font.canDisplayUpTo(CHINESE_SAMPLE) < 0;
    }

    /** A Java runtime without font configuration throws, in ways of its own, as soon as a text is measured. */
    private static boolean canMeasure(Font font) {
        try {
            return font.getStringBounds("0", new FontRenderContext(new AffineTransform(), true, true))
                            .getWidth()
                    > 0;
        } catch (RuntimeException | LinkageError | InternalError noFonts) {
            return false;
        }
    }

    boolean hasChinese() {
        return hasChinese;
    }

    /** Keeps labels off a rectangle. */
    void keepOff(Rectangle rectangle) {
        placed.add(rectangle);
    }

    /** Writes near a point: there if free, else below, then above. */
    void write(String text, double x, double y, Color colour) {
        if (!hasFont || text.isEmpty()) {
            return;
        }
        TextLayout layout = new TextLayout(text, font, graphics.getFontRenderContext());
        Rectangle2D bounds = layout.getBounds();
        int lineHeight = font.getSize() + 2 * PADDING_PX;
        int plateWidth = (int) Math.ceil(bounds.getWidth()) + 2 * PADDING_PX + 2;
        Rectangle plate = free(new Rectangle((int) x, (int) y, plateWidth, lineHeight));
        placed.add(plate);
        graphics.setColor(PLATE);
        graphics.fill(plate);
        graphics.setColor(colour);
        layout.draw(
                graphics, plate.x + PADDING_PX, plate.y + plate.height - PADDING_PX - (float) (0.12 * font.getSize()));
    }

    private Rectangle free(Rectangle wanted) {
        Rectangle best = inside(wanted);
        for (int i = 0; i < TRIES_MAX; i++) {
            int step = (i + 1) / 2 * (i % 2 == 0 ? -1 : 1);
            Rectangle candidate =
                    inside(new Rectangle(wanted.x, wanted.y + step * (wanted.height + 1), wanted.width, wanted.height));
            if (placed.stream().noneMatch(candidate::intersects)) {
                return candidate;
            }
        }
        return best;
    }

    private Rectangle inside(Rectangle r) {
        int x = Math.max(0, Math.min(r.x, width - r.width));
        int y = Math.max(0, Math.min(r.y, height - r.height));
        return new Rectangle(x, y, r.width, r.height);
    }
}
