package io.huoyan.core.pipeline;

import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.catalog.Recipe;
import io.huoyan.core.catalog.View;
import io.huoyan.core.catalog.Weld;
import io.huoyan.core.decode.CapturedImage;
import io.huoyan.core.decode.DecodeLimits;
import io.huoyan.core.decode.Decoders;
import io.huoyan.core.domain.FrameHeader;
import io.huoyan.core.domain.InspectionFailure;
import io.huoyan.core.domain.RecipeId;
import io.huoyan.core.domain.Result;
import io.huoyan.core.domain.ResultId;
import io.huoyan.core.domain.WeldId;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.DefectDetector;
import io.huoyan.core.infer.RememberingDetector;
import io.huoyan.core.infer.knowngood.Memories;
import io.huoyan.core.judge.Judge;
import io.huoyan.core.judge.PictureJudge;
import io.huoyan.core.locate.DriftWatch;
import io.huoyan.core.locate.Location;
import io.huoyan.core.quality.CheckResult;
import io.huoyan.core.quality.FrameChecks;
import io.huoyan.core.quality.SeenPicture;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From captured image to inspection. Thread-safe; each call works in its own {@code MatScope} and leaves no native
 * memory behind. Pure but for what is remembered of each camera's last pictures: no store, no orders, so that a replay
 * can never order a repair.
 */
public final class InspectionPipeline {
    /** Name of the one weld of a picture without calibration. */
    public static final WeldId WHOLE_PICTURE = new WeldId("picture");

    private static final Logger LOG = LoggerFactory.getLogger(InspectionPipeline.class);

    private final Assignments assignments;
    private final Map<RecipeId, Memories> memories;
    private final Map<RecipeId, KeptPromise> promises;
    private final Judge judge;
    private final PictureJudge pictureJudge;
    private final RecentPictures recentPictures = new RecentPictures();
    private final DriftWatch driftWatch = new DriftWatch();
    private final Consumer<DriftWatch.Warning> drifts;
    private final Outcomes outcomes;

    /**
     * @param catalog what the engineer wrote
     * @param detectors the network of each recipe; stays the caller's, who closes it after the last call
     * @param clock creation times
     * @param resultIds a new id for each inspection
     * @param softwareVersion of Huoyan, for the provenance
     */
    public InspectionPipeline(
            Catalog catalog,
            Map<RecipeId, DefectDetector> detectors,
            Clock clock,
            Supplier<ResultId> resultIds,
            String softwareVersion) {
        this(catalog, detectors, Map.of(), Map.of(), clock, resultIds, softwareVersion);
    }

    /**
     * The same, with what the recipes remember and promise.
     *
     * @param memories of each recipe; a recipe without any compares with nothing
     * @param promises of the recipes that keep one
     */
    public InspectionPipeline(
            Catalog catalog,
            Map<RecipeId, DefectDetector> detectors,
            Map<RecipeId, Memories> memories,
            Map<RecipeId, KeptPromise> promises,
            Clock clock,
            Supplier<ResultId> resultIds,
            String softwareVersion) {
        this(catalog, detectors, memories, promises, clock, resultIds, softwareVersion, warning -> {});
    }

    /**
     * The same, telling of cameras that drift.
     *
     * @param drifts told of each warning of {@link DriftWatch}, besides the log; never of a replay's pictures
     */
    public InspectionPipeline(
            Catalog catalog,
            Map<RecipeId, DefectDetector> detectors,
            Map<RecipeId, Memories> memories,
            Map<RecipeId, KeptPromise> promises,
            Clock clock,
            Supplier<ResultId> resultIds,
            String softwareVersion,
            Consumer<DriftWatch.Warning> drifts) {
        this.drifts = drifts;
        this.assignments = new Assignments(catalog, Map.copyOf(detectors));
        this.memories = Map.copyOf(memories);
        this.promises = Map.copyOf(promises);
        this.judge = new Judge(catalog.defects());
        this.pictureJudge = new PictureJudge(catalog);
        this.outcomes = new Outcomes(
                clock, resultIds, new Provenances(catalog, detectors, memories, promises, softwareVersion));
    }

