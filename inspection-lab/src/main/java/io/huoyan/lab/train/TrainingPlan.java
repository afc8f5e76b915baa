package io.huoyan.lab.train;

import io.huoyan.core.infer.ModelFolder;
import io.huoyan.core.infer.djl.LineUnet;
import io.huoyan.core.infer.djl.LiteUnet;
import io.huoyan.lab.synth.PatchRenderer;
import io.huoyan.lab.synth.RigRenderer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to train, from what, for how long.
 *
 * @param modelsDir folder of the models; the result is {@code modelsDir/id/version}
 * @param id the model's name
 * @param version the model's version; a folder that exists already is refused
 * @param workDir where checkpoints and the report are kept; a checkpoint there of the same plan is gone on from
 * @param data what is learnt from
 * @param schedule how long and how
 * @param machine what it may use
 * @param judgedPatches rendered patches by which thresholds are chosen, and as many others by which the model is judged
 * @param start what the tensors are before the first step
 */
public record TrainingPlan(
        Path modelsDir,
        String id,
        String version,
        Path workDir,
        Data data,
        Schedule schedule,
        Machine machine,
        int judgedPatches,
        Start start) {
    /** @throws io.huoyan.core.infer.ModelFolderException if the id or the version is no name for a folder */
    public TrainingPlan {
        ModelFolder.checkName("id", id);
        ModelFolder.checkName("version", version);
        if (judgedPatches < 1 || judgedPatches > JUDGED_PATCHES_MAX) {
            throw new IllegalArgumentException("judged patches are " + judgedPatches + "; allowed are 1 to "
                    + JUDGED_PATCHES_MAX + ", since thresholds are chosen by them");
        }
    }

    private static final int JUDGED_PATCHES_MAX = 100_000;

    /** How many rendered patches a model is judged by if nobody says otherwise. */
    public static final int JUDGED_PATCHES_STANDARD = 400;

    /** Channels, see {@code LiteUnet} and {@code LineUnet}. */
    public static final int BASE_WIDTH_STANDARD = 16;

    /**
     * @param renderedPatches how many different rendered patches are drawn from, 0 for none
     * @param rigs what is learnt of the gauge's rigs in place of rendered patches
     * @param photographs folders of labelled photographs; their part {@code train} is learnt from
     * @param photographShare share of each batch that is photographs, 0 to 1
     * @param watchedShare share of the photographs' sources that are kept for watching the training, below 1
     * @param seed of the first rendered patch and of everything drawn by lot
     */
    public record Data(
            int renderedPatches,
            Rigs rigs,
            List<Path> photographs,
            double photographShare,
            double watchedShare,
            long seed) {
        private static final int RENDERED_MAX = 1_000_000;

        /** Without rigs. */
        public Data(
                int renderedPatches, List<Path> photographs, double photographShare, double watchedShare, long seed) {
            this(renderedPatches, new Rigs(0, 0), photographs, photographShare, watchedShare, seed);
        }

        public Data {
            photographs = List.copyOf(photographs);
            if (renderedPatches < 0 || renderedPatches > RENDERED_MAX) {
                throw new IllegalArgumentException(
                        "rendered patches are " + renderedPatches + "; allowed are 0 to " + RENDERED_MAX);
            }
            if (!(photographShare >= 0 && photographShare <= 1)) {
                throw new IllegalArgumentException("photograph share is " + photographShare + "; allowed is 0 to 1");
            }
            if (!(watchedShare >= 0 && watchedShare < 1)) {
                throw new IllegalArgumentException("watched share is " + watchedShare + "; allowed is 0 to below 1");
            }
            if (seed < PatchRenderer.TRAINING_SEED_FIRST || seed + renderedPatches > HeldOut.CHOOSING_SEED) {
                throw new IllegalArgumentException("seeds of rendered patches are " + seed + " to "
                        + (seed + renderedPatches) + "; allowed are " + PatchRenderer.TRAINING_SEED_FIRST + " to "
                        + HeldOut.CHOOSING_SEED + ", the others are for sample sets and for judging");
            }
            if (renderedPatches == 0 && rigs.share() > 0) {
                throw new IllegalArgumentException("share of rigs is " + rigs.share()
                        + " of 0 rendered patches; allowed is 0, or at least one rendered patch");
            }
            if (renderedPatches == 0 && photographs.isEmpty()) {
                throw new IllegalArgumentException(
                        "there is nothing to learn from: neither rendered patches nor photographs");
            }
        }

        /** {@link #photographShare}, or what is forced when there is only one kind. */
        double effectivePhotographShare() {
            if (photographs.isEmpty()) {
                return 0;
            }
            return renderedPatches == 0 ? 1 : photographShare;
        }
    }

    /**
     * Seeds of their pictures are {@link RigRenderer#TRAINING_SEED_FIRST} and {@link Data#seed} and upwards.
     *
     * @param pictures how many different ones are drawn from, each with all its patches; 0 for none
     * @param share of the rendered pieces that are theirs, 0 to 1
     */
    public record Rigs(int pictures, double share) {
        private static final int PICTURES_MAX = 100_000;

        public Rigs {
            if (pictures < 0 || pictures > PICTURES_MAX) {
                throw new IllegalArgumentException(
                        "pictures of rigs are " + pictures + "; allowed are 0 to " + PICTURES_MAX);
            }
            if (!(share >= 0 && share <= 1) || (pictures == 0 && share > 0)) {
                throw new IllegalArgumentException("share of rigs is " + share + " from " + pictures
                        + " pictures; allowed is 0 to 1, and 0 without pictures");
            }
        }
    }

    /**
     * @param steps batches in all
     * @param batch pictures per batch
     * @param cropSidePx side of the square pieces that are learnt from, a multiple of 32
     * @param learningRate highest rate; it rises over the first steps and falls to nothing at the last
     * @param checkpointEverySteps steps between checkpoints, at which the watched photographs are looked at
     * @param patience checkpoints without an improvement after which the training ends early
     */
    public record Schedule(
            int steps, int batch, int cropSidePx, double learningRate, int checkpointEverySteps, int patience) {
        static final int CROP_MULTIPLE_PX = 32;
        private static final int CROP_MAX_PX = 2048;
        private static final int STEPS_MAX = 10_000_000;
        private static final int BATCH_MAX = 1024;

        public Schedule {
            if (steps < 1 || batch < 1 || checkpointEverySteps < 1 || patience < 1) {
                throw new IllegalArgumentException("steps, batch, steps between checkpoints and patience are " + steps
                        + ", " + batch + ", " + checkpointEverySteps + " and " + patience + "; allowed is 1 or more");
            }
            if (steps > STEPS_MAX || batch > BATCH_MAX) {
                throw new IllegalArgumentException("steps are " + steps + " and the batch " + batch
                        + "; allowed are at most " + STEPS_MAX + " and " + BATCH_MAX);
            }
            if (cropSidePx < CROP_MULTIPLE_PX || cropSidePx > CROP_MAX_PX || cropSidePx % CROP_MULTIPLE_PX != 0) {
                throw new IllegalArgumentException("crop side is " + cropSidePx + " px; allowed are multiples of "
                        + CROP_MULTIPLE_PX + " up to " + CROP_MAX_PX);
            }
            if (!(learningRate > 0 && learningRate < 1)) {
                throw new IllegalArgumentException(
                        "learning rate is " + learningRate + "; allowed is above 0 and below 1");
            }
        }
    }

    /**
     * @param threads threads of one training step on the processor
     * @param isBfloat16 whether convolutions are computed in bfloat16; slower than 32-bit for {@code lite0-levels},
     *     whose depthwise convolutions gain nothing from it
     * @param device what computes the steps
     */
    public record Machine(int threads, boolean isBfloat16, TrainingDevice device) {
        private static final int THREADS_MAX = 256;

        /** As many as this machine has processors, within what is allowed. */
        public static int threadsHere() {
            return Math.min(Runtime.getRuntime().availableProcessors(), THREADS_MAX);
        }

        /** The processor. */
        public Machine(int threads, boolean isBfloat16) {
            this(threads, isBfloat16, TrainingDevice.CPU);
        }

        public Machine {
            if (threads < 1 || threads > THREADS_MAX) {
                throw new IllegalArgumentException("threads are " + threads + "; allowed are 1 to " + THREADS_MAX);
            }
        }

        /** Most copies of the network that learn at once: one a thread; a GPU takes a batch as a whole. */
        int copies() {
            return device.isGpu() ? 1 : threads;
        }
    }

    /**
     * @param architecture of the network: {@code lite0-levels} or {@code line-unet}
     * @param tensors file of master tensors to start from: those of the same name and shape are taken, the others begin
     *     by lot; {@code null} to begin everything by lot
     * @param part what moves
     */
    public record Start(String architecture, @Nullable Path tensors, TrainedPart part) {
        private static final List<String> ARCHITECTURES = List.of(LiteUnet.NAME, LineUnet.NAME);

        public Start {
            if (!ARCHITECTURES.contains(architecture)) {
                throw new IllegalArgumentException(
                        "architecture is '" + architecture + "'; allowed are " + String.join(" and ", ARCHITECTURES));
            }
            if (architecture.equals(LineUnet.NAME) && part != TrainedPart.ALL) {
                throw new IllegalArgumentException("trained part is " + part + "; allowed for " + LineUnet.NAME
                        + " is ALL: it has no encoder that stays as it is");
            }
        }

        /** Of {@link LiteUnet}. */
        public Start(@Nullable Path tensors, TrainedPart part) {
            this(LiteUnet.NAME, tensors, part);
        }
    }
}
