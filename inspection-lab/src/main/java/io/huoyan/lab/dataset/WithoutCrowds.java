package io.huoyan.lab.dataset;

import java.util.List;

/**
 * A set without its crowds, for formats that have no mark for them: there each would be an ordinary thing. A picture of
 * which nothing else is labelled is left out too, since it would pass for one that shows nothing.
 *
 * @param set what is left
 * @param crowds how many were left out
 * @param pictures how many were left out
 */
public record WithoutCrowds(LabelledSet set, int crowds, int pictures) {
    /**
     * Leaves the crowds of a set out.
     *
     * @throws DatasetException if no picture is left
     */
    public static WithoutCrowds of(LabelledSet all) {
        List<Sample> samples = all.samples().stream()
                .filter(sample ->
                        sample.shapes().isEmpty() || !sample.shapes().stream().allMatch(LabelledShape::isCrowd))
                .map(WithoutCrowds::without)
                .toList();
        int crowds = (int) all.samples().stream()
                .flatMap(sample -> sample.shapes().stream())
                .filter(LabelledShape::isCrowd)
                .count();
        return new WithoutCrowds(
                new LabelledSet(all.directory(), all.format(), all.classes(), samples),
                crowds,
                all.samples().size() - samples.size());
    }

    private static Sample without(Sample sample) {
        return new Sample(
                sample.image(),
                sample.name(),
                sample.group(),
                sample.folderClass(),
                sample.isLabelled(),
                sample.shapes().stream().filter(shape -> !shape.isCrowd()).toList(),
                sample.mask());
    }

    /** What was left out, in words; empty if nothing was. */
    public String words() {
        return crowds == 0
                ? ""
                : "left out: " + crowds + " crowds, for which the YOLO format has no mark, and " + pictures
                        + " pictures that show nothing else";
    }
}
