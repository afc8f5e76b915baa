package io.huoyan.lab.evaluate;

import io.huoyan.core.infer.ModelFolder;
import io.huoyan.lab.dataset.LabelledSet;
import io.huoyan.lab.dataset.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Pictures of a set by which whoever is evaluated was taught: of them it knows the answer. */
public final class TaughtPictures {
    private TaughtPictures() {}

    /**
     * Names in the set's order; a picture that cannot be read is none.
     *
     * @param taught SHA-256 of the files that taught, hexadecimal
     */
    public static List<String> of(LabelledSet set, Set<String> taught) {
        return set.samples().stream()
                .filter(sample -> !taught.isEmpty() && taught.contains(hash(sample.image())))
                .map(Sample::name)
                .toList();
    }

    private static String hash(Path file) {
        try {
            return ModelFolder.sha256(Files.readAllBytes(file));
        } catch (IOException unreadable) {
            return "";
        }
    }
}
