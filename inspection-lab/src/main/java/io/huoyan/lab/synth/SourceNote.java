package io.huoyan.lab.synth;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Says where a sample set comes from and what it shows. */
record SourceNote(long seed, List<SampleSetPlan.Body> bodies, int pictures) {
    String text() {
        int welds = bodies.stream().mapToInt(body -> body.plan().welds().size()).sum();
        int bad = bodies.stream().mapToInt(body -> body.faults().size()).sum();
        long good = bodies.stream().filter(body -> body.faults().isEmpty()).count();
        Map<FaultKind, Integer> kinds = new TreeMap<>();
        bodies.forEach(body -> body.faults().values().forEach(kind -> kinds.merge(kind, 1, Integer::sum)));
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                """
                # Where this set comes from

                Every picture here was made by this project's own renderer; none is a photograph. Vehicles and VINs are invented.
                Licence: the project's.

                - made by `io.huoyan.lab.synth.SampleSetWriter`, seed %d, from `catalog/`; the same seed gives the same bytes
                - training uses seeds from %d on, so that no network has seen these scenes
                - %d vehicles, %d pictures of 1280 × 1024 px, grey; two cameras as JPEG (quality 92), the third as PNG
                - %d welds, %d of them bad, %d vehicles wholly good

                ## Truth

                `truth.json` has one entry per weld, lengths in mm in the part's frame of its view. A good weld is clearly within the
                limits of the catalog's standards, a bad one clearly outside; borderline welds are left out on purpose.

                - `SPOT_DIAMETER`: of a circle with the imprint's area, its edge the outer rim of the dark ring; `SPOT_OFFSET`: from the
                  nominal place
                - `SEAM_LENGTH`: along the nominal path, tip to tip, gaps left out; `SEAM_GAP`: the longest; widths and `SEAM_OFFSET`:
                  from toe to toe across the nominal path, leaving out 0.6 nominal widths at each rounded tip
                - a defect's `lengthMm` is its longest extent, `widthMm` its extent across that; of a missing weld or stretch, of what is
                  missing

                Each part lies up to 1 mm and 0.5° away from where it lay at calibration; the four fiducials tell.

                | fault | times |
                |---|---|
                """,
                seed,
                SampleSetWriter.SEED_END,
                bodies.size(),
                pictures,
                welds,
                bad,
                good));
        kinds.forEach((kind, times) -> text.append("| ")
                .append(kind.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .append(" | ")
                .append(times)
                .append(" |\n"));
        return text.toString();
    }
}
