package io.huoyan.lab.calibrate;

import io.huoyan.core.domain.Lens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A lens as {@code huoyan calibrate lens} wrote it.
 *
 * @param widthPx of the pictures it holds for
 * @param heightPx of the pictures it holds for
 * @param print that it was made by; empty where the file does not tell
 */
public record LensFile(Lens lens, int widthPx, int heightPx, Optional<Pitch> print) {
    private static final int BYTES_MAX = 65_536;
    private static final double SAME_PITCH_MM = 1e-6;

    /**
     * Relative standard uncertainty of a print's pitch: what is known of the one that the lens was made by, if target
     * and pitch say that this is the same; else that of an uncertified one.
     */
    public double uncertaintyOf(Target target, double pitchMm) {
        return print.filter(made -> made.target() == target && Math.abs(made.mm() - pitchMm) <= SAME_PITCH_MM)
                .map(Pitch::relativeUncertainty)
                .orElse(Pitch.UNCERTIFIED);
    }

    /** @throws CalibrationException with the file and what is wrong in it */
    public static LensFile read(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > BYTES_MAX) {
            throw new CalibrationException(
                    file + ": is missing or too large; needed is lens.yaml of 'huoyan calibrate lens'");
        }
        Object root;
        try {
            root = new Load(LoadSettings.builder().setLabel(file.toString()).build())
                    .loadFromString(Files.readString(file));
        } catch (YamlEngineException e) {
            throw new CalibrationException(file + ": is not readable as YAML: " + e.getMessage());
        }
        if (!(root instanceof Map<?, ?> top) || !(top.get("lens") instanceof Map<?, ?> lens)) {
            throw new CalibrationException(file + ": has no section lens");
        }
        return new LensFile(
                new Lens(
                        number(file, lens, "fxPx"),
                        number(file, lens, "fyPx"),
                        number(file, lens, "cxPx"),
                        number(file, lens, "cyPx"),
                        number(file, lens, "k1"),
                        number(file, lens, "k2"),
                        number(file, lens, "p1"),
                        number(file, lens, "p2"),
                        number(file, lens, "k3")),
                (int) number(file, top, "widthPx"),
                (int) number(file, top, "heightPx"),
                print(file, top));
    }

    private static Optional<Pitch> print(Path file, Map<?, ?> top) {
        if (!(top.get("target") instanceof String target)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Pitch(
                    Target.named(target),
                    number(file, top, "pitchMm"),
                    number(file, top, "targetRelativeUncertainty")));
        } catch (CalibrationException e) {
            throw new CalibrationException(file + ": " + e.getMessage());
        }
    }

    private static double number(Path file, Map<?, ?> section, String name) {
        if (section.get(name) instanceof Number number) {
            return number.doubleValue();
        }
        throw new CalibrationException(file + ": " + name + " is '" + section.get(name) + "'; needed is a number");
    }
}
