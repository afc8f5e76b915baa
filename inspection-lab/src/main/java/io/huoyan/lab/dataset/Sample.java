package io.huoyan.lab.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One picture of a labelled set, with what its labels say.
 *
 * @param image its file
 * @param name path below the set's folder, with {@code /}
 * @param group of pictures of one source: frames of one video, crops of one scene, views of one weld
 * @param folderClass class that its folder names; empty if its folder is no class
 * @param isLabelled false if there are no labels of it, or its folder says so: nothing is then known of it; true if it
 *     has some, though they may say that nothing is there (an empty YOLO file, a COCO image without annotations)
 * @param shapes labelled things; empty if there are none or the set has no shapes
 * @param mask file with the pixels of its defects, other than 0; empty if there is none
 */
public record Sample(
        Path image,
        String name,
        String group,
        Optional<String> folderClass,
        boolean isLabelled,
        List<LabelledShape> shapes,
        Optional<Path> mask) {
    public Sample {
        shapes = List.copyOf(shapes);
    }
}
