package io.huoyan.core.dossier;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.huoyan.core.orders.RepairOrder;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.core.pipeline.VisitResult;
import io.huoyan.core.review.QaDecision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Inspections, visit results, orders and decisions as JSON and back: one form for store, replay and reports. Each
 * document names its type and version; an unknown or missing field is an error. Equal values give equal bytes: keys
 * stand in the order of the records' components. Thread-safe.
 *
 * <p>A document is {@code {"type":"inspection","version":2,"value":{…}}}; types are {@code inspection}, {@code visit},
 * {@code order}, {@code decision}, {@code names} and {@code removed}. Alternatives within a value carry their name in
 * {@code is}. Times are ISO 8601 in UTC, units are as the records have them.
 *
 * <p>The pictures of {@code Evidence} are left out; what is read back has their {@code sha256} and an empty
 * {@code png}.
 */
public final class InspectionJson {
    /** Version that is written of decisions, names and tombstones, and the only one that is read of those. */
    public static final int VERSION = 1;

    /** Version that is written of inspections; version 1, with points as objects and no searches, is read too. */
    public static final int INSPECTION_VERSION = 2;

    /**
     * Version that is written of orders; 2, with points as objects, and 1, without moves and deadlines, are read too.
     */
    public static final int ORDER_VERSION = 3;

    /**
     * Version that is written of visits' results; 2, with points as objects, and 1, which knew not when a weld was
     * seen, are read too.
     */
    public static final int VISIT_VERSION = 3;

    private static final String INSPECTION = "inspection";
    private static final String ORDER = "order";
    private static final String VISIT = "visit";

    private static final String TYPE = "type";
    private static final String VERSION_KEY = "version";
    private static final String VALUE = "value";

    private final JsonMapper mapper = JsonMapper.builder()
            .addModules(new Jdk8Module(), new JavaTimeModule(), new DomainJson())
            .visibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
            .visibility(PropertyAccessor.CREATOR, JsonAutoDetect.Visibility.ANY)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS, MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                    DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION, StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    /** Does not look for names that come twice: whoever writes one into a file breaks its chain. */
    private final JsonFactory plain = mapper.getFactory().copy().disable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    /** The frequent documents in their newest versions: they are read without a tree of them in between. */
    private final List<Newest> frequent = List.of(
            newest(INSPECTION, INSPECTION_VERSION, Inspection.class, DossierEntry.Inspected::new),
            newest(VISIT, VISIT_VERSION, VisitResult.class, DossierEntry.VisitClosed::new),
            newest(ORDER, ORDER_VERSION, RepairOrder.class, DossierEntry.OrderMoved::new));

    /** UTF-8 JSON on one line. */
    public byte[] write(Inspection inspection) {
        return document(INSPECTION, INSPECTION_VERSION, inspection);
    }

    /** UTF-8 JSON on one line. */
    public byte[] write(VisitResult result) {
        return document(VISIT, VISIT_VERSION, result);
    }

    /** UTF-8 JSON on one line. */
    public byte[] write(RepairOrder order) {
        return document(ORDER, ORDER_VERSION, order);
    }

    /** UTF-8 JSON on one line. */
    public byte[] write(QaDecision decision) {
        return document("decision", VERSION, decision);
    }

    /** UTF-8 JSON on one line. */
    public byte[] write(DossierEntry entry) {
        if (entry instanceof DossierEntry.Inspected inspected) {
            return write(inspected.inspection());
        }
        if (entry instanceof DossierEntry.VisitClosed closed) {
            return write(closed.result());
        }
        if (entry instanceof DossierEntry.OrderMoved moved) {
            return write(moved.order());
        }
        if (entry instanceof DossierEntry.Named named) {
            return document("names", VERSION, named.names());
        }
        if (entry instanceof DossierEntry.Removed removed) {
            return document("removed", VERSION, removed.tombstone());
        }
        return write(((DossierEntry.Decided) entry).decision());
    }

