package io.huoyan.core.catalog;

import io.huoyan.core.catalog.View.Fiducial;
import io.huoyan.core.domain.LensMap;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.PlaneMap;
import io.huoyan.core.domain.ViewMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the calibration of a view. */
final class CalibrationReader {
    private static final Range SIDE_PX = Range.of(16, 16_384);
    private static final Range ELEMENT = Range.of(-1e9, 1e9);
    private static final Range SCALE_UNCERTAINTY = Range.of(0, 0.1);
    private static final Range RESIDUAL_MM = Range.above(0, 100);
    private static final Range PLACE_MM = Range.of(-100_000, 100_000);
    private static final Range DIAMETER_MM = Range.above(0, 1000);
    private static final Range CAMERA_HEIGHT_MM = Range.above(0, 100_000);
    private static final Range HEIGHT_MM = Range.of(0, 100);
    private static final Range TILT_DEG = Range.of(0, 20);
    private static final Range RESIDUAL_MM_OR_NONE = Range.of(0, 100);
    private static final Range DISTORTION_RESIDUAL_PX = Range.of(0, 10);
    private static final int ELEMENTS = 9;
    private static final int FIDUCIALS_MIN = 2;

    private final Faults faults;

    CalibrationReader(Faults faults) {
        this.faults = faults;
    }

    Optional<View.Calibration> read(YamlSection section) {
        int before = faults.count();
        Optional<Integer> widthPx = section.integer("widthPx", SIDE_PX);
        Optional<Integer> heightPx = section.integer("heightPx", SIDE_PX);
        Optional<ViewMap> map = map(section, widthPx, heightPx);
        Optional<Double> uncertainty = section.number("scaleRelativeUncertainty", SCALE_UNCERTAINTY);
        Optional<Double> residualMm = section.number("registrationResidualMaxMm", RESIDUAL_MM);
        List<Fiducial> fiducials = fiducials(section, map, widthPx, heightPx);
        Optional<View.Pose> pose = pose(section);
        section.end();
        return faults.count() == before
                ? Optional.of(new View.Calibration(
                        widthPx.orElseThrow(),
                        heightPx.orElseThrow(),
                        map.orElseThrow(),
                        uncertainty.orElseThrow(),
                        fiducials,
                        residualMm.orElseThrow(),
                        pose))
                : Optional.empty();
    }

