package io.huoyan.lab.dataset;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads the small text files of a set, UTF-8 with or without a byte order mark, as some labelling tools write. */
final class TextLines {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private TextLines() {}

    /**
     * The lines of a file.
     *
     * @throws DatasetException naming the file, if it cannot be read or is no UTF-8
     */
    static List<String> of(Path file) {
        return text(file).lines().toList();
    }

    /**
     * All of a file.
     *
     * @throws DatasetException naming the file, if it cannot be read or is no UTF-8
     */
    static String text(Path file) {
        try {
            String text = Files.readString(file);
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (AccessDeniedException e) {
            throw new DatasetException(file + ": cannot be read: permission denied", e);
        } catch (CharacterCodingException e) {
            throw new DatasetException(file + ": is no UTF-8; save it as UTF-8", e);
        } catch (IOException e) {
            throw new DatasetException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
