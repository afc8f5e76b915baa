package io.huoyan.server.cli;

import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.catalog.CatalogLoader;
import io.huoyan.core.catalog.Recipe;
import io.huoyan.core.domain.RecipeId;
import io.huoyan.core.infer.DefectDetector;
import io.huoyan.core.infer.ModelDescription;
import io.huoyan.core.infer.ModelFolder;
import io.huoyan.core.infer.djl.TorchDetector;
import io.huoyan.core.infer.knowngood.KnownGood;
import io.huoyan.core.infer.knowngood.KnownGoodFile;
import io.huoyan.core.infer.knowngood.Memories;
import io.huoyan.core.pipeline.KeptPromise;
import io.huoyan.core.pipeline.PictureScore;
import io.huoyan.lab.dataset.LabelledSet;
import io.huoyan.lab.evaluate.BothExaminers;
import io.huoyan.lab.evaluate.Examiner;
import io.huoyan.lab.evaluate.MemoryExaminer;
import io.huoyan.lab.evaluate.ModelExaminer;
import io.huoyan.lab.evaluate.TaughtPictures;
import io.huoyan.server.app.RecipeDetectors;
import io.huoyan.server.app.ServerConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say who looks at labelled pictures. */
final class ExaminerOptions {
    @Mixin
    ServerOptions server;

    @Option(
            names = "--model",
            paramLabel = "ID[/V]",
            description = "Model, its newest version unless one is named (default: that of a named --recipe, else that"
                    + " which photographs of just the set's classes taught, else " + ModelChoice.PHOTOGRAPHS_MODEL
                    + ").")
    @Nullable
    String model;

    @Option(
            names = "--form",
            paramLabel = "FORM",
            description =
                    "Numeric form: fp32, bf16 or int8 (default: the recipe's; fp32 for a model that no recipe names).")
    @Nullable
    String form;

    @Option(
            names = "--known-good",
            paramLabel = "MEMORY",
            description = "Compare with good parts ('huoyan teach'); alone, or beside a --model that is named.")
    @Nullable
    Path knownGood;

    @Option(
            names = "--recipe",
            paramLabel = "ID",
            description =
                    "Recipe for limits, scale and form (default: the model's own; for one that no recipe names the first's"
                            + " limits, the model's thresholds, fp32, and a scale that it knows).")
    @Nullable
    String recipe;

    @Option(
            names = "--no-promise",
            description = "Verdicts without the promise that the model's folder may hold (promise.txt).")
    boolean isWithoutPromise;

    @Option(names = "--catalog", paramLabel = "DIR", description = "Catalog to judge by (default: the configured).")
    @Nullable
    Path catalogDir;

    /**
     * A model whose scores were taken.
     *
     * @param reading how
     */
    record Subject(Path folder, ModelDescription model, String reading) {}

    /** What was opened; the caller closes it. */
    final class Opened implements AutoCloseable {
        private final ServerConfiguration configuration;
        private final Catalog catalog;
        private final List<String> classes;
        private final List<DefectDetector> detectors = new ArrayList<>();
        private final boolean keepsPromise;
        private final Set<String> taught = new HashSet<>();
        private boolean tellsTaught = true;
        private Optional<Subject> subject = Optional.empty();

        private Opened(ServerConfiguration configuration, Catalog catalog, List<String> classes, boolean keepsPromise) {
            this.configuration = configuration;
            this.catalog = catalog;
            this.classes = classes;
            this.keepsPromise = keepsPromise;
        }

        /** The one that the options name. */
        Examiner examiner() throws IOException {
            if (knownGood == null) {
                return model(model);
            }
            KnownGood memory = KnownGoodFile.read(knownGood);
            noteTaught(memory);
            DefectDetector detector = detectorOf(memory, knownGood);
            MemoryExaminer alone = new MemoryExaminer(memory, detector, String.valueOf(knownGood.getFileName()));
            return model == null ? alone : new BothExaminers(model(model), alone);
        }

        /** The model that the options name, or the one for photographs. */
        DefectDetector detector() throws IOException {
            ModelFolder folder = folder(model);
            return open(folder.model().id(), folder.model().version(), form(recipe(folder)));
        }

        private ModelFolder folder(@Nullable String name) throws IOException {
            Optional<String> unnamed = name == null && recipe == null
                    ? new ModelChoice(configuration.modelsDir()).forPhotographs(classes)
                    : Optional.empty();
            String asked = unnamed.orElse(name);
            Recipe chosen = recipe();
            String id = asked == null ? chosen.modelId() : asked.replaceFirst("/.*", "");
            String version = asked == null ? chosen.modelVersion() : versionOf(asked, id);
            return ModelFolder.load(configuration.modelsDir(), id, version);
        }

        /**
         * The model that a memory was taught with: by the name it tells, any version with the same tensors.
         *
         * @param file of the memory
         */
        DefectDetector detectorOf(KnownGood memory, Path file) throws IOException {
            Path versions = configuration.modelsDir().resolve(memory.modelId());
            if (Files.isDirectory(versions)) {
                try (Stream<Path> folders = Files.list(versions)) {
                    for (Path folder : folders.filter(Files::isDirectory)
                            .filter(folder ->
                                    !String.valueOf(folder.getFileName()).startsWith("."))
                            .sorted()
                            .toList()) {
                        String version = String.valueOf(folder.getFileName());
                        ModelFolder found = ModelFolder.load(configuration.modelsDir(), memory.modelId(), version);
                        if (found.model().sha256().equals(memory.modelSha256())) {
                            return open(memory.modelId(), version, formOf(memory, file));
                        }
                    }
                }
            }
            throw new WrongInputException(file + " was taught with model " + memory.modelId() + " of sha256 "
                    + memory.modelSha256() + "; " + configuration.modelsDir() + " has none of it: teach again");
        }

