package io.huoyan.server.cli;

import io.huoyan.core.domain.MmPoint;
import io.huoyan.lab.calibrate.CalibrationException;
import io.huoyan.lab.calibrate.CalibrationReport;
import io.huoyan.lab.calibrate.CalibrationYaml;
import io.huoyan.lab.calibrate.DistinctShots;
import io.huoyan.lab.calibrate.ExpectedUncertainty;
import io.huoyan.lab.calibrate.LensCalibration;
import io.huoyan.lab.calibrate.LensFile;
import io.huoyan.lab.calibrate.Pitch;
import io.huoyan.lab.calibrate.PlaneCalibration;
import io.huoyan.lab.calibrate.Shot;
import io.huoyan.lab.calibrate.Target;
import io.huoyan.lab.calibrate.TargetFinder;
import io.huoyan.lab.calibrate.TargetSheet;
import io.huoyan.lab.dataset.PictureFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code huoyan calibrate}. */
@Command(
        name = "calibrate",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        header = "From a printed target to millimetres: the lens of a camera, the weld plane of a view.",
        description = {
            "",
            "1. Print the target at 100 %%, glue it to something flat, measure its pitch over many squares.",
            "2. Take 10 to 20 shots of it with the line's camera, focus and aperture locked: near and far, tilted by about",
            "   30° four ways, reaching every corner of the picture. 'lens' makes the lens of them, or says which to add.",
            "3. Lay the target into the plane of the welds, take one shot. 'plane' makes the view's calibration of it."
        },
        subcommands = {CalibrateCommand.Print.class, CalibrateCommand.OfLens.class, CalibrateCommand.OfPlane.class},
        footer = {
            "",
            "Examples:",
            "  huoyan calibrate target target.pdf",
            "  huoyan calibrate lens shots --pitch 16.02 --out cam-1",
            "  huoyan calibrate plane in-place.png --lens cam-1/lens.yaml --pitch 16.02 --at 120,35 --angle 90 --out left-sill"
        })
final class CalibrateCommand extends CommandGroup {
    /** Which sheet. */
    static final class Sheet {
        @Option(
                names = "--target",
                paramLabel = "SIZE",
                defaultValue = "a4",
                description = "Target: a4 or a3 (default: ${DEFAULT-VALUE}).")
        String target;

        Target target() {
            return Target.named(target);
        }
    }

    /** The sheet that was printed. */
    static final class PrintedTarget {
        @Mixin
        Sheet sheet;

        @Option(
                names = "--pitch",
                paramLabel = "MM",
                required = true,
                description = "Side of a square as measured on this very print, over many squares.")
        double pitchMm;

        @Option(
                names = "--pitch-uncertainty",
                paramLabel = "SHARE",
                description = "Relative standard uncertainty of that. 'lens' keeps it in lens.yaml (default: "
                        + Pitch.UNCERTIFIED
                        + ", an uncertified print); 'plane' takes it from there where target and pitch are the same, and adds"
                        + " it to what is not known of lengths.")
        @Nullable
        Double uncertainty;

        /** @param usual relative standard uncertainty where none is given */
        Pitch pitch(double usual) {
            return new Pitch(sheet.target(), pitchMm, uncertainty == null ? usual : uncertainty);
        }
    }

    /** {@code huoyan calibrate target}. */
    @Command(name = "target", mixinStandardHelpOptions = true, header = "Print a ChArUco target to scale, as PDF.")
    static final class Print implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Parameters(paramLabel = "FILE", description = "The PDF to write.")
        Path file;

        @Mixin
        Sheet sheet;

