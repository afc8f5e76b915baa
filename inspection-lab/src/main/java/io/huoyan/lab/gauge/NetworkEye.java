package io.huoyan.lab.gauge;

import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.catalog.DefectNames;
import io.huoyan.core.catalog.Recipe;
import io.huoyan.core.catalog.Standard;
import io.huoyan.core.catalog.Station;
import io.huoyan.core.catalog.View;
import io.huoyan.core.catalog.WeldPlan;
import io.huoyan.core.decode.CapturedImage;
import io.huoyan.core.decode.PixelFormat;
import io.huoyan.core.domain.CameraId;
import io.huoyan.core.domain.ResultId;
import io.huoyan.core.domain.VariantId;
import io.huoyan.core.infer.DefectDetector;
import io.huoyan.core.judge.Finding;
import io.huoyan.core.judge.Judge;
import io.huoyan.core.measure.Measurement;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.core.pipeline.InspectionPipeline;
import io.huoyan.lab.synth.RigPicture;
import io.huoyan.lab.synth.RigRenderer;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The whole way through the house, with a network in the loop: what a plant would get. */
public final class NetworkEye implements Eye {
    private final DefectDetector detector;
    private final Recipe recipe;
    private final DefectNames names;

    /** @param detector stays the caller's, who closes it after the last call */
    public NetworkEye(DefectDetector detector, Recipe recipe, DefectNames names) {
        this.detector = detector;
        this.recipe = recipe;
        this.names = names;
    }

    @Override
    public List<List<Measurement>> measure(RigPicture picture, long number) {
        Inspection inspection = inspect(picture, number);
        return picture.welds().stream()
                .map(weld -> inspection.welds().stream()
                        .filter(seen -> seen.weld().equals(weld.id()))
                        .findFirst()
                        .map(seen -> seen.measurements())
                        .orElse(List.of()))
                .toList();
    }

    @Override
    public List<List<Measurement>> measureFlaws(RigPicture picture, long number) {
        List<Finding> seen = inspect(picture, number).welds().stream()
                .filter(weld -> weld.weld().equals(picture.welds().get(0).id()))
                .flatMap(weld -> weld.findings().stream())
                .filter(finding -> !finding.sizes().isEmpty())
                .toList();
        return FlawMatch.inOrder(
                picture,
                seen.stream().map(Finding::outline).toList(),
                seen.stream().map(Finding::sizes).toList());
    }

    private Inspection inspect(RigPicture picture, long number) {
        VariantId variant = new VariantId("RIG");
        View view = new View(RigRenderer.VIEW, new CameraId("rig"), Optional.of(picture.calibration()));
        Station station = new Station(RigRenderer.STATION, Map.of(view.id(), view), recipe.id(), Duration.ofMinutes(1));
        Standard standard = new Standard(
                "RIG",
                "what a rig is judged by: nothing",
                new Standard.Scope(List.of("135", "21"), List.of("steel"), 0, 100),
                0,
                List.of(new Standard.Rule("rig", Judge.MISSING, "", Standard.Kind.INFORMATIVE, Optional.empty())));
        Catalog catalog = new Catalog(
                Map.of(variant, new WeldPlan(variant, picture.welds())),
                Map.of(station.id(), station),
                Map.of(recipe.id(), recipe),
                Map.of(standard.id(), standard),
                names,
                "rig");
        InspectionPipeline pipeline = new InspectionPipeline(
                catalog, Map.of(recipe.id(), detector), Clock.systemUTC(), () -> new ResultId("rig-" + number), "rig");
        ByteBuffer bytes = ByteBuffer.allocateDirect(picture.grey().length);
        bytes.put(picture.grey()).flip();
        return pipeline.inspect(
                new CapturedImage(
                        RigFrames.header(number),
                        PixelFormat.MONO8,
                        picture.widthPx(),
                        picture.heightPx(),
                        picture.widthPx(),
                        bytes),
                true);
    }

    @Override
    public String name() {
        return "network " + recipe.modelId() + " " + recipe.modelVersion();
    }
}
