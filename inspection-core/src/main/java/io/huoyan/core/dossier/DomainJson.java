package io.huoyan.core.dossier;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.huoyan.core.domain.CameraId;
import io.huoyan.core.domain.DefectClass;
import io.huoyan.core.domain.InspectionFailure;
import io.huoyan.core.domain.OrderId;
import io.huoyan.core.domain.PixelBox;
import io.huoyan.core.domain.ResultId;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.VariantId;
import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.domain.ViewId;
import io.huoyan.core.domain.VisitId;
import io.huoyan.core.domain.WeldId;
import io.huoyan.core.evidence.Evidence;
import io.huoyan.core.judge.Verdict;
import io.huoyan.core.pipeline.Inspection;
import java.io.IOException;
import java.util.List;

/**
 * How the domain's types look in JSON, said from outside so that they know nothing of it: identifiers as strings,
 * sealed alternatives by name.
 */
final class DomainJson extends SimpleModule {
    private static final long serialVersionUID = 1L;

    DomainJson() {
        List.of(
                        CameraId.class,
                        OrderId.class,
                        ResultId.class,
                        StationId.class,
                        VariantId.class,
                        VehicleId.class,
                        ViewId.class,
                        VisitId.class,
                        WeldId.class)
                .forEach(type -> setMixInAnnotation(type, Identifier.class));
        setMixInAnnotation(DefectClass.class, Code.class);
        setMixInAnnotation(Verdict.class, VerdictByName.class);
        setMixInAnnotation(InspectionFailure.class, FailureByName.class);
        addSerializer(new EvidenceWriter());
        addDeserializer(Evidence.class, new EvidenceReader());
        addDeserializer(Inspection.Provenance.class, new ProvenanceReader());
    }

    @Override
    public void setupModule(SetupContext context) {
        super.setupModule(context);
        context.addSerializers(new PointListJson.Writers());
        context.addDeserializers(new PointListJson.Readers());
    }

    private abstract static class Identifier {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        @SuppressWarnings("UnusedVariable") // its type chooses the constructor of the record
        Identifier(String value) {}

        @JsonValue
        abstract String value();
    }

    private abstract static class Code {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static DefectClass parse(String text) {
            return DefectClass.parse(text);
        }

        @Override
        @JsonValue
        public abstract String toString();
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Verdict.Ok.class, name = "OK"),
        @JsonSubTypes.Type(value = Verdict.Nok.class, name = "NOK"),
        @JsonSubTypes.Type(value = Verdict.Review.class, name = "REVIEW")
    })
    private interface VerdictByName {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = InspectionFailure.InvalidField.class, name = "INVALID_FIELD"),
        @JsonSubTypes.Type(value = InspectionFailure.Undecodable.class, name = "UNDECODABLE"),
        @JsonSubTypes.Type(value = InspectionFailure.Late.class, name = "LATE"),
        @JsonSubTypes.Type(value = InspectionFailure.Exhausted.class, name = "EXHAUSTED"),
        @JsonSubTypes.Type(value = InspectionFailure.Stopping.class, name = "STOPPING"),
        @JsonSubTypes.Type(value = InspectionFailure.Internal.class, name = "INTERNAL")
    })
    private interface FailureByName {}

    /** What is written of {@code Evidence}: all but the picture itself, which is found by its hash. */
    private record EvidenceReference(PixelBox box, String sha256) {}

    private static final class EvidenceWriter extends StdSerializer<Evidence> {
        private static final long serialVersionUID = 1L;

        EvidenceWriter() {
            super(Evidence.class);
        }

        @Override
        public void serialize(Evidence evidence, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writePOJO(new EvidenceReference(evidence.box(), evidence.sha256()));
        }
    }

    private static final class EvidenceReader extends StdDeserializer<Evidence> {
        private static final long serialVersionUID = 1L;

        EvidenceReader() {
            super(Evidence.class);
        }

        @Override
        public Evidence deserialize(JsonParser json, DeserializationContext context) throws IOException {
            EvidenceReference read = context.readValue(json, EvidenceReference.class);
            return new Evidence(read.box(), read.sha256(), new byte[0]);
        }
    }
}
