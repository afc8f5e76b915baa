package io.huoyan.lab.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The names of a YOLO set's classes: {@code names} of {@code data.yaml}, or the lines of {@code classes.txt}. */
final class ClassList {
    private static final int CLASSES_MAX = 1000;
    private static final int FOLDERS_UP_MAX = 2;

    private ClassList() {}

    /** The file with the names, in a folder or at most two above it. */
    static Optional<Path> near(Path directory) {
        Path folder = directory.toAbsolutePath().normalize();
        for (int up = 0; up <= FOLDERS_UP_MAX && folder != null; up++) {
            Optional<Path> names = in(folder);
            if (names.isPresent()) {
                return names;
            }
            folder = folder.getParent();
        }
        return Optional.empty();
    }

    /** The file with the names in a folder itself. */
    static Optional<Path> in(Path folder) {
        return Stream.of("data.yaml", "data.yml", "classes.txt")
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    static List<String> read(Path file) {
        String text = TextLines.text(file);
        List<String> names = file.toString().endsWith(".txt")
                ? text.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList()
                : ofYaml(file, text);
        if (names.isEmpty() || names.size() > CLASSES_MAX) {
            throw new DatasetException(file + ": names " + names.size() + " classes; allowed are 1 to " + CLASSES_MAX);
        }
        if (new HashSet<>(names).size() != names.size()) {
            throw new DatasetException(file + ": names a class twice: " + names);
        }
        return names;
    }

    private static List<String> ofYaml(Path file, String text) {
        Object root;
        try {
            root = new Load(LoadSettings.builder().setLabel(file.toString()).build()).loadFromString(text);
        } catch (MarkedYamlEngineException e) {
            String line =
                    e.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
            throw new DatasetException(file + line + ": is no YAML: " + e.getProblem(), e);
        } catch (YamlEngineException e) {
            throw new DatasetException(file + ": is no YAML: " + e.getMessage(), e);
        }
        Object names = root instanceof Map<?, ?> top ? top.get("names") : null;
        List<String> classes = new ArrayList<>();
        if (names instanceof List<?> list) {
            list.forEach(name -> classes.add(String.valueOf(name)));
            return classes;
        }
        if (names instanceof Map<?, ?> map) {
            for (int number = 0; number < map.size(); number++) {
                if (!map.containsKey(number)) {
                    throw new DatasetException(
                            file + ": names has no class " + number + " of " + map.size() + "; numbers go up from 0");
                }
                classes.add(String.valueOf(map.get(number)));
            }
            return classes;
        }
        throw new DatasetException(file + ": has no 'names' with the names of the classes");
    }
}
