package io.huoyan.archfixture.cycle.egg;

import io.huoyan.archfixture.cycle.hen.Hen;

/** The other half of a cycle of packages. */
public interface Egg {
    Hen hatch();
}
