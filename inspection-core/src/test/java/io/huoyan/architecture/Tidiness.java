package io.huoyan.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the text of our own files must not hold: a compiler would not mind, a reader would. */
public final class Tidiness {
    static final int LINE_LENGTH_MAX = 120;
    private static final Set<String> FOLDERS_LEFT_OUT =
            Set.of("target", ".git", ".idea", "frames", "models", "node_modules", "huoyan-data");
    private static final Pattern TEXT = Pattern.compile(
            ".*\\.(java|proto|xml|ya?ml|csv|md|json|sh|html|css|js|properties)|.*/huoyan|.*/\\.ci/[^.]*");
    private static final Pattern CODE = Pattern.compile(".*\\.(java|proto|sh|js|css)|.*/huoyan|.*/\\.ci/[^.]*");

    private static final String TEXT_BLOCK_QUOTES = "\"".repeat(3);

    /** One habit: which files it looks at, what it finds there, whether in text blocks too, and what to say. */
    private record Habit(Predicate<String> path, Predicate<String> line, boolean alsoInTexts, String fault) {
        Habit(Predicate<String> path, Predicate<String> line, String fault) {
            this(path, line, true, fault);
        }
    }

    // Spelt in parts, so that this file keeps its own rules.
    private static final List<Habit> HABITS = List.of(
            new Habit(path -> true, line -> line.indexOf('\t') >= 0, "a tab; indent with spaces"),
            new Habit(
                    path -> true,
                    finds("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b"),
                    "a mark for later; do it now, or write it into the tracker"),
            new Habit(
                    matches(CODE),
                    line -> line.codePointCount(0, line.length()) > LINE_LENGTH_MAX && line.indexOf('"') < 0,
                    false,
                    "a line of more than " + LINE_LENGTH_MAX + " characters (only a text in quotes may run on)"),
            new Habit(
                    Tidiness::isTest,
                    finds("\\bThread\\s*\\.\\s*sle" + "ep\\("),
                    "a sleep in a test; wait for the thing itself (Awaitility)"),
            new Habit(
                    Tidiness::isTest,
                    finds("@Dis" + "abled|@Enabled"
                            + "(If|On|For)|\\bassume(True|False|That|Thatcode)\\(|\\bAssumptions\\."),
                    "a test that may be skipped; a skipped test is a failure"),
            new Habit(
                    path -> true,
                    finds("(?<![\\w.$}])/(home|root|Users|work)/\\w|[\"' (]/tmp/\\w|\\b[A-Z]:\\\\\\\\"),
                    "a path of one machine"));

    private Tidiness() {}

    /** One line {@code path:line: fault} per breach in the text files below a folder; empty when all is well. */
    public static List<String> faults(Path root) throws IOException {
        List<String> faults = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> isOurs(root.relativize(file)))
                    .sorted()
                    .forEach(file -> addFaults(root, file, faults));
        }
        return faults;
    }

    private static void addFaults(Path root, Path file, List<String> faults) {
        String path = "/" + root.relativize(file);
        List<String> lines = read(file).lines().toList();
        boolean isInText = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            for (Habit habit : HABITS) {
                if (habit.path().test(path) && habit.line().test(line) && (habit.alsoInTexts() || !isInText)) {
                    faults.add(root.relativize(file) + ":" + (i + 1) + ": " + habit.fault());
                }
            }
            isInText ^= line.split(TEXT_BLOCK_QUOTES, -1).length % 2 == 0;
        }
    }

    static boolean isOurs(Path relative) {
        for (Path part : relative) {
            if (FOLDERS_LEFT_OUT.contains(part.toString())) {
                return false;
            }
        }
        return TEXT.matcher("/" + relative).matches();
    }

    private static boolean isTest(String path) {
        return path.contains("/src/test/") && path.endsWith(".java");
    }

    private static Predicate<String> finds(String regex) {
        return Pattern.compile(regex).asPredicate();
    }

    private static Predicate<String> matches(Pattern pattern) {
        return pattern.asMatchPredicate();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
