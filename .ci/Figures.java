import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Holds measured figures against recorded ones: {@code java -cp <Jackson> Figures.java figures.json FOLDER}.
 *
 * <p>{@code figures.json} is a list of {@code {"run": …, "figure": JSON pointer, "what": …, "better": "lower" or
 * "higher", "recorded": …, "tolerance": …}}; the measured value is read from {@code FOLDER/<run>.json}. Exit code 1 if
 * one is worse than recorded by more than its tolerance; a run that was not made here (its pictures are not at hand) is
 * named and passed over.
 */
final class Figures {
    private Figures() {}

    public static void main(String[] arguments) throws IOException {
        ObjectMapper json = new ObjectMapper();
        JsonNode recorded = json.readTree(Path.of(arguments[0]).toFile());
        Path measured = Path.of(arguments[1]);
        int worse = 0;
        for (JsonNode figure : recorded) {
            Path run = measured.resolve(figure.required("run").asText() + ".json");
            if (!Files.exists(run)) {
                print("not run", figure, "-");
                continue;
            }
            JsonNode value = json.readTree(run.toFile()).at(figure.required("figure").asText());
            if (!value.isNumber()) {
                print("MISSING", figure, "no number");
                worse++;
            } else if (isWorse(figure, value.asDouble())) {
                print("WORSE", figure, value.asText());
                worse++;
            } else {
                print("held", figure, value.asText());
            }
        }
        System.exit(worse == 0 ? 0 : 1);
    }

    private static boolean isWorse(JsonNode figure, double measured) {
        double limit = figure.required("recorded").asDouble();
        double tolerance = figure.required("tolerance").asDouble();
        String better = figure.required("better").asText();
        if (!better.equals("lower") && !better.equals("higher")) {
            throw new IllegalArgumentException("'better' is '" + better + "'; allowed are 'lower' and 'higher'");
        }
        return better.equals("lower") ? measured > limit + tolerance : measured < limit - tolerance;
    }

    private static void print(String outcome, JsonNode figure, String measured) {
        System.out.printf(
                "%-8s %s: measured %s, recorded %s, %s is better, tolerance %s%n",
                outcome,
                figure.required("what").asText(),
                measured,
                figure.required("recorded").asText(),
                figure.required("better").asText(),
                figure.required("tolerance").asText());
    }
}
