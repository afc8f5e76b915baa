package io.huoyan.lab.dataset;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A COCO file, of which one element at a time is in memory. */
final class CocoFile {
    private static final long BYTES_MAX = 1L << 30;
    private static final List<String> WORDS = List.of("\"images\"", "\"annotations\"", "\"categories\"");
    private static final int WORD_LENGTH_MAX = 16;
    private static final int CHUNK_LENGTH = 1 << 16;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path path;

    CocoFile(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /** Which of the words of a COCO file are not in a file. */
    static List<String> missing(Path path) {
        List<String> missing = new ArrayList<>(WORDS);
        // Whatever its letters are coded in, those of the words are the same.
        try (Reader text = Files.newBufferedReader(path, StandardCharsets.ISO_8859_1)) {
            long bytes = Files.size(path);
            if (bytes > BYTES_MAX) {
                throw new DatasetException(path + ": is " + bytes + " bytes; allowed are at most " + BYTES_MAX);
            }
            char[] chunk = new char[CHUNK_LENGTH];
            int length = 0;
            int read = text.read(chunk, 0, chunk.length);
            while (read > 0 && !missing.isEmpty()) {
                length += read;
                missing.removeIf(new String(chunk, 0, length)::contains);
                int kept = Math.min(length, WORD_LENGTH_MAX);
                System.arraycopy(chunk, length - kept, chunk, 0, kept);
                length = kept;
                read = text.read(chunk, length, chunk.length - length);
            }
            return missing;
        } catch (IOException e) {
            throw new DatasetException(path + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads one of its lists, element by element.
     *
     * @throws DatasetException if it has no such list, or is no JSON
     */
    void each(String list, Consumer<CocoElement> reader) {
        boolean isThere = false;
        try (JsonParser json = MAPPER.createParser(path.toFile())) {
            boolean isObject = json.nextToken() == JsonToken.START_OBJECT;
            while (isObject && json.nextToken() == JsonToken.FIELD_NAME) {
                boolean isWanted = json.currentName().equals(list);
                JsonToken value = json.nextToken();
                if (!isWanted) {
                    json.skipChildren();
                } else if (isThere || value != JsonToken.START_ARRAY) {
                    throw new DatasetException(path + ":" + line(json) + ": " + list
                            + (isThere ? " is there a second time" : " is no list"));
                } else {
                    isThere = true;
                    elements(json, list, reader);
                }
            }
        } catch (JsonProcessingException e) {
            throw new DatasetException(
                    path + ":" + e.getLocation().getLineNr() + ": is no JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new DatasetException(path + ": cannot be read: " + e.getMessage(), e);
        }
        if (!isThere) {
            throw new DatasetException(path + ": " + list + " is no list");
        }
    }

    private void elements(JsonParser json, String list, Consumer<CocoElement> reader) throws IOException {
        for (int number = 0; json.nextToken() != JsonToken.END_ARRAY; number++) {
            int line = line(json);
            JsonNode node = json.readValueAsTree();
            reader.accept(new CocoElement(path, line, list + "[" + number + "]", node));
        }
    }

    private static int line(JsonParser json) {
        return json.currentTokenLocation().getLineNr();
    }
}
