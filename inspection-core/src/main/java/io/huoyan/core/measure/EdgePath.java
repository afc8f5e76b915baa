package io.huoyan.core.measure;

import java.util.Arrays;
import java.util.List;

/**
 * One place per ray that together are an edge.
 *
 * <p>Of all ways to choose one place per ray within the search range, the one with the largest sum of gradient
 * magnitudes is taken, steps between neighbours, straight on or along with the mask, whichever is the smaller, costing
 * {@value #STEP_COST} · Δpx² (dynamic programming, as in A. A. Amini, T. E. Weymouth, R. C. Jain, Using dynamic
 * programming for solving variational problems in vision, PAMI 12, 1990): an edge is a line, and a scratch beside it is
 * not. An edge of some length has the same side of a stripe all along it: where grey rises outwards and where it falls
 * are sought each for itself, and the better of both is taken, never now the one and now the other.
 *
 * @param places one per ray, from 0 at the near end of the search range
 * @param gradients those of the chosen way only, in the form in which they were given
 * @param worth sum of what the places count, less what the steps cost
 */
record EdgePath(int[] places, double[][] gradients, double worth) {
    static final double STEP_COST = 0.3;

    /** An edge at the end of the search range counts e to the minus this power of one at the mask's edge. */
    private static final double FAR_FALL = 5;

    /** An edge so far from where most rays have theirs counts 1/e, px. */
    private static final double COMMON_REACH_PX = 3;

    /** Which of an edge's gradients are looked at. */
    private enum Way {
        BOTH,
        RISING,
        FALLING;

        double of(double gradient) {
            return switch (this) {
                case BOTH -> gradient;
                case RISING -> Math.max(0, gradient);
                case FALLING -> Math.min(0, gradient);
            };
        }

        /** NaN stays. */
        double[][] of(double[][] gradients) {
            return this == BOTH
                    ? gradients
                    : Arrays.stream(gradients)
                            .map(ray -> Arrays.stream(ray).map(this::of).toArray())
                            .toArray(double[][]::new);
        }
    }

    /**
     * @param gradients of each ray at the places {@code −reach − 1 … reach + 1} about its expected edge; NaN where the
     *     picture ends
     * @param closed whether the last ray is also the neighbour of the first: a thing all around of which the light
     *     comes from one side, so that its edge may rise here and fall there
     */
    static EdgePath best(
            List<EdgeTrace.Ray> rays, double[][] gradients, int reach, boolean closed, EdgeTrace.Slope preferred) {
        double unit = strongest(gradients, preferred);
        if (closed) {
            return best(rays, gradients, reach, true, preferred, unit, Way.BOTH);
        }
        EdgePath rising = best(rays, gradients, reach, false, preferred, unit, Way.RISING);
        EdgePath falling = best(rays, gradients, reach, false, preferred, unit, Way.FALLING);
        return rising.worth >= falling.worth ? rising : falling;
    }

    private static EdgePath best(
            List<EdgeTrace.Ray> rays,
            double[][] gradients,
            int reach,
            boolean closed,
            EdgeTrace.Slope preferred,
            double unit,
            Way way) {
        int common = common(gradients, reach, preferred, way);
        double[][] own = way.of(gradients);
        int turn = closed ? rays.size() / 4 : 0;
        int length = rays.size() + 2 * turn;
        int states = 2 * reach + 1;
        double[] cost = new double[states];
        int[][] from = new int[length][states];
        long previousGrid = 0;
        for (int step = 0; step < length; step++) {
            int i = Math.floorMod(step - turn, rays.size());
            long gridNow = EdgeTrace.grid(rays.get(i));
            double[] next = new double[states];
            for (int j = 0; j < states; j++) {
                int best = 0;
                double bestCost = Double.POSITIVE_INFINITY;
                for (int k = 0; step > 0 && k < states; k++) {
                    double move = EdgeTrace.STEP_PX * leastMove(j - k, gridNow - previousGrid);
                    double total = cost[k] + STEP_COST * move * move;
                    if (total < bestCost) {
                        bestCost = total;
                        best = k;
                    }
                }
                from[step][j] = best;
                double worth = worth(own[i][j + 1], preferred);
                next[j] = (step > 0 ? bestCost : 0) - reward(worth, unit, j - reach - common);
            }
            cost = next;
            previousGrid = gridNow;
        }
        double least = Arrays.stream(cost).min().orElse(0);
        return new EdgePath(walkBack(cost, from, turn, rays.size()), own, -least);
    }

    private static double worth(double gradient, EdgeTrace.Slope preferred) {
        return Math.abs(gradient) * preferred.weight(gradient);
    }

    /**
     * From one ray to the next an edge may go on as far from the rays' starts as it was, or turn with the mask: a
     * ragged mask does not make a straight edge dear, nor the round end of a bead one that follows it.
     *
     * @param besideMask by how many places the path moves beside the mask's edge
     * @param ofMask by how many that edge moves itself
     */
    private static long leastMove(long besideMask, long ofMask) {
        return Math.min(Math.abs(besideMask + ofMask), Math.abs(besideMask));
    }

    /** Strong gradients count more, and so do places near the one that all rays have in common. */
    private static double reward(double worth, double unit, int offset) {
        if (Double.isNaN(worth) || unit <= 0) {
            return 0;
        }
        double far = offset * EdgeTrace.STEP_PX / COMMON_REACH_PX;
        return worth / unit * Math.exp(-far * far);
    }

    /**
     * How far from the mask's edge most rays have theirs, in steps. Gradients are averaged with their signs: what runs
     * along the edge stays, ripples and textures that cross it cancel.
     */
    private static int common(double[][] gradients, int reach, EdgeTrace.Slope preferred, Way way) {
        int best = 0;
        double most = 0;
        for (int offset = -reach; offset <= reach; offset++) {
            double sum = 0;
            for (double[] ray : gradients) {
                double gradient = ray[offset + reach + 1];
                sum += Double.isNaN(gradient) ? 0 : gradient;
            }
            double far = (double) offset / reach;
            double worth = worth(way.of(sum), preferred) * Math.exp(-FAR_FALL * far * far);
            if (worth > most) {
                most = worth;
                best = offset;
            }
        }
        return best;
    }

    private static int[] walkBack(double[] cost, int[][] from, int turn, int rays) {
        int best = 0;
        for (int j = 1; j < cost.length; j++) {
            best = cost[j] < cost[best] ? j : best;
        }
        int[] path = new int[rays];
        for (int step = from.length - 1; step >= 0; step--) {
            int i = step - turn;
            if (i >= 0 && i < rays) {
                path[i] = best;
            }
            best = from[step][best];
        }
        return path;
    }

    /** Median over the rays of the largest gradient on each: what an edge is worth in this trace. */
    private static double strongest(double[][] gradients, EdgeTrace.Slope preferred) {
        double[] largest = new double[gradients.length];
        for (int i = 0; i < largest.length; i++) {
            largest[i] = Arrays.stream(gradients[i])
                    .map(gradient -> worth(gradient, preferred))
                    .filter(worth -> !Double.isNaN(worth))
                    .max()
                    .orElse(0);
        }
        Arrays.sort(largest);
        return largest[largest.length / 2];
    }
}
