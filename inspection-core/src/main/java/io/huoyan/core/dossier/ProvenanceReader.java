package io.huoyan.core.dossier;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.huoyan.core.pipeline.Inspection;
import java.io.IOException;
import java.util.List;

/**
 * Reads what a result was made with; what was written before memories, promises and settings were named is read as made
 * without.
 */
final class ProvenanceReader extends StdDeserializer<Inspection.Provenance> {
    private static final long serialVersionUID = 1L;
    private static final List<String> LATER = List.of("knownGoodSha256", "promiseSha256", "modelSettingsSha256");

    ProvenanceReader() {
        super(Inspection.Provenance.class);
    }

    /** The components of {@link Inspection.Provenance}. */
    private record Written(
            String imageSha256,
            String modelId,
            String modelSha256,
            String numericForm,
            String recipe,
            boolean liveRecipe,
            String catalogSha256,
            String softwareVersion,
            String knownGoodSha256,
            String promiseSha256,
            String modelSettingsSha256) {}

    @Override
    public Inspection.Provenance deserialize(JsonParser json, DeserializationContext context) throws IOException {
        JsonNode node = context.readTree(json);
        if (node instanceof ObjectNode object) {
            LATER.stream().filter(name -> !object.has(name)).forEach(name -> object.put(name, ""));
        }
        Written read = context.readTreeAsValue(node, Written.class);
        return new Inspection.Provenance(
                read.imageSha256(),
                read.modelId(),
                read.modelSha256(),
                read.numericForm(),
                read.recipe(),
                read.liveRecipe(),
                read.catalogSha256(),
                read.softwareVersion(),
                read.knownGoodSha256(),
                read.promiseSha256(),
                read.modelSettingsSha256());
    }
}
