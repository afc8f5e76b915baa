package io.huoyan.core.infer;

import java.util.List;
import java.util.OptionalDouble;

/**
 * All that one forward pass tells of one patch. Plain Java memory.
 *
 * @param maps class probabilities per pixel
 * @param features for comparing with good parts
 * @param flawed probability that the patch shows a weld that is not good, judged as a whole; empty if the network was
 *     not taught it
 * @param things boxed things, best first, each kind thinned to one of those that overlap by more than half; empty if
 *     the network was not taught to box things
 */
public record Sight(ProbabilityMaps maps, FeatureMap features, OptionalDouble flawed, List<SeenThing> things) {
    public Sight {
        things = List.copyOf(things);
        flawed.ifPresent(probability -> {
            if (!(probability >= 0 && probability <= 1)) {
                throw new IllegalArgumentException("probability of a flaw is " + probability + "; allowed is 0 to 1");
            }
        });
    }
}
