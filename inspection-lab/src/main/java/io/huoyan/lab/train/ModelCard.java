package io.huoyan.lab.train;

import io.huoyan.core.infer.djl.NetworkDescription;
import io.huoyan.lab.synth.Label;
import io.huoyan.lab.synth.RigRenderer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The text of {@code MODEL_CARD.md}: what a model learnt from and how well it sees. */
final class ModelCard {
    private final StringBuilder text = new StringBuilder();

    /**
     * Photographs that were never drawn, by which the checkpoint was chosen.
     *
     * @param pictures how many
     * @param scores empty if there are none
     * @param takenForGood of all photographs, learnt from or watched, those that count as good since nothing is
     *     labelled on them
     */
    record Watched(int pictures, List<LabelScore> scores, int takenForGood) {
        Watched {
            scores = List.copyOf(scores);
        }
    }

    /**
     * @param rendered scores on rendered patches
     * @param rigs scores on patches of rigs; empty if none were learnt from
     */
    static String of(
            TrainingPlan plan,
            NetworkDescription network,
            List<LabelScore> rendered,
            List<LabelScore> rigs,
            Watched watched) {
        ModelCard card = new ModelCard();
        card.head(plan, network);
        card.use(plan);
        card.data(plan);
        card.licence(plan);
        card.line("## What it sees");
        card.line(
                "Pixels: intersection over union, precision, recall. Things: connected regions; a true thing is found if a "
                        + "seen one overlaps it, a seen one is false if it overlaps no true one. A dash: there is none.");
        card.line("### Rendered patches\n\n" + plan.judgedPatches() + " patches, seeds from " + HeldOut.JUDGING_SEED
                + ", that neither the training nor the choice of thresholds has seen.");
        card.table(rendered);
        if (!rigs.isEmpty()) {
            card.line("### Rigs\n\nPatches of rendered rigs, seeds from " + HeldOut.JUDGING_RIG_SEED
                    + ". It learnt from pictures of the same kind (other seeds), and so do figures of `huoyan gauge`"
                    + " by its eyes tell of such pictures alone.");
            card.table(rigs);
        }
        if (!plan.data().photographs().isEmpty()) {
            card.photographs(plan, watched);
        }
        card.limits();
        return card.text.toString();
    }

    private void head(TrainingPlan plan, NetworkDescription network) {
        line("# " + plan.id() + " " + plan.version());
        line("A small convolutional network (`" + plan.start().architecture() + "`, width "
                + TrainingPlan.BASE_WIDTH_STANDARD + ", " + network.parameters()
                + " trained numbers) that gives each pixel of a "
                + "weld patch a probability per label: seam, spot, and the visible defects.");
    }

    private void use(TrainingPlan plan) {
        line("## Intended use");
        boolean isOfPhotographs = !plan.data().photographs().isEmpty();
        line("To find the labels below in "
                + (isOfPhotographs
                        ? "pictures like the photographs it learnt from (`huoyan evaluate DIR --model " + plan.id()
                                + "/" + plan.version() + "`)"
                        : "patches of welds, cut out and scaled as a recipe's locate stage cuts them")
                + ", and as the start of a further training (`huoyan train --from`). Not to accept welds by itself: which"
                + " station, material and light it is meant for, and who released it, is for whoever trained it to add"
                + " here.");
    }

    private void licence(TrainingPlan plan) {
        line("## Licence and status of the data");
        if (plan.data().renderedPatches() > 0) {
            line("- Rendered pictures: made by this project, no rights of others.");
        }
        for (Path folder : plan.data().photographs()) {
            line("- `" + folder.getFileName() + "`: **to be filled in** by whoever trained it: owner, licence, consent,"
                    + " whether pictures or tensors may leave the plant.");
        }
        if (plan.start().tensors() != null) {
            line("- What `" + place(plan.start().tensors()) + "` was learnt from: see the card of its model.");
        }
    }