    private Optional<ViewMap> map(YamlSection section, Optional<Integer> widthPx, Optional<Integer> heightPx) {
        int before = faults.count();
        List<Double> elements = section.numbers("pixelToMm", ELEMENT);
        if (faults.count() != before) {
            return Optional.empty();
        }
        Place place = section.place("pixelToMm");
        if (elements.size() != ELEMENTS) {
            faults.add(place, "pixelToMm has " + elements.size() + " numbers; allowed are nine, row by row");
            return Optional.empty();
        }
        double[] m = elements.stream().mapToDouble(Double::doubleValue).toArray();
        if (widthPx.isPresent() && heightPx.isPresent() && isHorizonInPicture(m, widthPx.get(), heightPx.get())) {
            faults.add(
                    place, "pixelToMm puts the horizon of the plane into the picture; allowed is a plane seen whole");
            return Optional.empty();
        }
        if (determinant(m) * m[8] < 0) {
            faults.add(
                    place,
                    "pixelToMm is mirrored: x and y of the part's frame turn the other way round than those of the"
                            + " picture (determinant " + determinant(m) + "); allowed is a frame whose x runs along the"
                            + " picture's rows and whose y runs down them, determinant above 0");
            return Optional.empty();
        }
        try {
            PlaneMap plane = PlaneMap.ofPixelToMm(m);
            if (!section.has("lens")) {
                section.allow("lens");
                return Optional.of(plane);
            }
            return section.section("lens")
                    .flatMap(lens -> new LensReader(faults).read(lens, widthPx, heightPx))
                    .map(lens -> new LensMap(lens, plane));
        } catch (IllegalArgumentException e) {
            faults.add(place, "pixelToMm: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<View.Pose> pose(YamlSection calibration) {
        if (!calibration.has("pose")) {
            calibration.allow("pose");
            return Optional.empty();
        }
        int before = faults.count();
        return calibration.section("pose").flatMap(section -> {
            Optional<Double> x = section.number("cameraXMm", PLACE_MM);
            Optional<Double> y = section.number("cameraYMm", PLACE_MM);
            Optional<Double> cameraHeightMm = section.number("cameraHeightMm", CAMERA_HEIGHT_MM);
            Optional<Double> heightMm = section.number("heightHalfRangeMm", HEIGHT_MM);
            Optional<Double> tiltDeg = section.number("tiltHalfRangeDeg", TILT_DEG);
            double residualPx = section.numberOr("distortionResidualPx", DISTORTION_RESIDUAL_PX, 0);
            double target = section.numberOr("targetRelativeUncertainty", SCALE_UNCERTAINTY, 0);
            double repeatabilityMm = section.numberOr("repeatabilityMm", RESIDUAL_MM_OR_NONE, 0);
            List.of("distortionResidualPx", "targetRelativeUncertainty", "repeatabilityMm")
                    .forEach(section::allow);
            section.end();
            return faults.count() == before
                    ? Optional.of(new View.Pose(
                            new MmPoint(x.orElseThrow(), y.orElseThrow()),
                            cameraHeightMm.orElseThrow(),
                            heightMm.orElseThrow(),
                            tiltDeg.orElseThrow(),
                            residualPx,
                            target,
                            repeatabilityMm))
                    : Optional.empty();
        });
    }

    private static double determinant(double[] m) {
        return m[0] * (m[4] * m[8] - m[5] * m[7])
                - m[1] * (m[3] * m[8] - m[5] * m[6])
                + m[2] * (m[3] * m[7] - m[4] * m[6]);
    }

    private static boolean isHorizonInPicture(double[] m, int widthPx, int heightPx) {
        double right = widthPx - 1;
        double bottom = heightPx - 1;
        double[] w = {m[8], m[6] * right + m[8], m[7] * bottom + m[8], m[6] * right + m[7] * bottom + m[8]};
        for (double corner : w) {
            if (corner == 0 || corner > 0 != w[0] > 0) {
                return true;
            }
        }
        return false;
    }

    private List<Fiducial> fiducials(
            YamlSection section, Optional<ViewMap> map, Optional<Integer> widthPx, Optional<Integer> heightPx) {
        List<Fiducial> fiducials = new ArrayList<>();
        for (YamlSection one : section.sections("fiducials")) {
            Optional<Double> x = one.number("xMm", PLACE_MM);
            Optional<Double> y = one.number("yMm", PLACE_MM);
            Optional<Double> diameter = one.number("diameterMm", DIAMETER_MM);
            one.end();
            if (x.isEmpty() || y.isEmpty() || diameter.isEmpty()) {
                continue;
            }
            Fiducial fiducial = new Fiducial(new MmPoint(x.get(), y.get()), diameter.get());
            if (fiducials.stream().anyMatch(f -> f.centre().equals(fiducial.centre()))) {
                faults.add(one.place(), "fiducial at " + Places.shown(fiducial.centre()) + " is given twice");
            }
            if (map.isPresent() && widthPx.isPresent() && heightPx.isPresent()) {
                checkSeen(one.place(), fiducial, map.get(), widthPx.get(), heightPx.get());
            }
            fiducials.add(fiducial);
        }
        if (fiducials.size() == 1) {
            faults.add(
                    section.place("fiducials"),
                    "view has 1 fiducial; allowed are none, or " + FIDUCIALS_MIN + " and more");
        }
        return fiducials;
    }

    private void checkSeen(Place place, Fiducial fiducial, ViewMap map, int widthPx, int heightPx) {
        double radiusMm = fiducial.diameterMm() / 2;
        PixelPoint centre = map.toPixel(fiducial.centre());
        double radiusPx = radiusMm / map.mmPerPixel(centre);
        if (!Places.isInPicture(fiducial.centre(), radiusMm, map, widthPx, heightPx)) {
            faults.add(
                    place,
                    "fiducial at " + Places.shown(fiducial.centre()) + " lies at " + Places.shown(centre)
                            + "; allowed is within the picture of " + widthPx + " × " + heightPx + " px");
        } else if (radiusPx < Fiducial.RADIUS_MIN_PX) {
            faults.add(
                    place,
                    "fiducial at " + Places.shown(fiducial.centre()) + " has a radius of " + Places.shown(radiusPx)
                            + " px; allowed are " + Range.number(Fiducial.RADIUS_MIN_PX) + " px and more");
        }
    }
}
