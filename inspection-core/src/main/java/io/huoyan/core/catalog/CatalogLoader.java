package io.huoyan.core.catalog;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Reads a catalog folder. Without state, thread-safe. */
public final class CatalogLoader {
    /**
     * Labels of a network for the welds themselves; the other labels are those that {@code defects.yaml} gives a
     * meaning to.
     */
    private static final Set<String> WELD_LABELS = Set.of("seam", "spot");

    private CatalogLoader() {}

    /**
     * Reads {@code stations.yaml}, {@code recipes.yaml}, {@code defects.yaml}, {@code plans/*.yaml},
     * {@code plans/*.csv} and {@code standards/*.yaml} of a folder.
     *
     * @throws CatalogException if there is any fault; it names all of them
     */
    public static Catalog load(Path dir) {
        Faults faults = new Faults();
        CatalogFiles files = CatalogFiles.read(dir, faults);

        DefectsReader defects = new DefectsReader(faults);
        parse(files, "defects.yaml", faults, defects::read);
        StandardsReader standards = new StandardsReader(faults, defects.classes(), defects.names());
        files.below("standards", ".yaml")
                .keySet()
                .forEach(name -> parse(files, "standards/" + name + ".yaml", faults, standards::read));
        RecipesReader recipes = new RecipesReader(faults, labels(defects.names()));
        parse(files, "recipes.yaml", faults, recipes::read);
        StationsReader stations = new StationsReader(faults, recipes.ids());
        parse(files, "stations.yaml", faults, stations::read);

        PlanRules rules = new PlanRules(faults, stations, standards);
        PlanYamlReader yamlPlans = new PlanYamlReader(faults, rules);
        files.below("plans", ".yaml")
                .keySet()
                .forEach(name -> parse(files, "plans/" + name + ".yaml", faults, yamlPlans::read));
        PlanCsvReader csvPlans = new PlanCsvReader(faults, rules);
        files.below("plans", ".csv").forEach((name, text) -> csvPlans.read("plans/" + name + ".csv", name, text));

        faults.throwIfAny();
        return new Catalog(
                rules.plans(),
                stations.stations(),
                recipes.recipes(),
                standards.standards(),
                defects.names(),
                files.sha256());
    }

    private static void parse(CatalogFiles files, String file, Faults faults, Consumer<YamlSection> reader) {
        Optional.ofNullable(files.texts().get(file))
                .flatMap(text -> YamlSection.parse(file, text, CatalogFiles.FILE_BYTES_MAX, faults))
                .ifPresent(reader);
    }

    private static Set<String> labels(DefectNames defects) {
        Set<String> labels = new HashSet<>(WELD_LABELS);
        defects.entries().forEach(entry -> entry.modelLabel().ifPresent(labels::add));
        return labels;
    }
}
