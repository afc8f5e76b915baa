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
 * @param shapes labelled things; empty if there are none or the set has no shapes
 * @param mask file with the pixels of its defects, other than 0; empty if there is none
 */
public record Sample(
        Path image,
        String name,
        String group,
        Optional<String> folderClass,
        List<LabelledShape> shapes,
        Optional<Path> mask) {
    public Sample {
        shapes = List.copyOf(shapes);
    }
}
