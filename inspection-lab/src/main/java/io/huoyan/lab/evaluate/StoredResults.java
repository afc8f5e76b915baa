package io.huoyan.lab.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.lab.dataset.LabelledSet;
import io.huoyan.lab.dataset.PictureSize;
import io.huoyan.lab.dataset.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was said of pictures, in a file: {@code {"subject": …, "keepsPromise": false, "pictures": [{"name", "word",
 * "reason", "failed", "score", "width", "height", "candidates": [{"class", "score", "seen", "box": [left, top, width,
 * height], "outline": [x, y, …]}], "regions": {class: [[x, y, …]]}}]}}. Of another tool's results only {@code name},
 * {@code width}, {@code height} and the candidates' {@code class}, {@code score} and {@code box} are needed;
 * {@code word} stands in all pictures or in none, and without it nothing is said of verdicts. Classes are those of the
 * set, capitals included; sizes are those of its pictures.
 */
public final class StoredResults implements Examiner {
    private static final String PROMISE_REASON = "PROMISE_BAND";

    private final String subject;
    private final Map<String, Exam> byName;
    private final boolean isKeepingPromise;

    private StoredResults(String subject, Map<String, Exam> byName, boolean isKeepingPromise) {
        this.subject = subject;
        this.isKeepingPromise = isKeepingPromise;
        this.byName = byName;
    }

    @Override
    public String name() {
        return subject;
    }

    @Override
    public boolean isKeepingPromise() {
        return isKeepingPromise;
    }

    @Override
    public Exam examine(Sample sample) {
        Exam exam = byName.get(sample.name());
        return exam == null ? Exam.failed("the stored results do not have it") : exam;
    }

    /** Writes an evaluation's exams; a file of the same name is replaced. */
    public static void write(Evaluation evaluation, Path file) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode()
                .put("subject", evaluation.subject())
                .put("keepsPromise", evaluation.keepsPromise());
        ArrayNode pictures = root.putArray("pictures");
        for (PictureResult result : evaluation.results()) {
            Exam exam = result.exam();
            ObjectNode one = pictures.addObject()
                    .put("name", result.sample().name())
                    .put("word", exam.hasWord() ? exam.word() : null)
                    .put("reason", exam.reason())
                    .put("failed", exam.hasFailed())
                    .put("score", exam.score())
                    .put("width", exam.widthPx())
                    .put("height", exam.heightPx());
            ArrayNode candidates = one.putArray("candidates");
            exam.candidates().forEach(candidate -> write(candidates.addObject(), candidate));
            writeRegions(one.putObject("regions"), exam);
        }
        Files.write(file, mapper.writeValueAsBytes(root));
    }

    private static void writeRegions(ObjectNode regions, Exam exam) {
        new TreeMap<>(exam.regions()).forEach((className, outlines) -> {
            ArrayNode all = regions.putArray(className);
            outlines.forEach(outline -> write(all.addArray(), outline));
        });
    }

    private static void write(ArrayNode node, List<PixelPoint> outline) {
        outline.forEach(point -> node.add(point.x()).add(point.y()));
    }

    private static void write(ObjectNode node, Candidate candidate) {
        node.put("class", candidate.className()).put("score", candidate.score()).put("seen", candidate.isSeen());
        Box box = candidate.box();
        node.putArray("box").add(box.left()).add(box.top()).add(box.width()).add(box.height());
        write(node.putArray("outline"), candidate.outline());
    }

    /**
     * Reads results of a set's pictures. They may hold others too, of other classes.
     *
     * @throws IllegalArgumentException if the file is none of these, names a class that the set has not, holds for a
     *     picture of another size, or has a word for some of the set's pictures alone; the message names the place and
     *     the picture
     */
    public static StoredResults read(Path file, LabelledSet set) throws IOException {
        JsonNode root;
        try {
            root = new ObjectMapper().readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    file + ":" + e.getLocation().getLineNr() + ": is no JSON: " + e.getOriginalMessage(), e);
        }
        if (!root.path("pictures").isArray()) {
            throw new IllegalArgumentException(file + ": has no list 'pictures'");
        }
        Map<String, Sample> samples = new HashMap<>();
        set.samples().forEach(sample -> samples.put(sample.name(), sample));
        Map<String, Exam> byName = new HashMap<>();
        int number = 0;
        boolean hasWords = false;
        String withoutWord = "";
        for (JsonNode picture : root.path("pictures")) {
            String name = picture.path("name").asText("");
            String where = file + ": pictures[" + number++ + "] (" + name + "): ";
            try {
                Exam exam = new StoredExam(picture).read();
                if (name.isEmpty() || byName.put(name, exam) != null) {
                    throw new IllegalArgumentException("name is '" + name + "'; each picture needs one of its own");
                }
                Sample sample = samples.get(name);
                if (sample != null) {
                    refuseOtherClass(exam, set.classes());
                    refuseOtherSize(exam, sample);
                    hasWords |= !exam.hasFailed() && exam.hasWord();
                    withoutWord = withoutWord.isEmpty() && !exam.hasWord() ? where : withoutWord;
                }
            } catch (IllegalArgumentException fault) {
                throw new IllegalArgumentException(where + fault.getMessage(), fault);
            }
        }
        if (!byName.isEmpty() && samples.keySet().stream().noneMatch(byName::containsKey)) {
            throw new IllegalArgumentException(file + ": names none of the set's pictures; its first is '"
                    + root.path("pictures").path(0).path("name").asText("") + "', the set's '"
                    + set.samples().get(0).name() + "'");
        }
        if (hasWords && !withoutWord.isEmpty()) {
            throw new IllegalArgumentException(
                    withoutWord + "word is not there; others have one, so that each picture needs one");
        }
        // Written before it was told: the reasons tell it where the promise made a picture REVIEW.
        boolean isReasoned =
                byName.values().stream().anyMatch(exam -> exam.reason().startsWith(PROMISE_REASON));
        return new StoredResults(
                root.path("subject").asText(String.valueOf(file.getFileName())),
                byName,
                root.path("keepsPromise").asBoolean(isReasoned));
    }

    private static void refuseOtherClass(Exam exam, List<String> classes) {
        Set<String> named = new TreeSet<>(exam.regions().keySet());
        exam.candidates().forEach(candidate -> named.add(candidate.className()));
        named.removeAll(classes);
        if (!named.isEmpty()) {
            throw new IllegalArgumentException("class is '" + String.join("', '", named) + "'; the set has '"
                    + String.join("', '", classes) + "'");
        }
    }

    /** Boxes of another size would lie elsewhere. Of a picture that could not be inspected none is told. */
    private static void refuseOtherSize(Exam exam, Sample sample) {
        if (exam.hasFailed()) {
            return;
        }
        Optional<PictureSize> size = PictureSize.read(sample.image());
        boolean isOther = size.isPresent()
                ? !size.get().is(exam.widthPx(), exam.heightPx())
                : exam.widthPx() < 1 || exam.heightPx() < 1;
        if (isOther) {
            throw new IllegalArgumentException("width and height are " + exam.widthPx() + " and " + exam.heightPx()
                    + "; its picture " + sample.image() + " is "
                    + size.map(PictureSize::toString).orElse("1 px or more wide and high"));
        }
    }
}
