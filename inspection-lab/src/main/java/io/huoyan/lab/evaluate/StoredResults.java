package io.huoyan.lab.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.lab.dataset.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was said of pictures, in a file: {@code {"subject": …, "keepsPromise": false, "pictures": [{"name", "word",
 * "reason", "failed", "score", "width", "height", "candidates": [{"class", "score", "seen", "box": [left, top, width,
 * height], "outline": [x, y, …]}], "regions": {class: [[x, y, …]]}}]}}. Of another tool's results only {@code name},
 * {@code width}, {@code height} and the candidates' {@code class}, {@code score} and {@code box} are needed.
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
                    .put("word", exam.word())
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
     * Reads results.
     *
     * @throws IllegalArgumentException if the file is none of these; the message names the place
     */
    public static StoredResults read(Path file) throws IOException {
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
        Map<String, Exam> byName = new HashMap<>();
        int number = 0;
        for (JsonNode picture : root.path("pictures")) {
            String where = file + ": pictures[" + number++ + "]";
            String name = picture.path("name").asText("");
            try {
                if (name.isEmpty() || byName.put(name, exam(picture)) != null) {
                    throw new IllegalArgumentException("name is '" + name + "'; each picture needs one of its own");
                }
            } catch (IllegalArgumentException fault) {
                throw new IllegalArgumentException(where + ": " + fault.getMessage(), fault);
            }
        }
        // Written before it was told: the reasons tell it where the promise made a picture REVIEW.
        boolean isReasoned =
                byName.values().stream().anyMatch(exam -> exam.reason().startsWith(PROMISE_REASON));
        return new StoredResults(
                root.path("subject").asText(String.valueOf(file.getFileName())),
                byName,
                root.path("keepsPromise").asBoolean(isReasoned));
    }

    private static Exam exam(JsonNode picture) {
        List<Candidate> candidates = new ArrayList<>();
        for (JsonNode node : picture.path("candidates")) {
            JsonNode box = node.path("box");
            if (box.size() != 4) {
                throw new IllegalArgumentException("a candidate's box has " + box.size() + " numbers; needed are 4");
            }
            candidates.add(new Candidate(
                    node.path("class").asText(""),
                    node.path("score").asDouble(-1),
                    node.path("seen").asBoolean(node.path("score").asDouble() >= 0.5),
                    new Box(
                            box.get(0).asDouble(),
                            box.get(1).asDouble(),
                            box.get(2).asDouble(),
                            box.get(3).asDouble()),
                    outline(node.path("outline"))));
        }
        double score = picture.path("score")
                .asDouble(
                        candidates.stream().mapToDouble(Candidate::score).max().orElse(0));
        return new Exam(
                picture.path("word").asText("REVIEW"),
                picture.path("reason").asText(""),
                picture.path("failed").asBoolean(false),
                score,
                candidates,
                regions(picture.path("regions")),
                Optional.empty(),
                picture.path("width").asInt(0),
                picture.path("height").asInt(0));
    }

    private static Map<String, List<List<PixelPoint>>> regions(JsonNode node) {
        Map<String, List<List<PixelPoint>>> regions = new HashMap<>();
        node.properties().forEach(field -> {
            List<List<PixelPoint>> outlines = new ArrayList<>();
            field.getValue().forEach(points -> outlines.add(outline(points)));
            regions.put(field.getKey(), outlines);
        });
        return regions;
    }

    private static List<PixelPoint> outline(JsonNode points) {
        List<PixelPoint> outline = new ArrayList<>();
        for (int i = 0; i + 1 < points.size(); i += 2) {
            outline.add(
                    new PixelPoint(points.get(i).asDouble(), points.get(i + 1).asDouble()));
        }
        return outline;
    }
}
