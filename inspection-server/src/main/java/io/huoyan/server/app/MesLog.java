package io.huoyan.server.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.huoyan.server.mqtt.OrderSubscriber;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What an MES received, a message a line, so that a later run over the same folder knows what came before. Thread-safe.
 */
final class MesLog implements AutoCloseable {
    private final ObjectMapper mapper = new ObjectMapper();
    private final Set<String> orderRevisions = ConcurrentHashMap.newKeySet();
    private final Writer writer;

    private MesLog(Writer writer) {
        this.writer = writer;
    }

    static MesLog open(Path file) throws IOException {
        List<String> before = Files.exists(file) ? Files.readAllLines(file) : List.of();
        MesLog log = new MesLog(Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        // A line cut off by a crash is left out: its message was not acknowledged, so it comes again.
        before.stream()
                .filter(line -> line.startsWith("{") && line.endsWith("}"))
                .forEach(log::count);
        if (!before.isEmpty()) {
            log.writer.write(System.lineSeparator());
        }
        return log;
    }

    private void count(String line) {
        try {
            JsonNode json = mapper.readTree(line);
            if (json.path("schema").asText().startsWith("huoyan.order/")) {
                orderRevisions.add(json.path("key").asText());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void append(OrderSubscriber.Received message) {
        ObjectNode line = mapper.createObjectNode()
                .put("topic", message.topic())
                .put("key", message.key())
                .put("schema", message.schema())
                .put("payload", message.payload());
        try {
            writer.write(mapper.writeValueAsString(line) + System.lineSeparator());
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        count(line.toString());
    }

    int distinctOrderRevisions() {
        return orderRevisions.size();
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
