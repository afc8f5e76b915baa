package io.huoyan.lab.train;

import io.huoyan.core.infer.DefectDetector;
import io.huoyan.core.infer.MasterTensors;
import io.huoyan.core.infer.ModelFolder;
import io.huoyan.core.infer.djl.NetworkDescription;
import io.huoyan.core.infer.djl.TorchDetector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * From trained tensors to a finished model folder: made in the work folder, moved to its place when all of it is there.
 */
final class Publication {
    private static final int JUDGED_SIDE_PX = 192;
    private static final String FORM = "fp32";
    /** For so many rendered patches that judge there is one picture of a rig, which has six to nine. */
    private static final int PATCHES_PER_RIG = 5;

    private final TrainingPlan plan;
    private final Outputs outputs;
    private final Path target;
    private final Path made;
    private final ModelFolderWriter writer;

    Publication(TrainingPlan plan, Outputs outputs, Path target) {
        this.plan = plan;
        this.outputs = outputs;
        this.target = target;
        this.made = plan.workDir().resolve("made").resolve(plan.id()).resolve(plan.version());
        this.writer = new ModelFolderWriter(made, TrainingPlan.BASE_WIDTH_STANDARD, outputs);
    }

    /** What the user may not expect of the thresholds: they are chosen on renders, learnt from or not. */
    static Optional<String> warnedOfThresholds(TrainingPlan plan) {
        boolean learnsRenders = plan.data().renderedPatches() > 0
                && (plan.data().photographs().isEmpty() || plan.data().photographShare() < 1);
        return learnsRenders
                ? Optional.empty()
                : Optional.of("the thresholds of the maps are chosen on rendered patches, though nothing rendered is"
                        + " learnt from; how they hold for photographs, 'huoyan evaluate' tells");
    }

    ModelFolder publish(MasterTensors tensors, Samples samples) {
        writer.write(tensors, Operating.start());
        try (DefectDetector detector =
                TorchDetector.open(load(), FORM, 1, plan.workDir().resolve("forms"))) {
            Evaluation evaluation = new Evaluation(detector);
            Operating operating = Operating.chosen(evaluation, rendered(HeldOut.CHOOSING_SEED));
            writer.write(tensors, operating);
            writer.writeGolden(detector);
            List<TrainingPicture> photographs = shownWhole(samples.watched());
            List<TrainingPicture> unseen = photographs.isEmpty() ? rendered(HeldOut.CHOOSING_SEED) : photographs;
            TrainingReport.write(
                    plan, History.open(plan.workDir(), Integer.MAX_VALUE).lines(), detector, unseen);
            NetworkDescription network = outputs.network(TrainingPlan.BASE_WIDTH_STANDARD);
            writer.writeCard(ModelCard.of(
                    plan,
                    network,
                    scores(evaluation, operating, rendered(HeldOut.JUDGING_SEED)),
                    scores(evaluation, operating, rigs()),
                    new ModelCard.Watched(
                            photographs.size(),
                            scores(evaluation, operating, photographs),
                            samples.takenForGood().values().stream()
                                    .mapToInt(count -> count)
                                    .sum())));
        }
        moveToTarget();
        return ModelFolder.load(plan.modelsDir(), plan.id(), plan.version());
    }

    private static List<LabelScore> scores(Evaluation evaluation, Operating operating, List<TrainingPicture> pictures) {
        return pictures.isEmpty()
                ? List.of()
                : evaluation.scores(pictures, operating.thresholds(), operating.minimumAreasPx());
    }

    private List<TrainingPicture> shownWhole(List<TrainingPicture> photographs) {
        Augmentation augmentation = new Augmentation(plan.schedule().cropSidePx());
        return photographs.stream().map(augmentation::whole).toList();
    }

    private List<TrainingPicture> rendered(long firstSeed) {
        return HeldOut.rendered(firstSeed, plan.judgedPatches(), JUDGED_SIDE_PX, outputs);
    }

    private List<TrainingPicture> rigs() {
        boolean isLearnt = plan.data().rigs().share() > 0;
        return isLearnt
                ? HeldOut.rigs((plan.judgedPatches() + PATCHES_PER_RIG - 1) / PATCHES_PER_RIG, outputs)
                : List.of();
    }

    private ModelFolder load() {
        return ModelFolder.load(plan.workDir().resolve("made"), plan.id(), plan.version());
    }

    private void moveToTarget() {
        try {
            Files.createDirectories(plan.modelsDir().resolve(plan.id()));
            try {
                Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException workFolderElsewhere) {
                moveAcross();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(made + ": the model is ready but cannot be moved to " + target, e);
        }
    }

    /** From another file system: beside the target first, under a name with a dot, which is no model's. */
    private void moveAcross() throws IOException {
        Path beside = target.resolveSibling("." + plan.version() + ".making");
        try {
            ModelVersion.remove(beside);
            ModelVersion.copy(made, beside);
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            ModelVersion.remove(beside);
        }
    }
}