    /**
     * Inspects one picture. Never throws for a bad picture or a bug of ours: both are a failure in the inspection, and
     * no weld of it is OK. A station, view or variant that the catalog does not hold is an
     * {@link InspectionFailure.InvalidField} that names the contract's field.
     *
     * @param isSimulated true for replays
     */
    public Inspection inspect(CapturedImage image, boolean isSimulated) {
        Draft draft = draft(image, isSimulated, assignments.recipeOf(image.header()));
        return atTheEdge(draft, scope -> {
            Result<Assignment> assignment = assignments.of(image.header());
            if (assignment instanceof Result.Failed<Assignment> failed) {
                return outcomes.failed(draft, failed.failure(), List.of(), Optional.empty(), scope);
            }
            return inspect(draft, ((Result.Success<Assignment>) assignment).value(), scope);
        });
    }

    /**
     * Inspects a picture of which no station or view is known, whole and without calibration. Like {@link #inspect} it
     * never throws.
     *
     * @param recipe which network and limits; one of the catalog's
     */
    public Inspection inspectWhole(CapturedImage image, RecipeId recipe, boolean isSimulated) {
        Draft draft = draft(image, isSimulated, assignments.knownRecipe(recipe));
        return atTheEdge(draft, scope -> inspectWhole(draft, assignments.recipe(recipe), scope));
    }

    /**
     * The outcome of a frame that is not inspected (now): every weld of its view is REVIEW. Of a late frame the picture
     * is kept as evidence, if it can be read.
     */
    public Inspection notInspected(CapturedImage image, InspectionFailure failure, boolean isSimulated) {
        Draft draft = draft(image, isSimulated, assignments.recipeOf(image.header()));
        List<Weld> welds = assignments.weldsOf(image.header());
        return atTheEdge(draft, scope -> {
            Optional<Frame> frame = failure instanceof InspectionFailure.Late
                    ? Outcomes.success(Decoders.decode(image, DecodeLimits.defaults(), scope))
                    : Optional.empty();
            return outcomes.failed(draft, failure, welds, frame, scope);
        });
    }

    /** The table of contents. */
    private Inspection inspect(Draft draft, Assignment task, MatScope scope) {
        StageClock clock = draft.clock();
        Result<Frame> decoded =
                clock.time("decode", () -> Decoders.decode(draft.image(), DecodeLimits.defaults(), scope));
        if (decoded instanceof Result.Failed<Frame> failed) {
            return outcomes.failed(draft, failed.failure(), task.welds(), Optional.empty(), scope);
        }
        Frame frame = ((Result.Success<Frame>) decoded).value();
        List<CheckResult> checks = clock.time("quality of frame", () -> check(draft, frame, task.recipe(), scope));
        if (!isFit(checks)) {
            return outcomes.unfit(draft, frame, task.welds(), checks, scope);
        }
        Optional<View.Calibration> calibration = task.view().calibration();
        if (calibration.isEmpty()) {
            return inspectWhole(draft, frame, checks, task.recipe(), task.detector(), scope);
        }
        WeldWay way = new WeldWay(frame, task, calibration.get(), judge, scope);
        Location location = clock.time("locate", way::locate);
        if (location instanceof Location.Unregistered lost) {
            return outcomes.unregistered(draft, frame, task.welds(), checks, lost, scope);
        }
        Location.Registered found = (Location.Registered) location;
        watchForDrift(draft, found, calibration.get());
        List<WeldWay.Checked> checked = clock.time("quality of welds", () -> way.check(found));
        List<WeldWay.Seen> seen = clock.time("infer", () -> way.look(checked, found));
        List<WeldWay.Measured> measured = clock.time("measure", () -> way.measure(seen, found));
        List<WeldWay.Judged> judged = clock.time("judge", () -> way.judge(measured));
        Familiarity familiarity = familiarity(frame, task.recipe(), task.detector(), scope);
        List<WeldWay.Judged> compared = clock.time("known good", () -> way.compare(judged, familiarity));
        Map<String, SpotSearch> searches =
                clock.time("search", () -> new SpotSearcher(way, familiarity).search(compared, found));
        List<WeldInspection> welds = clock.time("evidence", () -> way.keep(compared, searches));
        return outcomes.inspected(draft, true, welds, checks);
    }