        private String formOf(KnownGood memory, Path file) {
            if (form != null && memory.isOfAnotherForm(form)) {
                throw new WrongInputException("--form is " + form + "; " + file + " was taught in "
                        + memory.numericForm() + ": allowed is that, or teach again");
            }
            return form == null && !memory.numericForm().isEmpty() ? memory.numericForm() : form(recipe());
        }

        private DefectDetector open(String id, String version, String numericForm) {
            ModelFolder folder = ModelFolder.load(configuration.modelsDir(), id, version);
            DefectDetector detector = TorchDetector.open(
                    folder, numericForm, 1, configuration.dataDir().resolve("model-forms"));
            detectors.add(detector);
            return detector;
        }

        /** A model by name, or the one for photographs. */
        Examiner model(@Nullable String name) throws IOException {
            ModelFolder folder = folder(name);
            Recipe chosen = recipe(folder);
            RecipeDetectors.refuseWrongScale(chosen, folder.model());
            noteTaught(folder);
            DefectDetector detector = TorchDetector.open(
                    folder, form(chosen), 1, configuration.dataDir().resolve("model-forms"));
            detectors.add(detector);
            subject = Optional.of(
                    new Subject(folder.directory(), detector.model(), PictureScore.reading(detector, chosen)));
            Memories memories = Memories.load(
                    chosen.knownGood().map(configuration.modelsDir()::resolve),
                    chosen.reviewsUnlikeSeen() ? Optional.of(folder.directory()) : Optional.empty(),
                    detector.model());
            Optional<KeptPromise> promise =
                    keepsPromise ? KeptPromise.load(folder.directory(), chosen, detector) : Optional.empty();
            return new ModelExaminer(
                    catalog.with(chosen), chosen, detector, memories, promise, classes, SoftwareVersion.number());
        }

        /** By whose limits a model looks: the named recipe's, else its own one's, else the first's made to fit it. */
        private Recipe recipe(ModelFolder folder) {
            Recipe named = recipe();
            Optional<Recipe> itsOwn = new TreeMap<>(catalog.recipes())
                    .values().stream()
                            .filter(one -> one.modelId().equals(folder.model().id())
                                    && one.modelVersion().equals(folder.model().version()))
                            .findFirst();
            return recipe != null ? named : itsOwn.orElseGet(() -> ModelChoice.lookingWith(named, folder.model()));
        }

        /** What of the pictures that taught a model cannot be read is not known; whoever needs the file complains. */
        private void noteTaught(ModelFolder folder) {
            try {
                KnownGood seen = KnownGoodFile.read(folder.directory().resolve(Memories.SEEN_FILE));
                if (seen.modelSha256().equals(folder.model().sha256())) {
                    noteTaught(seen);
                } else {
                    tellsTaught = false;
                }
            } catch (IOException | IllegalArgumentException unknown) {
                tellsTaught = false;
            }
        }

        private void noteTaught(KnownGood memory) {
            memory.pictures().forEach(picture -> taught.add(picture.sha256()));
        }

        /**
         * Names of the pictures of a set that taught the models and memories that were opened, as far as they tell: a
         * memory its own, a model those of its {@code seen.memory}.
         */
        List<String> taught(LabelledSet set) {
            return TaughtPictures.of(set, taught);
        }

        /** Whether all models that were opened tell by which pictures they were taught. */
        boolean tellsTaught() {
            return tellsTaught;
        }

        /** The model that was opened last; empty if none was, or if scores are not its own but a memory's. */
        Optional<Subject> subject() {
            return knownGood == null ? subject : Optional.empty();
        }

        private String versionOf(String name, String id) throws IOException {
            if (name.contains("/")) {
                return name.substring(name.indexOf('/') + 1);
            }
            Path folder = configuration.modelsDir().resolve(id);
            if (!Files.isDirectory(folder)) {
                throw new WrongInputException("--model is " + name + "; there is no folder " + folder);
            }
            return new ModelChoice(configuration.modelsDir())
                    .newest(id)
                    .orElseThrow(() -> new WrongInputException(folder + " has no version of the model"));
        }

        private String form(Recipe chosen) {
            return form == null ? chosen.numericForm() : form;
        }

        private Recipe recipe() {
            RecipeId id = recipe == null ? new TreeSet<>(catalog.recipes().keySet()).first() : new RecipeId(recipe);
            Recipe found = catalog.recipes().get(id);
            if (found == null) {
                throw new WrongInputException("--recipe is " + id + "; the catalog has "
                        + new TreeSet<>(catalog.recipes().keySet()));
            }
            return found;
        }

        @Override
        public void close() {
            detectors.forEach(DefectDetector::close);
        }
    }

    /** @param classes names that the labelled set has */
    Opened open(List<String> classes) throws IOException {
        return open(classes, true);
    }

    /**
     * @param classes names that the labelled set has
     * @param keepsPromise whether verdicts keep the promise of the model's folder, unless the options say otherwise
     */
    Opened open(List<String> classes, boolean keepsPromise) throws IOException {
        ServerConfiguration configuration =
                server.configuration(Path.of("huoyan-data").toAbsolutePath()).changed(catalogDir, null, null, null);
        return new Opened(
                configuration,
                CatalogLoader.load(configuration.catalogDir()),
                classes,
                keepsPromise && !isWithoutPromise);
    }
}
