package io.huoyan.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.catalog.Recipe;
import io.huoyan.core.catalog.Station;
import io.huoyan.core.catalog.View;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.ViewId;
import io.huoyan.core.infer.knowngood.KnownGood;
import io.huoyan.core.infer.knowngood.Likeness;
import io.huoyan.core.infer.knowngood.Memories;
import io.huoyan.server.ingest.TestFrames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** With the plans of the sample line. */
class RememberedWeldsTest {
    private static final Catalog CATALOG = TestFrames.catalog();
    private static final Station STATION =
            CATALOG.stations().values().iterator().next();
    private static final Recipe RECIPE = recipe();

    private static final List<String> WELDS = CATALOG.plans().values().stream()
            .flatMap(plan -> plan.weldsAt(STATION.id()).stream())
            .map(weld -> weld.id().value())
            .distinct()
            .sorted()
            .toList();

    @Test
    void aMemoryOfAWeldThatNoPlanHasIsRefusedByName() {
        assertThatThrownBy(() -> RememberedWelds.check(RECIPE, CATALOG, memories(WELDS.get(0), "NO-SUCH-WELD")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("recipe " + RECIPE.id() + ": knownGood good-parts has memories of NO-SUCH-WELD; allowed are"
                        + " welds of the catalog's plans, and picture for pictures without calibration: rename or"
                        + " remove the file");
    }

    @Test
    void weldsThatTheRecipeLooksAtAndHasNoMemoryOfAreTold() {
        String one = WELDS.get(1);

        assertThat(RememberedWelds.check(RECIPE, CATALOG, memories(one)))
                .isEqualTo(WELDS.stream().filter(weld -> !weld.equals(one)).toList());
        assertThat(RememberedWelds.check(RECIPE, CATALOG, memories(WELDS.toArray(String[]::new))))
                .isEmpty();
        assertThat(RememberedWelds.check(RECIPE, CATALOG, memories("picture"))).isEqualTo(WELDS);
    }

    /** Its pictures go through whole: nothing is compared by the name of a weld. */
    @Test
    void aViewWithoutCalibrationAsksForTheMemoryOfPictures() {
        Map<ViewId, View> views = STATION.views().values().stream()
                .collect(Collectors.toMap(View::id, view -> new View(view.id(), view.camera(), Optional.empty())));
        Map<StationId, Station> stations = new HashMap<>(CATALOG.stations());
        stations.put(STATION.id(), new Station(STATION.id(), views, STATION.recipe(), STATION.visitTimeout()));
        Catalog whole = new Catalog(
                CATALOG.plans(), stations, CATALOG.recipes(), CATALOG.standards(), CATALOG.defects(), CATALOG.sha256());

        assertThat(RememberedWelds.check(RECIPE, whole, memories(WELDS.get(0)))).containsExactly("picture");
        assertThat(RememberedWelds.check(RECIPE, whole, memories("picture"))).isEmpty();
    }

    @Test
    void ofManyNamesTheFirstTenAreTold() {
        List<String> eleven =
                Stream.iterate(1, i -> i + 1).limit(11).map(i -> "W" + i).toList();

        assertThat(RememberedWelds.named(eleven.subList(0, 10))).endsWith("W9, W10");
        assertThat(RememberedWelds.named(eleven)).endsWith("W9, W10 and 1 more");
    }

    private static Recipe recipe() {
        Recipe made = CATALOG.recipes().get(STATION.recipe());
        return new Recipe(
                made.id(),
                made.mode(),
                made.modelId(),
                made.modelVersion(),
                made.numericForm(),
                made.pixelsPerWeldWidth(),
                made.labelThresholds(),
                made.quality(),
                Optional.of("good-parts"),
                made.reviewsUnlikeSeen(),
                made.repairedSpotWithinMm(),
                made.keepsPromise());
    }

    private static Memories memories(String... welds) {
        float[] place = {1};
        KnownGood any = new KnownGood(
                KnownGood.Kind.PLACES,
                "fake",
                "0",
                false,
                new Likeness(new float[2], new float[2], new float[0], new float[0]),
                new KnownGood.Metric(new float[1], place),
                1,
                List.of(new KnownGood.GoodPicture(
                        "g.png", "0", new float[2], place, place, 0, KnownGood.Stretch.NONE, 1, 1)),
                1,
                0.05);
        return new Memories(
                Stream.of(welds).collect(Collectors.toMap(weld -> weld, weld -> any)), Optional.empty(), "");
    }
}
