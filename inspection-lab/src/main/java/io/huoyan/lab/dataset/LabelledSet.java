package io.huoyan.lab.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Labelled pictures from anywhere, as their own labels tell them; class names are the data set's, mapped to nothing.
 *
 * @param directory the folder that was opened
 * @param format what it was found to be
 * @param classes names in the set's order
 * @param samples every picture, by name
 */
public record LabelledSet(Path directory, Format format, List<String> classes, List<Sample> samples) {
    /** Most pictures of one set. */
    public static final int PICTURES_MAX = 100_000;

    /** What a folder can be. */
    public enum Format {
        /** A text file per picture, {@code data.yaml} or {@code classes.txt} with the names. */
        YOLO,
        /** One JSON file with images, annotations and categories. */
        COCO,
        /** A folder per class and masks beside them, as MVTec AD has them. */
        MVTEC,
        /** A folder per class. */
        CLASS_FOLDERS;

        SetFormat reader() {
            return switch (this) {
                case YOLO -> new YoloFormat();
                case COCO -> new CocoFormat();
                case MVTEC -> new FolderFormat(true);
                case CLASS_FOLDERS -> new FolderFormat(false);
            };
        }
    }

    /** What a picture's labels say about the weld in it. */
    public enum Truth {
        GOOD,
        BAD,
        /** Neither: not labelled, or labelled for something else. */
        UNKNOWN
    }

    public LabelledSet {
        classes = List.copyOf(classes);
        samples = List.copyOf(samples);
        if (samples.isEmpty() || samples.size() > PICTURES_MAX) {
            throw new DatasetException(
                    directory + ": has " + samples.size() + " pictures; allowed are 1 to " + PICTURES_MAX);
        }
        refuseTwins(samples);
    }

    /**
     * Opens a folder as what it is found to be.
     *
     * @param part which of a set's parts, such as {@code val}; empty: {@code val}, else {@code test}, else all there is
     * @throws DatasetException if it is none of the formats, has no such part, or a line of its labels, or a mask's
     *     size, is wrong
     */
    public static LabelledSet open(Path folder, Optional<String> part) {
        LabelledSet set = openPartOrAll(folder, part);
        if (part.isPresent() && set.format.reader().parts(set.directory).isEmpty()) {
            throw new DatasetException(
                    set.directory + ": has no part '" + part.get() + "', nor any other; leave the part out");
        }
        return set;
    }

    /**
     * The same, but of a set that is not parted all pictures are taken, whichever part is asked for.
     *
     * @throws DatasetException if it is none of the formats, has parts of other names alone, or a line of its labels is
     *     wrong
     */
    public static LabelledSet openPartOrAll(Path folder, Optional<String> part) {
        Path directory = folder.toAbsolutePath().normalize();
        if (!Files.isDirectory(directory)) {
            throw new DatasetException(directory + ": is no folder");
        }
        for (Format format : Format.values()) {
            Optional<SetFormat.Content> content = format.reader().read(directory, part);
            if (content.isPresent()) {
                content.get().samples().forEach(sample -> sample.mask()
                        .ifPresent(mask -> MaskFile.refuseOtherSize(mask, sample.image())));
                return new LabelledSet(
                        directory,
                        format,
                        content.get().classes(),
                        content.get().samples());
            }
        }
        throw new DatasetException(directory
                + ": is no labelled set; known are YOLO (images/ and labels/, or data.yaml), COCO (a JSON file with images,"
                + " annotations and categories), MVTec (test/ and ground_truth/) and a folder per class");
    }

    /**
     * Where a {@code groups.csv} is in the folder or above it and names none of these pictures, nor those of other
     * parts of the set, each of them counts as a source of its own, which nobody meant who wrote the file.
     *
     * @throws DatasetException naming the file, and a picture as it would have to name it
     */
    public void refuseGroupsOfOthers() {
        SourceGroups.near(directory)
                .refuseIfOfOthers(samples.stream().map(Sample::image).toList());
    }

    /** Whether things are outlined or boxed, so that what is seen can be held against them one by one. */
    public boolean hasShapes() {
        return format == Format.YOLO || format == Format.COCO;
    }

    /** Whether pictures have masks of their defects. */
    public boolean hasMasks() {
        return format == Format.MVTEC;
    }

    /**
     * What a picture's labels say: bad if a defect is marked. Where the set has a class for good welds, a picture
     * without one is not called good: the weld by itself ({@code seam}) says neither. Nor is any of a set that has no
     * class for defects, nor one that has no labels at all, not even empty ones: nobody may have looked for any.
     */
    public Truth truth(Sample sample) {
        if (sample.folderClass().isPresent()) {
            String name = sample.folderClass().get();
            return ClassNames.isGood(name) ? Truth.GOOD : ClassNames.marksDefects(name) ? Truth.BAD : Truth.UNKNOWN;
        }
        List<String> marked =
                sample.shapes().stream().map(LabelledShape::className).toList();
        return truth(classes, marked, sample.isLabelled());
    }

    /** The same of a picture whose labels mark things of these classes. */
    static Truth truth(List<String> classes, List<String> marked, boolean isLabelled) {
        if (marked.stream().anyMatch(ClassNames::marksDefects)) {
            return Truth.BAD;
        }
        boolean saysGood = classes.stream().anyMatch(ClassNames::isGood);
        boolean isToldByClass = saysGood || classes.stream().noneMatch(ClassNames::marksDefects);
        boolean isUnknown = marked.stream().anyMatch(ClassNames::isUnlabelled)
                || !isLabelled
                || (isToldByClass && marked.stream().noneMatch(ClassNames::isGood));
        return isUnknown ? Truth.UNKNOWN : Truth.GOOD;
    }

    private static void refuseTwins(List<Sample> samples) {
        Map<String, String> seen = new HashMap<>();
        for (Sample sample : samples) {
            String stem = sample.name().replaceFirst("\\.[A-Za-z0-9]+$", "");
            String other = seen.put(stem, sample.name());
            if (other != null) {
                throw new DatasetException(sample.image() + ": has the same name as " + other
                        + "; a label belongs to one picture, so names must differ in more than their ending");
            }
        }
    }
}
