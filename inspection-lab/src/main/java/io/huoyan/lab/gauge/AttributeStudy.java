package io.huoyan.lab.gauge;

import java.util.List;

/**
 * Agreement of good-or-bad decisions with the truth (AIAG MSA, 4th edition, chapter III C): parts of a series against a
 * limit in its middle.
 *
 * @param decisions how many
 * @param reviews how many times nothing was decided; none of the other figures has them
 * @param kappa Cohen's, against the truth; NaN where all parts are alike and called alike
 * @param missRate share of the truly bad that were called good; NaN where none is bad
 * @param falseAlarmRate share of the truly good that were called bad; NaN where none is good
 * @param effectiveness share of the parts called rightly every time
 */
record AttributeStudy(
        int decisions, int reviews, double kappa, double missRate, double falseAlarmRate, double effectiveness) {
    /**
     * Calls of one part over all its repeats.
     *
     * @param reviews how many of its repeats were left to people
     */
    record Part(boolean isBad, List<Boolean> calledBad, int reviews) {
        Part {
            calledBad = List.copyOf(calledBad);
        }
    }

    static AttributeStudy of(List<Part> parts) {
        int[][] table = new int[2][2];
        int right = 0;
        for (Part part : parts) {
            part.calledBad().forEach(called -> table[part.isBad() ? 1 : 0][called ? 1 : 0]++);
            right +=
                    part.reviews() == 0 && part.calledBad().stream().allMatch(called -> called == part.isBad()) ? 1 : 0;
        }
        int bad = table[1][0] + table[1][1];
        int good = table[0][0] + table[0][1];
        int n = bad + good;
        double agreed = share(table[0][0] + table[1][1], n);
        double byChance = share(good, n) * share(table[0][0] + table[1][0], n)
                + share(bad, n) * share(table[0][1] + table[1][1], n);
        double kappa = bad > 0 && good > 0 ? (agreed - byChance) / (1 - byChance) : Double.NaN;
        return new AttributeStudy(
                n,
                parts.stream().mapToInt(Part::reviews).sum(),
                kappa,
                share(table[1][0], bad),
                share(table[0][1], good),
                share(right, parts.size()));
    }

    private static double share(int part, int of) {
        return of == 0 ? Double.NaN : (double) part / of;
    }
}
