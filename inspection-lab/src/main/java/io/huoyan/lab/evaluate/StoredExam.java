package io.huoyan.lab.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.judge.Verdict;
import io.huoyan.lab.dataset.ClassNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what stored results say of one picture; a member of another kind than it must be is told by its name. */
final class StoredExam {
    private static final double SEEN_FROM = 0.5;

    private final JsonNode picture;

    StoredExam(JsonNode picture) {
        this.picture = picture;
    }

    /**
     * The whole of it. Where no score of the picture is told it is that of the surest defect, 0 if there is none: what
     * marks a good weld, or a weld as such, does not make a picture bad.
     *
     * @throws IllegalArgumentException if a member is wrong
     */
    Exam read() {
        List<Candidate> candidates = candidates();
        double score = number(picture, "score")
                .orElse(candidates.stream()
                        .filter(candidate -> ClassNames.marksDefects(candidate.className()))
                        .mapToDouble(Candidate::score)
                        .max()
                        .orElse(0));
        if (score < 0) {
            throw new IllegalArgumentException("score is " + score + "; allowed is 0 or more");
        }
        boolean hasFailed = flag(picture, "failed").orElse(false);
        Optional<String> word = text(picture, "word");
        word.ifPresent(Verdict::severityOf);
        return new Exam(
                word.orElse(hasFailed ? "REVIEW" : ""),
                text(picture, "reason").orElse(""),
                hasFailed,
                score,
                candidates,
                regions(),
                Optional.empty(),
                whole("width"),
                whole("height"));
    }

    private List<Candidate> candidates() {
        List<Candidate> candidates = new ArrayList<>();
        for (JsonNode node : list(picture, "candidates")) {
            String where = "candidates[" + candidates.size() + "]: ";
            try {
                candidates.add(candidate(node));
            } catch (IllegalArgumentException fault) {
                throw new IllegalArgumentException(where + fault.getMessage(), fault);
            }
        }
        return candidates;
    }

    private Candidate candidate(JsonNode node) {
        String className = text(node, "class").orElseThrow(() -> wrong("class", node.path("class"), "a text"));
        double score = number(node, "score").orElseThrow(() -> wrong("score", node.path("score"), "a number"));
        JsonNode box = list(node, "box");
        if (box.size() != 4) {
            throw new IllegalArgumentException("box has " + box.size() + " numbers; needed are 4");
        }
        List<Double> sides = numbers(box, "box");
        return new Candidate(
                className,
                score,
                flag(node, "seen").orElse(score >= SEEN_FROM),
                new Box(sides.get(0), sides.get(1), sides.get(2), sides.get(3)),
                outline(list(node, "outline"), "outline"));
    }

    private Map<String, List<List<PixelPoint>>> regions() {
        Map<String, List<List<PixelPoint>>> regions = new HashMap<>();
        picture.path("regions").properties().forEach(field -> {
            List<List<PixelPoint>> outlines = new ArrayList<>();
            field.getValue().forEach(points -> outlines.add(outline(points, "region of '" + field.getKey() + "'")));
            regions.put(field.getKey(), outlines);
        });
        return regions;
    }

    private static List<PixelPoint> outline(JsonNode points, String name) {
        List<Double> numbers = numbers(points, name);
        if (numbers.size() % 2 != 0) {
            throw new IllegalArgumentException(
                    name + " has " + numbers.size() + " numbers; needed is x and y of each corner");
        }
        List<PixelPoint> outline = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i += 2) {
            outline.add(new PixelPoint(numbers.get(i), numbers.get(i + 1)));
        }
        return outline;
    }

    private int whole(String name) {
        JsonNode value = picture.path(name);
        if (isThere(value) && !(value.isIntegralNumber() && value.canConvertToInt())) {
            throw wrong(name, value, "a whole number");
        }
        return value.asInt(0);
    }

    private static Optional<Double> number(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return isThere(value) ? Optional.of(numberOf(value, name)) : Optional.empty();
    }

    private static double numberOf(JsonNode value, String name) {
        if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
            throw wrong(name, value, "a number");
        }
        return value.asDouble();
    }

    private static List<Double> numbers(JsonNode values, String name) {
        List<Double> numbers = new ArrayList<>();
        values.forEach(value -> numbers.add(numberOf(value, name + "[" + numbers.size() + "]")));
        return numbers;
    }

    private static Optional<Boolean> flag(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (isThere(value) && !value.isBoolean()) {
            throw wrong(name, value, "true or false");
        }
        return isThere(value) ? Optional.of(value.asBoolean()) : Optional.empty();
    }

    private static Optional<String> text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (isThere(value) && !value.isTextual()) {
            throw wrong(name, value, "a text");
        }
        return isThere(value) ? Optional.of(value.asText()) : Optional.empty();
    }

    private static JsonNode list(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (isThere(value) && !value.isArray()) {
            throw wrong(name, value, "a list");
        }
        return value;
    }

    private static boolean isThere(JsonNode value) {
        return !value.isMissingNode() && !value.isNull();
    }

    private static IllegalArgumentException wrong(String name, JsonNode value, String needed) {
        String shown = value.isMissingNode() ? "not there" : value.toString();
        return new IllegalArgumentException(name + " is " + shown + "; needed is " + needed);
    }
}
