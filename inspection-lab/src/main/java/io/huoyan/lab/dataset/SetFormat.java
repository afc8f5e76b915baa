package io.huoyan.lab.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One way in which labelled pictures lie in a folder. Stateless. */
interface SetFormat {
    /**
     * Names of the classes and the pictures; empty if the folder is not of this format.
     *
     * @param part which part of the set, without effect on one that has none; empty for the one to evaluate on
     * @throws DatasetException if it is of this format and has a fault; names file and line
     */
    Optional<Content> read(Path directory, Optional<String> part);

    /** Names of the parts that a folder of this format has, in order; empty if it is one set without parts. */
    List<String> parts(Path directory);

    /** What a folder holds. */
    record Content(List<String> classes, List<Sample> samples) {}
}
