package io.huoyan.core.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is put back onto an edge's line, and what stays because the edge does it. */
class EdgeTraceTest {
    private static final int STATIONS = 30;
    private static final int AT = 12;
    private static final double EDGE_PX = 20;
    private static final double MASK_PX = 21;
    private static final double GRAIN_PX = 0.1;

    @Test
    void twoStrayPlacesArePutBackOntoTheLineButNothingWasLocatedThere() {
        List<EdgeTrace.EdgePoint> cleaned = cleaned(found(2, 12, true));

        assertThat(cleaned).allMatch(point -> Math.abs(point.distancePx() - EDGE_PX) < 2 * GRAIN_PX);
        assertThat(notLocated(cleaned)).containsExactly(AT, AT + 1);
    }

    /** Three stations are 1.5 mm: a notch, which the least width of the seam must show. */
    @Test
    void threePlacesInARowAreWhatTheEdgeDoesAndStay() {
        List<EdgeTrace.EdgePoint> cleaned = cleaned(found(3, 12, true));

        for (int i = AT; i < AT + 3; i++) {
            assertThat(cleaned.get(i).distancePx()).isEqualTo(12);
            assertThat(cleaned.get(i).located()).isTrue();
        }
    }

    @Test
    void whatWasNotFoundBetweenLocatedPlacesIsPutOntoTheLineButIsNotLocated() {
        List<EdgeTrace.EdgePoint> cleaned = cleaned(found(2, MASK_PX, false));

        assertThat(cleaned).allMatch(point -> Math.abs(point.distancePx() - EDGE_PX) < 2 * GRAIN_PX);
        assertThat(notLocated(cleaned)).containsExactly(AT, AT + 1);
    }

    @Test
    void aLongerRowThatWasNotFoundStaysTheMasks() {
        List<EdgeTrace.EdgePoint> cleaned = cleaned(found(3, MASK_PX, false));

        assertThat(cleaned.get(AT + 1).distancePx()).isEqualTo(MASK_PX);
        assertThat(notLocated(cleaned)).containsExactly(AT, AT + 1, AT + 2);
    }

    @Test
    void aPlaceThatWasNotFoundLiesAsFarBesideTheMaskAsTheRestOfTheEdgeDoes() {
        List<EdgeTrace.EdgePoint> beside = EdgeTrace.besideMask(rays(), found(6, MASK_PX, false));

        assertThat(beside.get(AT).distancePx()).isEqualTo(EDGE_PX);
        assertThat(notLocated(beside)).containsExactly(AT, AT + 1, AT + 2, AT + 3, AT + 4, AT + 5);
        assertThat(beside.get(0).distancePx()).isEqualTo(EDGE_PX - GRAIN_PX);
    }

    @Test
    void anEdgeOfTheMaskIsNeverLocatedHoweverFarItIsMoved() {
        List<EdgeTrace.EdgePoint> moved = EdgeTrace.ofMask(rays(), 1.5);

        assertThat(moved).allMatch(point -> point.distancePx() == MASK_PX + 1.5 && !point.located());
        assertThat(moved.get(0).point().y()).isEqualTo(MASK_PX + 1.5);
    }

    @Test
    void aMasksRaggednessIsSmoothedAndANotchOfThreeStationsIsNot() {
        double[] edge = new double[STATIONS];
        for (int i = AT; i < AT + 3; i++) {
            edge[i] = 8;
        }
        edge[AT + 8] = 8;

        assertThat(SeamTracer.smooth(edge, 2)[AT + 1]).isEqualTo(8);
        assertThat(SeamTracer.smooth(edge, 2)[AT + 8]).isZero();
        assertThat(SeamTracer.smooth(edge, 8)[AT + 1]).isZero();
    }

    private static List<Integer> notLocated(List<EdgeTrace.EdgePoint> points) {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            if (!points.get(i).located()) {
                all.add(i);
            }
        }
        return all;
    }

    private static List<EdgeTrace.EdgePoint> cleaned(List<EdgeTrace.EdgePoint> found) {
        return EdgeTrace.onLine(rays(), found, EdgeTrace.line(found, false));
    }

    private static List<EdgeTrace.Ray> rays() {
        List<EdgeTrace.Ray> rays = new ArrayList<>();
        for (int i = 0; i < STATIONS; i++) {
            rays.add(new EdgeTrace.Ray(i, 0, 0, 1, MASK_PX));
        }
        return rays;
    }

    /** A straight edge with some grain and so many places in a row elsewhere. */
    private static List<EdgeTrace.EdgePoint> found(int other, double otherPx, boolean isLocated) {
        List<EdgeTrace.EdgePoint> found = new ArrayList<>();
        for (EdgeTrace.Ray ray : rays()) {
            int i = found.size();
            boolean isOther = i >= AT && i < AT + other;
            double px = isOther ? otherPx : EDGE_PX + (i % 3 - 1) * GRAIN_PX;
            found.add(new EdgeTrace.EdgePoint(ray.at(px), px, !isOther || isLocated));
        }
        return found;
    }
}