    /**
     * Reads what one of the {@code write} methods wrote.
     *
     * @throws UncheckedIOException if it is not such a document; the message says what and where
     */
    public DossierEntry read(byte[] json) {
        try {
            for (Newest kind : frequent) {
                Optional<DossierEntry> entry = kind.read(json, plain);
                if (entry.isPresent()) {
                    return entry.get();
                }
            }
            JsonNode document = mapper.readTree(json);
            JsonNode value = valueOf(document);
            return switch (document.path(TYPE).asText()) {
                case INSPECTION -> new DossierEntry.Inspected(mapper.treeToValue(value, Inspection.class));
                case VISIT -> new DossierEntry.VisitClosed(mapper.treeToValue(value, VisitResult.class));
                case ORDER -> new DossierEntry.OrderMoved(mapper.treeToValue(value, RepairOrder.class));
                case "decision" -> new DossierEntry.Decided(mapper.treeToValue(value, QaDecision.class));
                case "names" -> new DossierEntry.Named(mapper.treeToValue(value, VehicleNames.class));
                case "removed" -> new DossierEntry.Removed(mapper.treeToValue(value, Tombstone.class));
                default ->
                    throw new IOException(
                            "document type is '" + document.path(TYPE).asText()
                                    + "'; allowed are inspection, visit, order, decision, names, removed");
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private <T> Newest newest(String type, int version, Class<T> value, Function<T, DossierEntry> entry) {
        ObjectReader reader = mapper.readerFor(value).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        return new Newest(
                ("{\"type\":\"" + type + "\",\"version\":" + version + ",\"value\":{").getBytes(UTF_8),
                parser -> entry.apply(reader.readValue(parser)));
    }

    /** Documents that begin with the same bytes. */
    private record Newest(byte[] start, Amid amid) {
        /** Empty if it is of another kind, or does not end where it should. */
        Optional<DossierEntry> read(byte[] json, JsonFactory plain) throws IOException {
            if (json.length <= start.length || !Arrays.equals(json, 0, start.length, start, 0, start.length)) {
                return Optional.empty();
            }
            try (JsonParser parser = plain.createParser(json)) {
                while (!VALUE.equals(parser.currentName()) || parser.currentToken() == JsonToken.FIELD_NAME) {
                    parser.nextToken();
                }
                DossierEntry entry = amid.read(parser);
                return parser.nextToken() == JsonToken.END_OBJECT && parser.nextToken() == null
                        ? Optional.of(entry)
                        : Optional.empty();
            }
        }
    }

    /** Reads what stands amid a document. */
    @FunctionalInterface
    private interface Amid {
        DossierEntry read(JsonParser parser) throws IOException;
    }

    /** Reads an inspection; a document of another type is an error. */
    public Inspection readInspection(byte[] json) {
        if (read(json) instanceof DossierEntry.Inspected inspected) {
            return inspected.inspection();
        }
        throw wrongType(INSPECTION);
    }

    /** Reads a visit's result; a document of another type is an error. */
    public VisitResult readVisit(byte[] json) {
        if (read(json) instanceof DossierEntry.VisitClosed closed) {
            return closed.result();
        }
        throw wrongType(VISIT);
    }

    /** Reads an order; a document of another type is an error. */
    public RepairOrder readOrder(byte[] json) {
        if (read(json) instanceof DossierEntry.OrderMoved moved) {
            return moved.order();
        }
        throw wrongType("order");
    }

    private static UncheckedIOException wrongType(String allowed) {
        return new UncheckedIOException(new IOException("document is of another type; allowed here is " + allowed));
    }

    private static JsonNode valueOf(JsonNode document) throws IOException {
        if (!document.isObject()
                || document.size() != 3
                || !document.path(VALUE).isObject()) {
            throw new IOException("document has the fields " + fieldsOf(document) + "; allowed are exactly " + TYPE
                    + ", " + VERSION_KEY + " and " + VALUE);
        }
        String type = document.path(TYPE).asText();
        int newest = newest(type);
        JsonNode version = document.path(VERSION_KEY);
        if (!version.isInt() || version.intValue() < VERSION || version.intValue() > newest) {
            throw new IOException("document version is " + version + "; allowed is "
                    + (newest > VERSION ? VERSION + " to " + newest : String.valueOf(newest)));
        }
        return version.intValue() == newest
                ? document.path(VALUE)
                : OlderDocuments.brought(type, version.intValue(), (ObjectNode) document.path(VALUE));
    }

    private static int newest(String type) {
        return switch (type) {
            case INSPECTION -> INSPECTION_VERSION;
            case ORDER -> ORDER_VERSION;
            case VISIT -> VISIT_VERSION;
            default -> VERSION;
        };
    }

    private static String fieldsOf(JsonNode document) {
        return document instanceof ObjectNode object
                ? object.properties().stream().map(Map.Entry::getKey).toList().toString()
                : "(none: not an object)";
    }

    private byte[] document(String type, int version, Object value) {
        try {
            return mapper.writeValueAsBytes(new Document(type, version, value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "a " + type + " could not be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** Its components are named as {@link #TYPE}, {@link #VERSION_KEY} and {@link #VALUE} have it. */
    private record Document(String type, int version, Object value) {}
}
