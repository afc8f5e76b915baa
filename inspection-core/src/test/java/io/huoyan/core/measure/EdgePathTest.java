package io.huoyan.core.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which of the lines that a picture shows near a mask's edge is taken. */
class EdgePathTest {
    private static final int RAYS = 24;
    private static final int REACH = 16;
    private static final int MIDDLE = REACH;
    private static final double EDGE_PX = 100;

    /** A dark crease has two sides; where its inner side is the stronger one, the line does not change over to it. */
    @Test
    void anEdgeStaysOnOneSideOfACrease() {
        double[][] gradients = empty();
        for (int i = 0; i < RAYS; i++) {
            gradients[i][MIDDLE + 1] = 0.1;
            gradients[i][MIDDLE + 1 - 6] = i < RAYS / 3 ? -0.6 : -0.05;
        }

        EdgePath path = EdgePath.best(rays(0), gradients, REACH, false, EdgeTrace.Slope.RISING);

        assertThat(path.places()).containsOnly(MIDDLE);
        assertThat(path.gradients()[0][MIDDLE + 1 - 6]).isZero();
    }

    /** Grey falls outwards of a bright bead without a crease. */
    @Test
    void theWayThatIsNotPreferredIsTakenWhereTheEdgeGoesThatWay() {
        double[][] gradients = empty();
        for (double[] ray : gradients) {
            ray[MIDDLE + 1] = -0.2;
            ray[MIDDLE + 1 + 8] = 0.02;
        }

        EdgePath path = EdgePath.best(rays(0), gradients, REACH, false, EdgeTrace.Slope.RISING);

        assertThat(path.places()).containsOnly(MIDDLE);
    }

    /** At the round ends of a bead the mask's edge turns in by many pixels from one ray to the next. */
    @Test
    void theRoundEndsOfAShortBeadDoNotPullTheLineOffItsToe() {
        double[][] gradients = empty();
        for (double[] ray : gradients) {
            ray[MIDDLE + 1] = 0.1;
        }

        EdgePath path = EdgePath.best(rays(15), gradients, REACH, false, EdgeTrace.Slope.RISING);

        assertThat(path.places()).containsOnly(MIDDLE);
    }

    /** A mask of coarse pixels jumps to and fro beside a straight edge. */
    @Test
    void aRaggedMaskDoesNotBendAStraightEdge() {
        double[][] gradients = empty();
        List<EdgeTrace.Ray> rays = new ArrayList<>();
        for (int i = 0; i < RAYS; i++) {
            int jump = i % 3 == 0 ? 4 : 0;
            rays.add(new EdgeTrace.Ray(i, 0, 0, 1, EDGE_PX + jump * EdgeTrace.STEP_PX));
            gradients[i][MIDDLE + 1 - jump] = 0.1;
        }

        EdgePath path = EdgePath.best(rays, gradients, REACH, false, EdgeTrace.Slope.RISING);

        for (int i = 0; i < RAYS; i++) {
            assertThat(path.places()[i]).isEqualTo(MIDDLE - (i % 3 == 0 ? 4 : 0));
        }
    }

    /** The light on an imprint comes from one side: its rim may be brighter than the sheet here and darker there. */
    @Test
    void aClosedEdgeMayChangeItsWay() {
        double[][] gradients = empty();
        for (int i = 0; i < RAYS; i++) {
            gradients[i][MIDDLE + 1] = i < RAYS / 2 ? 0.1 : -0.1;
        }

        EdgePath path = EdgePath.best(rays(0), gradients, REACH, true, EdgeTrace.Slope.ANY);

        assertThat(path.places()).containsOnly(MIDDLE);
    }

    private static double[][] empty() {
        return new double[RAYS][2 * REACH + 3];
    }

    /** @param turnPx how far the mask's edge turns in per ray on the last four rays at both ends */
    private static List<EdgeTrace.Ray> rays(double turnPx) {
        List<EdgeTrace.Ray> rays = new ArrayList<>();
        for (int i = 0; i < RAYS; i++) {
            int fromEnd = Math.min(i, RAYS - 1 - i);
            rays.add(new EdgeTrace.Ray(i, 0, 0, 1, EDGE_PX - turnPx * Math.max(0, 4 - fromEnd)));
        }
        return rays;
    }
}