        @Override
        public Integer call() throws IOException {
            Target printed = sheet.target();
            TargetSheet.write(printed, file);
            spec.commandLine()
                    .getOut()
                    .printf(
                            Locale.ROOT,
                            "%s: %d × %d squares of %.0f mm; print at 100 %%, then measure the pitch%n",
                            file,
                            printed.columns(),
                            printed.rows(),
                            printed.pitchMm());
            return ExitCodes.DONE;
        }
    }

    /** {@code huoyan calibrate lens}. */
    @Command(
            name = "lens",
            mixinStandardHelpOptions = true,
            header = "Focal length, principal point and distortion from a folder of shots.")
    static final class OfLens implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Mixin
        JsonOutput json;

        @Mixin
        PrintedTarget printed;

        @Parameters(paramLabel = "SHOTS", description = "Folder of pictures of the target.")
        Path shots;

        @Option(names = "--out", paramLabel = "DIR", required = true, description = "Where lens.yaml and report go.")
        Path out;

        @Override
        public Integer call() throws IOException {
            Pitch pitch = printed.pitch(Pitch.UNCERTIFIED);
            TargetFinder finder = new TargetFinder(pitch.target());
            List<Path> files = PictureFiles.in(shots);
            if (files.isEmpty()) {
                throw new WrongInputException(shots + " is no folder, or has no picture (PNG, JPEG, BMP, TIFF)");
            }
            List<Shot> found = new ArrayList<>();
            List<String> leftOut = new ArrayList<>();
            PrintWriter people = json.people(spec);
            try (TerminalProgress bar =
                    TerminalProgress.onStandardError("shots", spec.commandLine().getErr())) {
                for (Path file : files) {
                    try {
                        found.add(finder.find(file));
                    } catch (CalibrationException unusable) {
                        leftOut.add(String.valueOf(unusable.getMessage()));
                    }
                    bar.at(found.size(), files.size(), String.valueOf(file.getFileName()));
                }
            }
            DistinctShots.of(found).leftOut().forEach(repeat -> leftOut.add(repeat.toString()));
            leftOut.forEach(why -> people.println("left out: " + why));
            LensCalibration lens = LensCalibration.of(found, pitch);
            Files.createDirectories(out);
            Files.writeString(out.resolve("lens.yaml"), CalibrationYaml.lens(lens, pitch));
            CalibrationReport.write(lens, out.resolve("lens.html"));
            people.printf(
                    Locale.ROOT,
                    "%d shots, %d corners: %.3f px (RMS); focal length %.1f px, known to %.2f %%; %.0f %% of the picture"
                            + " reached%n%s%n%s%n",
                    lens.shots().size(),
                    lens.residuals().size(),
                    lens.rmsPx(),
                    lens.lens().fxPx(),
                    100 * lens.focalRelativeUncertainty(),
                    100 * lens.coverage(),
                    out.resolve("lens.yaml"),
                    out.resolve("lens.html"));
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("shots", lens.shots().size());
            members.put("leftOut", leftOut);
            members.put("corners", lens.residuals().size());
            members.put("rmsPx", lens.rmsPx());
            members.put("fxPx", lens.lens().fxPx());
            members.put("focalRelativeUncertainty", lens.focalRelativeUncertainty());
            members.put("coverage", lens.coverage());
            json.write(spec, members);
            return ExitCodes.DONE;
        }
    }

    /** {@code huoyan calibrate plane}. */
    @Command(
            name = "plane",
            mixinStandardHelpOptions = true,
            header = "A view's map from pixels to millimetres, from one shot of the target in the plane of the welds.")
    static final class OfPlane implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Mixin
        JsonOutput json;

        @Mixin
        PrintedTarget printed;

        @Parameters(paramLabel = "SHOT", description = "Picture of the target in the plane of the welds.")
        Path file;

        @Option(names = "--lens", paramLabel = "FILE", required = true, description = "lens.yaml of 'calibrate lens'.")
        Path lensFile;

        @Option(
                names = "--at",
                paramLabel = "X,Y",
                split = ",",
                description = "Outer corner of the target's first square in the part's frame, mm (default: 0,0).")
        @Nullable
        List<Double> at;

        @Option(
                names = "--angle",
                paramLabel = "DEG",
                defaultValue = "0",
                description = "Turn of its long side from the frame's x towards y (default: ${DEFAULT-VALUE}).")
        double angleDeg;

        @Option(
                names = "--height-range",
                paramLabel = "MM",
                defaultValue = "1",
                description =
                        "Welds may lie so much nearer or farther than the target did (default: ${DEFAULT-VALUE}).")
        double heightMm;

        @Option(
                names = "--tilt-range",
                paramLabel = "DEG",
                defaultValue = "1",
                description = "Their plane may be tilted by so much (default: ${DEFAULT-VALUE}).")
        double tiltDeg;

        @Option(names = "--out", paramLabel = "DIR", required = true, description = "Where calibration.yaml goes.")
        Path out;

        @Override
        public Integer call() throws IOException {
            var placement = new PlaneCalibration.Placement(origin(), angleDeg);
            LensFile lens = LensFile.read(lensFile);
            Pitch pitch = printed.pitch(lens.uncertaintyOf(printed.sheet.target(), printed.pitchMm));
            Shot shot = new TargetFinder(pitch.target()).find(file);
            if (shot.widthPx() != lens.widthPx() || shot.heightPx() != lens.heightPx()) {
                throw new WrongInputException(file + " is " + shot.widthPx() + " × " + shot.heightPx()
                        + " px; the lens holds for " + lens.widthPx() + " × " + lens.heightPx());
            }
            var range = new ExpectedUncertainty.PlaneRange(heightMm, tiltDeg);
            PlaneCalibration plane = PlaneCalibration.of(shot, lens.lens(), pitch, placement);
            List<ExpectedUncertainty.Place> expected = ExpectedUncertainty.over(
                    plane, shot.widthPx(), shot.heightPx(), pitch.relativeUncertainty(), range);
            Files.createDirectories(out);
            Files.writeString(
                    out.resolve("calibration.yaml"),
                    CalibrationYaml.view(plane, shot.widthPx(), shot.heightPx(), pitch.relativeUncertainty(), range));
            CalibrationReport.write(plane, expected, shot.widthPx(), shot.heightPx(), out.resolve("plane.html"));
            report(plane, expected, pitch);
            return ExitCodes.DONE;
        }

        private MmPoint origin() {
            if (at == null) {
                return new MmPoint(0, 0);
            }
            if (at.size() != 2) {
                throw new WrongInputException("--at has " + at.size() + " numbers; needed are two, X,Y in mm");
            }
            return new MmPoint(at.get(0), at.get(1));
        }

        private void report(PlaneCalibration plane, List<ExpectedUncertainty.Place> expected, Pitch pitch)
                throws IOException {
            double least = expected.stream()
                    .mapToDouble(ExpectedUncertainty.Place::expandedMm)
                    .min()
                    .orElse(0);
            double most = expected.stream()
                    .mapToDouble(ExpectedUncertainty.Place::expandedMm)
                    .max()
                    .orElse(0);
            json.people(spec)
                    .printf(
                            Locale.ROOT,
                            "%.3f px (RMS) over %d corners; camera %.0f mm above (%.1f, %.1f) mm, tilted by %.1f°%n"
                                    + "expected of %.0f mm over the field: U = %.3f to %.3f mm (k = 2), target known to"
                                    + " %.3g %%, before the weld's own edges%n%s: put it under the view in stations.yaml%n%s%n",
                            plane.rmsPx(),
                            plane.residuals().size(),
                            plane.cameraHeightMm(),
                            plane.camera().x(),
                            plane.camera().y(),
                            plane.tiltDeg(),
                            ExpectedUncertainty.LENGTH_MM,
                            least,
                            most,
                            100 * pitch.relativeUncertainty(),
                            out.resolve("calibration.yaml"),
                            out.resolve("plane.html"));
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("corners", plane.residuals().size());
            members.put("rmsPx", plane.rmsPx());
            members.put("cameraHeightMm", plane.cameraHeightMm());
            members.put("tiltDeg", plane.tiltDeg());
            members.put("targetRelativeUncertainty", pitch.relativeUncertainty());
            members.put("expectedUncertaintyLeastMm", least);
            members.put("expectedUncertaintyMostMm", most);
            json.write(spec, members);
        }
    }
}
