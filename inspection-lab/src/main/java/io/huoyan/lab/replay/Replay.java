package io.huoyan.lab.replay;

import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.catalog.WeldPlan;
import io.huoyan.core.domain.FrameHeader;
import io.huoyan.core.domain.InvalidIdentifierException;
import io.huoyan.core.domain.RecipeId;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.domain.VisitId;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.core.pipeline.InspectionPipeline;
import io.huoyan.core.pipeline.VisitCloser;
import io.huoyan.core.pipeline.VisitResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Replays folders of pictures. Every picture ends as an inspection or as a failure with its reason; none is passed
 * over. Results are marked as simulated and go nowhere.
 */
public final class Replay {
    private static final double NS_PER_S = 1e9;

    private final Catalog catalog;
    private final InspectionPipeline pipeline;
    private final RecipeId recipeOfUnknown;
    private final Clock clock;

    /** Told after each picture. */
    @FunctionalInterface
    public interface ProgressListener {
        void replayed(int done, int all, ReplayedPicture picture);
    }

    /**
     * @param catalog that the pipeline works by
     * @param pipeline stays the caller's
     * @param recipeOfUnknown recipe for pictures of which nothing is known
     * @param clock closing times of visits
     */
    public Replay(Catalog catalog, InspectionPipeline pipeline, RecipeId recipeOfUnknown, Clock clock) {
        this.catalog = catalog;
        this.pipeline = pipeline;
        this.recipeOfUnknown = recipeOfUnknown;
        this.clock = clock;
    }

    /**
     * @param folder with pictures: with {@code manifest.csv} as cameras of the catalog sent them; without it, each
     *     whole and without calibration, sub-folders included
     * @throws IOException if the folder, its manifest or its truth cannot be read
     * @throws IllegalArgumentException if it holds no pictures, or its manifest or truth has faults
     */
    public ReplaySummary run(Path folder, ProgressListener listener) throws IOException {
        List<ReplayFolder.Item> items = ReplayFolder.items(folder);
        Optional<Truth> truth = Truth.of(folder);
        long beginNs = System.nanoTime();
        List<ReplayedPicture> pictures = new ArrayList<>(items.size());
        for (ReplayFolder.Item item : items) {
            ReplayedPicture picture = replayed(item);
            pictures.add(picture);
            listener.replayed(pictures.size(), items.size(), picture);
        }
        double seconds = (System.nanoTime() - beginNs) / NS_PER_S;
        List<VisitResult> visits = visits(items, pictures);
        return new ReplaySummary(
                folder.toString(), pictures, visits, truth.map(t -> Agreement.of(t, visits, pictures)), seconds);
    }

    private ReplayedPicture replayed(ReplayFolder.Item item) {
        try {
            Inspection inspection = item.inPlan()
                    ? pipeline.inspect(item.read(), true)
                    : pipeline.inspectWhole(item.read(), recipeOfUnknown, true);
            return ReplayedPicture.of(item, inspection);
        } catch (IOException | InvalidIdentifierException unreadable) {
            return ReplayedPicture.unreadable(item, "cannot be read: " + unreadable.getMessage());
        }
    }

    /** Whether nothing is known of a folder's pictures: it has no manifest. */
    public static boolean isPhotographs(Path folder) {
        return !Files.exists(folder.resolve(ReplayFolder.MANIFEST));
    }

    /** One stay of a vehicle at a station. */
    private record Stay(StationId station, VisitId visit, Vehicle vehicle) {}

    private List<VisitResult> visits(List<ReplayFolder.Item> items, List<ReplayedPicture> pictures) {
        Map<Stay, List<Inspection>> stays = new LinkedHashMap<>();
        for (int i = 0; i < items.size(); i++) {
            FrameHeader header = items.get(i).header();
            if (items.get(i).inPlan()
                    && catalog.plan(header.vehicle().variant()).isPresent()) {
                Stay stay = new Stay(header.station(), header.visit(), header.vehicle());
                List<Inspection> seen = stays.computeIfAbsent(stay, any -> new ArrayList<>());
                pictures.get(i).inspection().ifPresent(seen::add);
            }
        }
        List<VisitResult> results = new ArrayList<>();
        stays.forEach((stay, inspections) -> {
            WeldPlan plan = catalog.plan(stay.vehicle().variant()).orElseThrow();
            results.add(VisitCloser.close(
                    plan,
                    stay.station(),
                    stay.visit(),
                    stay.vehicle(),
                    inspections,
                    results.size() + 1L,
                    clock.instant()));
        });
        return results;
    }
}
