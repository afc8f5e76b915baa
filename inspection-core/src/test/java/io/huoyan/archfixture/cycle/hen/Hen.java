package io.huoyan.archfixture.cycle.hen;

import io.huoyan.archfixture.cycle.egg.Egg;

/** One half of a cycle of packages. */
public interface Hen {
    Egg lay();
}
