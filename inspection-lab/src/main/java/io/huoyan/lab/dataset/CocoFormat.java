package io.huoyan.lab.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A JSON file with {@code images}, {@code annotations} and {@code categories}, in the folder or its
 * {@code annotations/}; the pictures lie beside it, in {@code images/} or in a folder of the part's name.
 */
final class CocoFormat implements SetFormat {
    private static final long BYTES_MAX = 1L << 30;
    private static final List<String> WORDS = List.of("\"images\"", "\"annotations\"", "\"categories\"");
    private static final List<String> PICTURE_FOLDERS = List.of("images", "train", "val", "valid", "test");

    @Override
    public Optional<Content> read(Path directory, Optional<String> part) {
        List<Path> files = new ArrayList<>(PictureFiles.withEnding(directory, "json"));
        files.addAll(PictureFiles.withEnding(directory.resolve("annotations"), "json"));
        List<Path> chosen = new ArrayList<>();
        for (Path file : files) {
            List<String> missing = missing(file);
            if (missing.isEmpty()) {
                chosen.add(file);
            } else if (liesBesidePictures(directory, file)) {
                throw new DatasetException(file + ": lies beside pictures and is no COCO file: has no "
                        + String.join(", ", missing) + "; mend it, or take it away if it tells nothing of them");
            }
        }
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        Path file = ofPart(directory, chosen, part);
        JsonNode root = parse(file);
        return Optional.of(new CocoLabels(file, root, directory).read());
    }

    private static Path ofPart(Path directory, List<Path> files, Optional<String> part) {
        if (files.size() == 1) {
            return files.get(0);
        }
        List<String> wanted = part.map(List::of).orElse(List.of("val", "test"));
        for (String name : wanted) {
            for (Path file : files) {
                if (PictureFiles.stem(file).contains(name)) {
                    return file;
                }
            }
        }
        throw new DatasetException(
                directory + ": has " + files.size() + " COCO files, none of part " + wanted + "; name one with --part");
    }

    /** A file that may have been meant to tell what is in them. */
    private static boolean liesBesidePictures(Path directory, Path file) {
        boolean isOfAnnotations = !directory.equals(file.getParent());
        return isOfAnnotations
                || Stream.concat(Stream.of(""), PICTURE_FOLDERS.stream())
                        .anyMatch(folder ->
                                !PictureFiles.in(directory.resolve(folder)).isEmpty());
    }

    /** Which of the words of a COCO file are not in it. */
    private static List<String> missing(Path file) {
        try {
            long bytes = Files.size(file);
            if (bytes > BYTES_MAX) {
                throw new DatasetException(file + ": is " + bytes + " bytes; allowed are at most " + BYTES_MAX);
            }
            String text = Files.readString(file);
            return WORDS.stream().filter(word -> !text.contains(word)).toList();
        } catch (IOException e) {
            throw new DatasetException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static JsonNode parse(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (JsonProcessingException e) {
            throw new DatasetException(
                    file + ":" + e.getLocation().getLineNr() + ": is no JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new DatasetException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
