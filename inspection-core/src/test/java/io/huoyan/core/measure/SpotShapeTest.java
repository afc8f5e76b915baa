package io.huoyan.core.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.huoyan.core.catalog.WeldGeometry;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelBox;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.PlaneMap;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.Detection;
import io.huoyan.core.testkit.DrawnPicture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How oval an imprint is and how far it is from the sheet's edge, on pictures of known geometry. */
class SpotShapeTest {
    private static final int SIDE_PX = 260;
    private static final MmPoint CENTRE = new MmPoint(10, 13);
    private static final double MM_PER_PIXEL = 0.1;
    private static final PlaneMap MAP = PlaneMap.straightDown(MM_PER_PIXEL, new MmPoint(0, 0));
    private static final int PICTURES = 60;

    @Test
    void anOvalImprintIsAsOvalAsItWasDrawnAndARoundOneIsRound() {
        assertThat(ovality(0.10, 0.4, 1).value()).isCloseTo(0.10, within(0.006));
        assertThat(ovality(0.02, 1.9, 2).value()).isCloseTo(0.02, within(0.006));
        assertThat(ovality(0, 0, 3).value()).isBetween(0.0, 0.006);
        assertThat(ovality(0.10, 0.4, 1).unit()).isEqualTo(Measurement.Unit.ONE);
    }

    /** JCGM 100, 6.2: k = 2 should cover about 95 % of the errors. */
    @Test
    void theStatedUncertaintyOfOvalityCoversItsError() {
        Random random = new Random(5);
        int covered = 0;
        for (int i = 0; i < PICTURES; i++) {
            double truth = 0.15 * random.nextDouble();
            Measurement m = ovality(truth, 3 * random.nextDouble(), 100 + i);
            covered += Math.abs(m.value() - truth) <= 2 * m.standardUncertainty() ? 1 : 0;
        }
        assertThat(covered).isGreaterThanOrEqualTo((int) Math.ceil(0.93 * PICTURES));
    }

    @Test
    void theDistanceToTheSheetsEdgeIsThatToTheEdgeInThePictureNotToThatOfThePlan() {
        double x = CENTRE.x() + 6.3;
        for (double planned : new double[] {x - 1, x, x + 1}) {
            Measurement distance = edgeDistance(x, 60, planned).orElseThrow();
            assertThat(distance.value()).isCloseTo(6.3, within(0.05));
            assertThat(distance.standardUncertainty()).isBetween(0.05, 0.15);
        }
    }

    @Test
    void whereThePictureHasNoEdgeNothingIsSaidOfItsDistance() {
        double x = CENTRE.x() + 6.3;
        assertThat(edgeDistance(x, 100, x)).isEmpty();
        assertThat(edgeDistance(x, 60, x + 4)).isEmpty();
    }

    /** An ellipse's mean diameter and centre are as sure as a circle's: its shape is no noise. */
    @Test
    void anOvalImprintIsNoLessSureOfItsDiameterAndPlaceThanARoundOne() {
        for (Measurand measurand : List.of(Measurand.SPOT_DIAMETER, Measurand.SPOT_OFFSET)) {
            double round = edgeNoise(oval(0, 0.4, 3), measurand);
            assertThat(edgeNoise(oval(0.04, 0.4, 3), measurand))
                    .as("%s, round: %s", measurand, round)
                    .isLessThan(1.5 * round);
        }
    }

    /** Through a part of an ellipse goes a circle of another radius and centre. */
    @Test
    void anOvalImprintOfWhichAPartIsUnseenIsLessSureOfItsDiameterAndPlace() {
        for (double hiddenRad : new double[] {0.4, 0.6, 0.9}) {
            int covered = 0;
            for (int i = 0; i < 20; i++) {
                WeldMeasures measures = oval(0.08, 0.157 * i, 200 + i, hiddenRad);
                Measurement diameter =
                        measures.measurement(Measurand.SPOT_DIAMETER).orElseThrow();
                Measurement offset = measures.measurement(Measurand.SPOT_OFFSET).orElseThrow();
                covered += Math.abs(diameter.value() - 6) <= 2 * diameter.standardUncertainty() ? 1 : 0;
                covered += offset.value() <= 2 * offset.standardUncertainty() ? 1 : 0;
            }
            assertThat(covered).as("of 40, %s rad hidden", hiddenRad).isGreaterThanOrEqualTo(36);
        }
    }

