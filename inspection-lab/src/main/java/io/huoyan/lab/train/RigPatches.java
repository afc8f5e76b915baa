package io.huoyan.lab.train;

import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.locate.LocatedWeld;
import io.huoyan.core.locate.Locator;
import io.huoyan.core.locate.Registration;
import io.huoyan.core.locate.WeldPatch;
import io.huoyan.lab.gauge.RigFrames;
import io.huoyan.lab.synth.RenderedPatch;
import io.huoyan.lab.synth.Rig;
import io.huoyan.lab.synth.RigPicture;
import io.huoyan.lab.synth.RigRenderer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Welds of the gauge's rendered rigs, cut out as the line cuts them, of which every pixel's truth is known. */
final class RigPatches {
    /** Side of a patch, pixels, as on the line. */
    static final int SIDE_PX = 192;

    /** By turns by lot; the easiest, whose beads are smooth, is met least. */
    private static final List<Rig> RIGS =
            List.of(Rig.flat(), Rig.flat(), Rig.coarse(), Rig.coarse(), Rig.hard(), Rig.hard(), Rig.plain());

    /** Share of pictures with pores in a seam and oval spot welds beside an edge. */
    private static final double FLAWED_SHARE = 0.25;

    private RigPatches() {}

    /** The patches of all welds of one picture, a pure function of the seed; those beyond its edges are left out. */
    static List<TrainingPicture> of(long seed, Outputs outputs) {
        SplittableRandom random = new SplittableRandom(seed);
        RigRenderer renderer = new RigRenderer(RIGS.get(random.nextInt(RIGS.size())));
        RigPicture picture = random.nextDouble() < FLAWED_SHARE ? renderer.renderFlawed(seed) : renderer.render(seed);
        double scale = RenderedPictures.pixelsPerWeldWidth(random);
        return cut(picture, scale, outputs);
    }

    static List<TrainingPicture> cut(RigPicture picture, double pixelsPerWeldWidth, Outputs outputs) {
        List<TrainingPicture> pictures = new ArrayList<>();
        try (MatScope scope = MatScope.open()) {
            Frame frame = RigFrames.frame(picture, 0, scope);
            Registration truth = new Registration(picture.pixelToPart(), 0, 0, 0, 0);
            for (LocatedWeld weld : Locator.cutOut(frame, truth, picture.welds(), pixelsPerWeldWidth, SIDE_PX, scope)
                    .welds()) {
                for (WeldPatch patch : weld.patches()) {
                    if (!patch.sourceBox().isEmpty()) {
                        pictures.add(labelled(picture, patch, pixelsPerWeldWidth, outputs));
                    }
                }
            }
        }
        return pictures;
    }

    private static TrainingPicture labelled(
            RigPicture picture, WeldPatch patch, double pixelsPerWeldWidth, Outputs outputs) {
        byte[] labels = new byte[SIDE_PX * SIDE_PX];
        byte[] known = new byte[SIDE_PX * SIDE_PX];
        for (int i = 0; i < labels.length; i++) {
            int patchRow = i / SIDE_PX;
            PixelPoint point = patch.toOriginal(i % SIDE_PX, patchRow);
            long column = Math.round(point.x());
            long row = Math.round(point.y());
            if (column >= 0 && column < picture.widthPx() && row >= 0 && row < picture.heightPx()) {
                labels[i] = picture.labels()[(int) (row * picture.widthPx() + column)];
                known[i] = RenderedPictures.ALL_KNOWN;
            }
        }
        byte[] bgr = Augmentation.bytes(patch.pixels());
        return RenderedPictures.of(new RenderedPatch(SIDE_PX, bgr, labels), known, pixelsPerWeldWidth, outputs);
    }
}
