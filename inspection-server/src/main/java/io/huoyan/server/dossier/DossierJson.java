package io.huoyan.server.dossier;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.huoyan.core.domain.VehicleId;
import io.huoyan.server.store.RecordedEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/**
 * A vehicle's file as one JSON document, UTF-8. Each entry carries its number, its chained hash and its document as it
 * is in the store, byte for byte, so that others can follow the chain: {@code sha256} is SHA-256 over the hash of the
 * entry before and the document.
 */
final class DossierJson {
    private static final JsonFactory JSON = new JsonFactory();

    void write(VehicleDossier dossier, OutputStream out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("schema", "huoyan.dossier/1");
            json.writeStringField("vehicle", dossier.names().file().value());
            json.writeArrayFieldStart("names");
            for (String name : dossier.names().names()) {
                json.writeString(name);
            }
            json.writeEndArray();
            json.writeBooleanField("chainWhole", dossier.chain().isWhole());
            json.writeArrayFieldStart("faults");
            for (String fault : dossier.chain().faults()) {
                json.writeString(fault);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("entries");
            for (Map.Entry<VehicleId, List<RecordedEntry>> file :
                    dossier.files().entrySet()) {
                for (RecordedEntry entry : file.getValue()) {
                    write(file.getKey(), entry, json);
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private void write(VehicleId file, RecordedEntry entry, JsonGenerator json) throws IOException {
        json.writeRaw('\n');
        json.writeStartObject();
        json.writeStringField("file", file.value());
        json.writeNumberField("number", entry.number());
        json.writeStringField("sha256", entry.sha256());
        json.writeFieldName("document");
        json.writeRawValue(new String(entry.document(), UTF_8));
        json.writeEndObject();
    }
}