    private static double edgeNoise(WeldMeasures measures, Measurand measurand) {
        return measures.measurement(measurand).orElseThrow().budget().stream()
                .filter(contribution -> contribution.name().equals("edge noise"))
                .mapToDouble(Contribution::standardUncertainty)
                .findFirst()
                .orElseThrow();
    }

    private static Measurement ovality(double ovality, double angle, long seed) {
        return oval(ovality, angle, seed).measurement(Measurand.SPOT_OVALITY).orElseThrow();
    }

    private static WeldMeasures oval(double ovality, double angle, long seed) {
        return oval(ovality, angle, seed, 0);
    }

    /** @param hiddenRad over so much to both sides of the x axis the sheet is as bright as the imprint */
    private static WeldMeasures oval(double ovality, double angle, long seed, double hiddenRad) {
        double longer = Math.sqrt((1 + ovality / 2) / (1 - ovality / 2));
        DrawnPicture.Distance ellipse = p -> {
            double along = (p.x() - CENTRE.x()) * Math.cos(angle) + (p.y() - CENTRE.y()) * Math.sin(angle);
            double across = (p.y() - CENTRE.y()) * Math.cos(angle) - (p.x() - CENTRE.x()) * Math.sin(angle);
            double q = Math.hypot(along / longer, across * longer);
            double gradient = Math.hypot(along / longer / longer, across * longer * longer) / Math.max(q, 1e-9);
            return (q - 3) / Math.max(gradient, 1e-9);
        };
        try (MatScope scope = MatScope.open()) {
            DrawnPicture picture = new DrawnPicture(SIDE_PX, SIDE_PX, MAP, 100)
                    .with(p -> Math.abs(Math.atan2(p.y() - CENTRE.y(), p.x() - CENTRE.x())) < hiddenRad ? -5 : 5, 150)
                    .with(ellipse, 150);
            return measure(picture, List.of(), seed, scope);
        }
    }

    /** The sheet ends at {@code edgeX}, with a dark line before the lower sheet's tone. */
    private static Optional<Measurement> edgeDistance(double edgeX, double shadowGrey, double plannedX) {
        try (MatScope scope = MatScope.open()) {
            DrawnPicture picture = new DrawnPicture(SIDE_PX, SIDE_PX, MAP, 100)
                    .with(DrawnPicture.disc(CENTRE, 6), 150)
                    .with(p -> Math.abs(p.x() - edgeX - 0.25) - 0.25, shadowGrey);
            List<MmPoint> planned = List.of(new MmPoint(plannedX, 0), new MmPoint(plannedX, 26));
            return measure(picture, planned, 8, scope).measurement(Measurand.SPOT_EDGE_DISTANCE);
        }
    }

    private static WeldMeasures measure(DrawnPicture picture, List<MmPoint> edge, long seed, MatScope scope) {
        List<PixelPoint> outline = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            double angle = 2 * Math.PI * i / 90;
            outline.add(
                    MAP.toPixel(new MmPoint(CENTRE.x() + 3.05 * Math.cos(angle), CENTRE.y() + 3.05 * Math.sin(angle))));
        }
        Scale scale = new Scale(MAP, Measurement.Unit.MM, 0, 0, 0, 0, 0, Optional.empty(), Optional.of(0.9));
        WeldSight sight = new WeldSight(
                picture.frame(0.9, 2, seed, scope),
                new PixelBox(0, 0, SIDE_PX, SIDE_PX),
                List.of(new Detection("spot", 0.9, outline, 2900)),
                1.25,
                scale);
        return new SpotRuler(new WeldGeometry.Spot(CENTRE, 6, edge)).measure(sight, scope);
    }
}
