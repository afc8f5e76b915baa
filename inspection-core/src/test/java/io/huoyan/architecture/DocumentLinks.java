package io.huoyan.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What our files say is in another file must be there: links of documents, and pages under {@code docs/} that code
 * names.
 */
public final class DocumentLinks {
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#|mailto:)([^)#\\s]+)(#[^)]*)?\\)");
    private static final Pattern PAGE_NAMED = Pattern.compile("\\b(docs/[\\w/-]+\\.md)\\b");

    private DocumentLinks() {}

    /** One line {@code path:line: what} per file that is named and not there. */
    public static List<String> dead(Path root) throws IOException {
        List<String> dead = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> Tidiness.isOurs(root.relativize(file)))
                    .sorted()
                    .forEach(file -> addDead(root, file, dead));
        }
        return dead;
    }

    private static void addDead(Path root, Path file, List<String> dead) {
        boolean isDocument = file.toString().endsWith(".md");
        Path from = isDocument ? file.getParent() : root;
        Matcher matcher = (isDocument ? LINK : PAGE_NAMED).matcher(Tidiness.read(file));
        while (matcher.find()) {
            String target = matcher.group(1);
            if (!Files.exists(from.resolve(target))) {
                dead.add(root.relativize(file) + ": names " + target + ", which is not there");
            }
        }
    }
}
