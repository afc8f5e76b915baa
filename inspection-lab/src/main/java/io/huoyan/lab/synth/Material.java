package io.huoyan.lab.synth;

/** What a specimen's sheets are of, and how their surface scatters light. */
public enum Material {
    /** Cold-rolled steel: matt, a faint grain from the rolls. */
    ROLLED(Sheet.Finish.COLD_ROLLED, 1.25f, 0.85f, true),
    /** Ground or brushed steel: a strong grain, highlights drawn out across it. */
    BRUSHED(Sheet.Finish.BRUSHED, 1.9f, 0.55f, true),
    /** Hot-dip galvanised steel with spangle. */
    GALVANISED(Sheet.Finish.GALVANISED, 1, 1, true),
    /** Hot-rolled steel with mill scale: dark, blotched. */
    SCALED(Sheet.Finish.SCALED, 1, 1, true),
    /** Steel under paint or electrocoat: colour below, a clear film above. */
    PAINTED(Sheet.Finish.PAINTED, 1, 1, false),
    /** Rolled aluminium: bright, a long grain. */
    ALUMINIUM(Sheet.Finish.ALUMINIUM, 1.7f, 0.6f, true);

    private final Sheet.Finish finish;
    private final float acrossGrain;
    private final float alongGrain;
    private final boolean isMetal;

    Material(Sheet.Finish finish, float acrossGrain, float alongGrain, boolean isMetal) {
        this.finish = finish;
        this.acrossGrain = acrossGrain;
        this.alongGrain = alongGrain;
        this.isMetal = isMetal;
    }

    Sheet.Finish finish() {
        return finish;
    }

    /** The microfacets of the sheet: rougher across the grain than along it. */
    Reflection reflection(float grainAngle) {
        return isMetal ? Reflection.metal(alongGrain, acrossGrain, grainAngle) : Reflection.clearFilm();
    }
}