    private void watchForDrift(Draft draft, Location.Registered found, View.Calibration calibration) {
        if (draft.isSimulated()) {
            return;
        }
        FrameHeader header = draft.image().header();
        driftWatch
                .add(header.frame().camera(), header.view(), found.registration(), calibration)
                .forEach(warning -> {
                    LOG.warn("{}", warning.message());
                    drifts.accept(warning);
                });
    }

    private Inspection inspectWhole(Draft draft, Recipe recipe, MatScope scope) {
        Result<Frame> decoded =
                draft.clock().time("decode", () -> Decoders.decode(draft.image(), DecodeLimits.defaults(), scope));
        if (decoded instanceof Result.Failed<Frame> failed) {
            return outcomes.failed(draft, failed.failure(), List.of(), Optional.empty(), scope);
        }
        Frame frame = ((Result.Success<Frame>) decoded).value();
        List<CheckResult> checks = draft.clock().time("quality of frame", () -> check(draft, frame, recipe, scope));
        if (!isFit(checks)) {
            return outcomes.unfitPicture(draft, frame, checks, scope);
        }
        return inspectWhole(draft, frame, checks, recipe, assignments.detector(recipe), scope);
    }

    private Inspection inspectWhole(
            Draft draft,
            Frame frame,
            List<CheckResult> checks,
            Recipe recipe,
            DefectDetector detector,
            MatScope scope) {
        DefectDetector eyes = rememberingWhereShownAgain(detector, recipe);
        PictureWay way = new PictureWay(frame, recipe, eyes, pictureJudge, scope);
        PictureWay.Seen seen = draft.clock().time("infer", way::look);
        PictureWay.Measured measured = draft.clock().time("measure", () -> way.measure(seen));
        PictureWay.Judged judged = draft.clock().time("judge", () -> way.judge(measured));
        Familiarity familiarity = familiarity(frame, recipe, eyes, scope);
        PictureWay.Judged compared =
                draft.clock().time("known good", () -> way.compare(judged, familiarity, WHOLE_PICTURE));
        Optional<KeptPromise> promise = Optional.ofNullable(promises.get(recipe.id()));
        PictureWay.Judged promised = draft.clock().time("promise", () -> way.promised(compared, promise));
        PictureWay.Judged doubted = draft.clock().time("own word", () -> way.doubted(promised));
        WeldInspection picture = draft.clock().time("evidence", () -> way.keep(doubted, WHOLE_PICTURE));
        return outcomes.inspected(draft, false, List.of(picture), checks);
    }

    /** The score of a promise may be read of the maps by which the picture was judged, and a doubt is of that score. */
    private DefectDetector rememberingWhereShownAgain(DefectDetector detector, Recipe recipe) {
        return promises.containsKey(recipe.id()) || detector.judges() ? new RememberingDetector(detector) : detector;
    }

    private Familiarity familiarity(Frame frame, Recipe recipe, DefectDetector detector, MatScope scope) {
        return new Familiarity(frame, detector, memories.getOrDefault(recipe.id(), Memories.none()), scope);
    }

    private List<CheckResult> check(Draft draft, Frame frame, Recipe recipe, MatScope scope) {
        SeenPicture picture = new SeenPicture(
                draft.image().header().frame(), draft.provenance().imageSha256());
        return FrameChecks.check(frame, recipe.quality(), picture, recentPictures.remember(picture), scope);
    }

    private static boolean isFit(List<CheckResult> checks) {
        return checks.stream().allMatch(CheckResult::fit);
    }

    private Draft draft(CapturedImage image, boolean isSimulated, Optional<Recipe> recipe) {
        return outcomes.draft(image, isSimulated, assignments.isCalibrated(image.header()), recipe);
    }

    /** The one place where a bug is caught: it becomes a failure that no weld is OK by. */
    private Inspection atTheEdge(Draft draft, Function<MatScope, Inspection> work) {
        try (MatScope scope = MatScope.open()) {
            return work.apply(scope);
        } catch (RuntimeException | LinkageError | OutOfMemoryError | StackOverflowError bug) {
            String frame = draft.image().header().frame().toString();
            LOG.error("frame {} could not be inspected", frame, bug);
            InspectionFailure failure = new InspectionFailure.Internal("frame " + frame + " could not be inspected: "
                    + bug.getClass().getSimpleName());
            return outcomes.broken(
                    draft, failure, assignments.weldsOf(draft.image().header()));
        }
    }
}
