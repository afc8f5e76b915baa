package io.huoyan.lab.synth;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which specimens are rendered, and from which ranges everything else is drawn.
 *
 * @param sidePx width and height of a picture, 64 to 2048
 * @param welds kinds of joints, one or more
 * @param materials one or more
 * @param lights one or more
 * @param defects those that are wanted; unless all are good, each kind of weld can have one of them
 * @param goodShare share of specimens without a defect, 0 … 1
 * @param curvedShare share of seams that are bent, 0 … 1
 * @param colourShare share of colour pictures, 0 … 1
 * @param jpegQuality 1 … 100: block artefacts as of a JPEG; 0 for none
 * @param ranges that differ from the published ones
 */
public record StudioPlan(
        int sidePx,
        List<WeldKind> welds,
        List<Material> materials,
        List<LightKind> lights,
        List<DefectKind> defects,
        double goodShare,
        double curvedShare,
        double colourShare,
        int jpegQuality,
        Map<Quantity, Range> ranges) {
    static final int SIDE_MIN_PX = 64;
    static final int SIDE_MAX_PX = 2048;
    /** Side where nothing else is asked for. */
    public static final int SIDE_USUAL_PX = 512;

    public StudioPlan {
        if (sidePx < SIDE_MIN_PX || sidePx > SIDE_MAX_PX) {
            throw new IllegalArgumentException(
                    "sidePx is " + sidePx + "; allowed are " + SIDE_MIN_PX + " to " + SIDE_MAX_PX);
        }
        if (welds.isEmpty() || materials.isEmpty() || lights.isEmpty()) {
            throw new IllegalArgumentException("welds are " + welds + ", materials " + materials + ", lights " + lights
                    + "; allowed is one or more of each");
        }
        share("goodShare", goodShare);
        share("curvedShare", curvedShare);
        share("colourShare", colourShare);
        if (jpegQuality < 0 || jpegQuality > 100) {
            throw new IllegalArgumentException("jpegQuality is " + jpegQuality + "; allowed are 0 to 100");
        }
        welds = List.copyOf(welds);
        materials = List.copyOf(materials);
        lights = List.copyOf(lights);
        defects = List.copyOf(defects);
        if (goodShare < 1) {
            checkFits(welds, defects);
        }
        EnumMap<Quantity, Range> copy = new EnumMap<>(Quantity.class);
        copy.putAll(ranges);
        copy.forEach(StudioPlan::allowed);
        ranges = copy;
    }

    /** The kinds of welds that can have one of these defects; all kinds where none can, or where all are good. */
    public static List<WeldKind> weldsFor(List<DefectKind> defects, double goodShare) {
        List<WeldKind> all = List.of(WeldKind.values());
        List<WeldKind> able =
                all.stream().filter(weld -> canHaveOneOf(defects, weld)).toList();
        return goodShare >= 1 || able.isEmpty() ? all : able;
    }

    private static boolean canHaveOneOf(List<DefectKind> defects, WeldKind weld) {
        return defects.stream().anyMatch(kind -> kind.fits(weld));
    }

    private static void checkFits(List<WeldKind> welds, List<DefectKind> defects) {
        for (WeldKind weld : welds) {
            if (!canHaveOneOf(defects, weld)) {
                throw new IllegalArgumentException("defects are "
                        + defects.stream().map(DefectKind::label).toList() + "; a weld of kind " + Choice.small(weld)
                        + " can have none of them; allowed for it are "
                        + DefectKind.of(weld).stream().map(DefectKind::label).toList());
            }
        }
    }

    private static void share(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " is " + value + "; allowed are 0 to 1");
        }
    }

    private static void allowed(Quantity quantity, Range range) {
        if (!(range.min() >= quantity.allowed().min())
                || !(range.max() <= quantity.allowed().max())) {
            throw new IllegalArgumentException(quantity.key() + " is " + range.min() + " to " + range.max()
                    + "; allowed are " + quantity.allowed().min() + " to "
                    + quantity.allowed().max());
        }
    }

    /** Everything that can be rendered, in the published ranges; half of it good. */
    public static StudioPlan everything(int sidePx) {
        return new StudioPlan(
                sidePx,
                List.of(WeldKind.values()),
                List.of(Material.values()),
                List.of(LightKind.values()),
                List.of(DefectKind.values()),
                0.5,
                0.3,
                0.5,
                0,
                Map.of());
    }

    /** What the specimen of a seed shows. */
    public SpecimenOrder order(long seed) {
        Dice dice = new Dice(seed).fork();
        WeldKind weld = welds.get(dice.below(welds.size()));
        Material material = materials.get(dice.below(materials.size()));
        LightKind light = lights.get(dice.below(lights.size()));
        List<DefectKind> fitting =
                defects.stream().filter(kind -> kind.fits(weld)).toList();
        boolean isGood = dice.chance(goodShare) || fitting.isEmpty();
        Optional<DefectKind> defect = isGood ? Optional.empty() : Optional.of(fitting.get(dice.below(fitting.size())));
        return new SpecimenOrder(weld, material, light, defect, weld.isSeam() && dice.chance(curvedShare));
    }

    float draw(Quantity quantity, Dice dice) {
        return (float) ranges.getOrDefault(quantity, quantity.published()).draw(dice);
    }
}
