package io.huoyan.core.catalog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of a catalog's folder, read once.
 *
 * @param texts content by path relative to the folder, with '/', in the order of the paths
 * @param sha256 hex digest over each file's path, a zero byte, its length (8 bytes, big-endian) and its bytes, in that
 *     order
 */
record CatalogFiles(SortedMap<String, String> texts, String sha256) {
    /** Largest file, bytes: about 20,000 welds. */
    static final int FILE_BYTES_MAX = 4 << 20;

    /** Most files. */
    static final int FILES_MAX = 2_000;

    private static final int DEPTH = 2;
    private static final List<String> TOP = List.of("stations.yaml", "recipes.yaml", "defects.yaml");

    static CatalogFiles read(Path dir, Faults faults) {
        SortedMap<String, String> texts = new TreeMap<>();
        MessageDigest digest = newDigest();
        for (var entry : paths(dir, faults).entrySet()) {
            String file = entry.getKey();
            bytes(entry.getValue(), file, faults).ifPresent(bytes -> {
                digest.update(file.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
                digest.update(
                        ByteBuffer.allocate(Long.BYTES).putLong(bytes.length).array());
                digest.update(bytes);
                text(bytes, file, faults).ifPresent(text -> texts.put(file, text));
            });
        }
        return new CatalogFiles(texts, HexFormat.of().formatHex(digest.digest()));
    }

    /** Files below a folder of the catalog, with the given ending, by their names without it. */
    SortedMap<String, String> below(String folder, String ending) {
        SortedMap<String, String> below = new TreeMap<>();
        texts.forEach((file, text) -> {
            if (file.startsWith(folder + "/") && file.endsWith(ending)) {
                below.put(file.substring(folder.length() + 1, file.length() - ending.length()), text);
            }
        });
        return below;
    }

    private static SortedMap<String, Path> paths(Path dir, Faults faults) {
        SortedMap<String, Path> paths = new TreeMap<>();
        if (!Files.isDirectory(dir)) {
            faults.add(Place.of(dir.toString()), "catalog folder is not there; allowed is a folder with " + TOP);
            return paths;
        }
        try (Stream<Path> walk = Files.walk(dir, DEPTH)) {
            walk.filter(Files::isRegularFile).limit(FILES_MAX + 1L).forEach(path -> {
                String file = dir.relativize(path).toString().replace('\\', '/');
                if (isRead(file)) {
                    paths.put(file, path);
                } else if (!isIgnored(file)) {
                    faults.add(
                            Place.of(file),
                            "file is not read; allowed are " + TOP
                                    + ", plans/*.yaml, plans/*.csv, standards/*.yaml, *.md and hidden files");
                }
            });
        } catch (IOException e) {
            faults.add(Place.of(dir.toString()), "folder cannot be read: " + e);
        }
        if (paths.size() > FILES_MAX) {
            faults.add(
                    Place.of(dir.toString()),
                    "catalog has more than " + FILES_MAX + " files; allowed are " + FILES_MAX);
        }
        for (String file : TOP) {
            if (!paths.containsKey(file)) {
                faults.add(Place.of(file), "file is missing");
            }
        }
        return paths;
    }

    private static boolean isRead(String file) {
        return TOP.contains(file) || file.matches("plans/[^/]+\\.(yaml|csv)") || file.matches("standards/[^/]+\\.yaml");
    }

    private static boolean isIgnored(String file) {
        return file.endsWith(".md") || file.startsWith(".") || file.contains("/.");
    }

    private static Optional<byte[]> bytes(Path path, String file, Faults faults) {
        try {
            long size = Files.size(path);
            if (size > FILE_BYTES_MAX) {
                faults.add(Place.of(file), "file has " + size + " bytes; allowed are 0 to " + FILE_BYTES_MAX);
                return Optional.empty();
            }
            return Optional.of(Files.readAllBytes(path));
        } catch (IOException e) {
            faults.add(Place.of(file), "file cannot be read: " + e);
            return Optional.empty();
        }
    }

    private static Optional<String> text(byte[] bytes, String file, Faults faults) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            faults.add(Place.of(file), "file is not UTF-8");
            return Optional.empty();
        }
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