    private void photographs(TrainingPlan plan, Watched watched) {
        line("### Photographs");
        if (watched.pictures() == 0) {
            line("None were kept for watching, so that nothing is known yet of how well it sees photographs.");
        } else {
            line(watched.pictures()
                    + " photographs of the part `train` that were not learnt from, but chose the checkpoint,"
                    + " at the middle of the sizes that were learnt; what their labels do not tell counts nowhere, and of"
                    + " boxes what was painted for them is the truth. The thresholds were chosen on rendered patches.");
            table(watched.scores());
        }
        if (watched.takenForGood() > 0) {
            line(watched.takenForGood()
                    + " photographs were taken for good welds because nothing is labelled on them.");
        }
        line("How many welds it misses or rejects, and how well it boxes, `huoyan evaluate DIR --model " + plan.id()
                + "/" + plan.version()
                + "` tells on pictures that neither taught nor chose anything. Those figures belong here.");
    }

    private void data(TrainingPlan plan) {
        TrainingPlan.Data data = plan.data();
        TrainingPlan.Schedule schedule = plan.schedule();
        line("## What it learnt from");
        if (data.renderedPatches() > 0) {
            line("- " + data.renderedPatches() + " patches of this project's renderer, seeds from " + data.seed()
                    + ".");
        }
        if (data.rigs().share() > 0) {
            line("- Patches of " + data.rigs().pictures() + " rendered rigs (flat, coarse, hard, plain; a quarter with"
                    + " pores), " + Math.round(100 * data.rigs().share()) + " % of the rendered pieces, seeds from "
                    + (RigRenderer.TRAINING_SEED_FIRST + data.seed()) + ".");
        }
        Path tensors = plan.start().tensors();
        if (tensors != null) {
            line("- Started from the tensors in `" + place(tensors) + "`; trained was "
                    + plan.start().part() + ".");
        }
        if (!data.photographs().isEmpty()) {
            line("- The part `train` of the photographs in "
                    + data.photographs().stream()
                            .map(folder -> "`" + folder.getFileName() + "`")
                            .collect(Collectors.joining(", "))
                    + ", " + Math.round(100 * data.effectivePhotographShare()) + " % of each batch.");
        }
        line("- " + schedule.steps() + " steps of " + schedule.batch() + " pieces of " + schedule.cropSidePx()
                + " px, AdamW, highest rate " + schedule.learningRate() + ", "
                + (plan.machine().isBfloat16() ? "bfloat16" : "32-bit") + " convolutions, "
                + machine(plan.machine()) + ". Seed " + data.seed() + ".");
        line("- Thresholds chosen on " + plan.judgedPatches() + " further rendered patches, seeds from "
                + HeldOut.CHOOSING_SEED + ".");
    }

    private static String machine(TrainingPlan.Machine machine) {
        return machine.device().isGpu() ? "on a GPU (" + machine.device() + ")" : machine.threads() + " thread(s)";
    }

    private void table(List<LabelScore> scores) {
        text.append("| label | IoU | precision | recall | true things | found | false | recall of things |\n");
        text.append("|---|---|---|---|---|---|---|---|\n");
        for (LabelScore score : scores) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s | %d | %d | %d | %s |%n",
                    score.label(),
                    share(score.intersectionOverUnion()),
                    share(score.pixelPrecision()),
                    share(score.pixelRecall()),
                    score.trueThings(),
                    score.foundThings(),
                    score.falseThings(),
                    share(score.thingRecall())));
        }
        text.append('\n');
    }

    private void limits() {
        line("## What it cannot see");
        line("- Heights and depths: undercut, convexity, throat and indentation are not in a picture from above.");
        line("- What is inside: nugget size, lack of fusion, inner pores.");
        line("- Anything but its " + Label.values().length + " labels; a patch with none of them is not thereby good.");
        line("- Defects much smaller than 3 px at the recipe's scale.");
        line(
                "- Figures on rendered patches say how well it knows the renderer, not how well it knows a plant: before a "
                        + "station goes live, judge it there on parts with known defects.");
    }

    /** File, version and name of a model, as far as a path has them; whose machine it lies on is nobody's business. */
    private static String place(Path file) {
        Path whole = file.toAbsolutePath().normalize();
        int names = whole.getNameCount();
        return whole.subpath(Math.max(0, names - 3), names).toString();
    }

    private static String share(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.3f", value);
    }

    private void line(String words) {
        text.append(words).append("\n\n");
    }
}
