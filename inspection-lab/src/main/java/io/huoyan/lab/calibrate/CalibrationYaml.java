package io.huoyan.lab.calibrate;

import io.huoyan.core.domain.Lens;
import io.huoyan.core.domain.PlaneMap;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Calibrations as the catalog reads them. */
public final class CalibrationYaml {
    private static final double REGISTRATION_RESIDUAL_MAX_MM = 0.3;

    private CalibrationYaml() {}

    /**
     * The section {@code lens}, with the picture's size above it.
     *
     * @param pitch of the target: the lens does not depend on how well it is known, but the view that is calibrated by
     *     the same print does
     */
    public static String lens(LensCalibration calibration, Pitch pitch) {
        return "# Written by `huoyan calibrate lens`: " + figures(calibration) + "\n"
                + "widthPx: " + calibration.widthPx() + "\n"
                + "heightPx: " + calibration.heightPx() + "\n"
                + "rmsPx: " + number(calibration.rmsPx()) + "\n"
                + "target: " + pitch.target().word() + "\n"
                + "pitchMm: " + number(pitch.mm()) + "\n"
                + "targetRelativeUncertainty: " + number(pitch.relativeUncertainty()) + "\n"
                + section(calibration.lens(), "");
    }

    /**
     * The section {@code calibration} of a view, to be put into stations.yaml.
     *
     * @param targetRelative relative standard uncertainty of the target's pitch
     */
    public static String view(
            PlaneCalibration plane,
            int widthPx,
            int heightPx,
            double targetRelative,
            ExpectedUncertainty.PlaneRange range) {
        PlaneMap ideal = plane.map().ideal();
        String elements = Arrays.stream(ideal.pixelToMm())
                .mapToObj(element -> String.format(Locale.ROOT, "%.9e", element))
                .collect(Collectors.joining(", "));
        return "# Written by `huoyan calibrate plane`: corners " + number(plane.rmsPx())
                + " px (RMS) from where this puts them.\n"
                + "# Fiducials, by which each picture is registered, are to be added: {xMm, yMm, diameterMm}.\n"
                + "calibration:\n"
                + "  widthPx: " + widthPx + "\n"
                + "  heightPx: " + heightPx + "\n"
                + "  pixelToMm: [" + elements + "]\n"
                + "  scaleRelativeUncertainty: " + number(scaleRelative(plane)) + "\n"
                + "  registrationResidualMaxMm: " + REGISTRATION_RESIDUAL_MAX_MM + "\n"
                + "  fiducials: []\n"
                + section(plane.map().lens(), "  ")
                + "  pose:\n"
                + "    cameraXMm: " + number(plane.camera().x()) + "\n"
                + "    cameraYMm: " + number(plane.camera().y()) + "\n"
                + "    cameraHeightMm: " + number(plane.cameraHeightMm()) + "\n"
                + "    heightHalfRangeMm: " + number(range.heightMm()) + "\n"
                + "    tiltHalfRangeDeg: " + number(range.tiltDeg()) + "\n"
                + "    distortionResidualPx: " + number(plane.rmsPx() / Math.sqrt(2)) + "\n"
                + "    targetRelativeUncertainty: " + number(targetRelative) + "\n";
    }

    /** What the scatter of so many corners leaves of the scale: noise of one over the root of their number and span. */
    private static double scaleRelative(PlaneCalibration plane) {
        double[] x = plane.residuals().stream()
                .mapToDouble(residual -> residual.seen().x())
                .toArray();
        double mean = Arrays.stream(x).average().orElse(0);
        double squares =
                Arrays.stream(x).map(value -> (value - mean) * (value - mean)).sum();
        return plane.rmsPx() / Math.sqrt(squares);
    }

    private static String section(Lens lens, String indent) {
        return indent + "lens:\n"
                + line(indent, "fxPx", lens.fxPx())
                + line(indent, "fyPx", lens.fyPx())
                + line(indent, "cxPx", lens.cxPx())
                + line(indent, "cyPx", lens.cyPx())
                + line(indent, "k1", lens.k1())
                + line(indent, "k2", lens.k2())
                + line(indent, "p1", lens.p1())
                + line(indent, "p2", lens.p2())
                + line(indent, "k3", lens.k3());
    }

    private static String line(String indent, String name, double value) {
        return indent + "  " + name + ": " + number(value) + "\n";
    }

    private static String figures(LensCalibration calibration) {
        return String.format(
                Locale.ROOT,
                "%d shots, %.3f px (RMS), %.0f %% of the picture reached",
                calibration.shots().size(),
                calibration.rmsPx(),
                100 * calibration.coverage());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.6g", value);
    }
}
