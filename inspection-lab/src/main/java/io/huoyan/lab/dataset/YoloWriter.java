package io.huoyan.lab.dataset;

import io.huoyan.core.domain.PixelPoint;
import io.huoyan.lab.synth.NewFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Writes a set in the YOLO format: {@code <part>/images}, {@code <part>/labels}, {@code data.yaml}, {@code groups.csv}.
 * It is written beside its place and moved there when it is whole. Masks become the outlines of their parts, holes
 * filled; other pictures of a folder's class become a box of the whole picture, which says what the folder said.
 */
public final class YoloWriter {
    private YoloWriter() {}

    /**
     * @param study of a set without crowds, as {@link WithoutCrowds} makes it
     * @param parts part of each picture, in the set's order
     * @param out must not exist yet
     * @throws DatasetException if a part would have no picture with labels
     * @return names of the bad pictures of which no mask says where, so that they became a box of the whole picture
     */
    public static List<String> write(SetStudy study, List<String> parts, Path out) throws IOException {
        refusePartsWithoutLabels(study.set(), parts);
        return NewFolder.write(out, half -> writeHalf(study, parts, half));
    }

    /** Nothing could be learnt from one, nor told by it, and it would be refused when it is read. */
    private static void refusePartsWithoutLabels(LabelledSet set, List<String> parts) {
        for (String part : new LinkedHashSet<>(parts)) {
            boolean hasLabels = IntStream.range(0, parts.size())
                    .filter(i -> parts.get(i).equals(part))
                    .anyMatch(i -> set.samples().get(i).isLabelled());
            if (!hasLabels) {
                throw new DatasetException(set.directory() + ": part '" + part + "' would have "
                        + Collections.frequency(parts, part)
                        + " pictures, none of them with labels; needed is one or more");
            }
        }
    }

    private static List<String> writeHalf(SetStudy study, List<String> parts, Path half) throws IOException {
        LabelledSet set = study.set();
        List<String> boxedWhole = new ArrayList<>();
        List<String> groups = new ArrayList<>(List.of("file,group"));
        for (int i = 0; i < set.samples().size(); i++) {
            Sample sample = set.samples().get(i);
            String folder = parts.get(i);
            String file =
                    String.format(Locale.ROOT, "%06d-%s", i, sample.image().getFileName());
            Path image = half.resolve(folder).resolve("images").resolve(file);
            Path labels = half.resolve(folder).resolve("labels").resolve(PictureFiles.stem(image) + ".txt");
            Files.createDirectories(image.resolveSibling("."));
            Files.createDirectories(labels.resolveSibling("."));
            Files.copy(sample.image(), image);
            List<List<PixelPoint>> outlines =
                    sample.mask().map(MaskFile::outlines).orElse(List.of());
            if (sample.isLabelled()) {
                Files.write(labels, lines(set, sample, outlines));
            }
            if (sample.folderClass().isPresent() && outlines.isEmpty() && set.truth(sample) == LabelledSet.Truth.BAD) {
                boxedWhole.add(sample.name());
            }
            groups.add(folder + "/images/" + file + "," + study.groups().get(i));
        }
        Files.write(half.resolve("groups.csv"), groups);
        Files.write(half.resolve("data.yaml"), description(set, new LinkedHashSet<>(parts)));
        Files.writeString(half.resolve("CARD.md"), study.card());
        return boxedWhole;
    }

    /** @param outlines of the parts of its mask */
    private static List<String> lines(LabelledSet set, Sample sample, List<List<PixelPoint>> outlines) {
        List<String> lines = new ArrayList<>();
        sample.folderClass().ifPresent(name -> {
            int number = set.classes().indexOf(name);
            if (outlines.isEmpty()) {
                lines.add(number + " 0.5 0.5 1 1");
            }
            outlines.forEach(outline -> lines.add(number + outlineNumbers(outline)));
        });
        for (LabelledShape shape : sample.shapes()) {
            if (shape.isCrowd()) {
                throw new IllegalArgumentException(sample.name() + " has a crowd, for which the format has no mark");
            }
            StringBuilder line = new StringBuilder();
            line.append(set.classes().indexOf(shape.className()));
            if (shape.isBox()) {
                PixelPoint a = shape.corners().get(0);
                PixelPoint b = shape.corners().get(2);
                line.append(numbers((a.x() + b.x()) / 2, (a.y() + b.y()) / 2, b.x() - a.x(), b.y() - a.y()));
            } else {
                line.append(outlineNumbers(shape.corners()));
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private static String outlineNumbers(List<PixelPoint> outline) {
        StringBuilder text = new StringBuilder();
        outline.forEach(corner -> text.append(numbers(corner.x(), corner.y())));
        return text.toString();
    }

    private static String numbers(double... values) {
        StringBuilder text = new StringBuilder();
        for (double value : values) {
            text.append(String.format(Locale.ROOT, " %.8f", value));
        }
        return text.toString();
    }

    private static List<String> description(LabelledSet set, Set<String> parts) {
        List<String> lines = new ArrayList<>();
        parts.forEach(part -> lines.add(part + ": " + part + "/images"));
        lines.add("names:");
        for (int i = 0; i < set.classes().size(); i++) {
            lines.add("  " + i + ": '" + set.classes().get(i).replace("'", "''") + "'");
        }
        return lines;
    }
}
