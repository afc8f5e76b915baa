package io.huoyan.core.orders;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.huoyan.core.domain.InvalidIdentifierException;
import io.huoyan.core.domain.OrderId;
import io.huoyan.core.orders.CommandAnswer.Code;
import io.huoyan.core.orders.OrderCommand.Action;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads {@code huoyan.order-command/1} from bytes that anybody may have sent: bounded, strict, never throwing for what
 * it reads. Thread-safe.
 */
public final class CommandReader {
    /** Bytes of one command. */
    public static final int BYTES_MAX = 16_384;

    static final String SCHEMA = "huoyan.order-command/1";

    private static final int DEPTH_MAX = 8;
    private static final int TEXT_MAX = 4_096;
    private static final int NUMBER_MAX = 32;
    private static final Pattern COMMAND_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}");
    private static final Set<String> FIELDS =
            Set.of("schema", "command_id", "order_id", "action", "who", "reason", "if_revision", "issued_at");

    private final JsonMapper mapper = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH_MAX)
                            .maxStringLength(TEXT_MAX)
                            .maxNumberLength(NUMBER_MAX)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS.mappedFeature())
            .disable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** A command, or why it is none. */
    public sealed interface Read {
        /** It is one. */
        record Command(OrderCommand command) implements Read {}

        /** It is none; the answer says why. */
        record Refused(CommandAnswer answer) implements Read {}
    }

    /** @param bytes as they came */
    public Read read(byte[] bytes) {
        if (bytes.length > BYTES_MAX) {
            return refused(Code.TOO_LARGE, "the message has " + bytes.length + " bytes; allowed are " + BYTES_MAX);
        }
        JsonNode json;
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            json = mapper.readTree(bytes);
        } catch (CharacterCodingException e) {
            return refused(Code.NOT_JSON, "the message is no UTF-8; allowed is JSON in UTF-8");
        } catch (JsonProcessingException e) {
            return refused(Code.NOT_JSON, "the message is no JSON: " + oneLine(e.getOriginalMessage()));
        } catch (java.io.IOException e) {
            throw new IllegalStateException("bytes in memory can always be read", e);
        }
        if (!json.isObject()) {
            return refused(Code.INVALID, "the message is no JSON object; allowed is one of schema " + SCHEMA);
        }
        return command(json, sha256(bytes));
    }

    private static Read command(JsonNode json, String sha256) {
        Fields fields = new Fields(json);
        fields.refuseUnknown();
        if (!SCHEMA.equals(fields.text("schema", 1, TEXT_MAX))) {
            fields.faults.add("schema must be " + SCHEMA);
        }
        String id = fields.text("command_id", 1, TEXT_MAX);
        if (!COMMAND_ID.matcher(id).matches()) {
            fields.faults.add("command_id must be 1 to 64 characters of A-Z a-z 0-9 . _ : -");
        }
        Optional<OrderId> order = fields.order();
        Optional<Action> action = fields.action();
        String who = fields.text("who", 1, Move.WHO_CHARACTERS_MAX);
        boolean needsReason = action.map(Action::needsReason).orElse(false);
        String reason = json.has("reason") || needsReason
                ? fields.text("reason", needsReason ? 1 : 0, Move.WHY_CHARACTERS_MAX)
                : "";
        OptionalInt ifRevision = fields.revision();
        Optional<Instant> issuedAt = fields.issuedAt();
        if (order.isEmpty() || action.isEmpty() || issuedAt.isEmpty() || !fields.faults.isEmpty()) {
            return new Read.Refused(CommandAnswer.unread(
                    Optional.of(id).filter(text -> COMMAND_ID.matcher(text).matches()),
                    order.map(OrderId::value),
                    Code.INVALID,
                    String.join("; ", fields.faults)));
        }
        return new Read.Command(
                new OrderCommand(id, order.get(), action.get(), who, reason, ifRevision, issuedAt.get(), sha256));
    }

    private static Read refused(Code code, String message) {
        return new Read.Refused(CommandAnswer.unread(Optional.empty(), Optional.empty(), code, message));
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= 200 ? line : line.substring(0, 200) + "…";
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Fields of a command and what is wrong with them, all at once. */
    private static final class Fields {
        private final JsonNode json;
        private final List<String> faults = new ArrayList<>();

        Fields(JsonNode json) {
            this.json = json;
        }

        void refuseUnknown() {
            var unknown = new TreeSet<String>();
            json.fieldNames().forEachRemaining(unknown::add);
            unknown.removeAll(FIELDS);
            if (!unknown.isEmpty()) {
                faults.add(oneLine(unknown.first()) + " is not known; known are "
                        + String.join(", ", new TreeSet<>(FIELDS)));
            }
        }

        /** Blank or too long is a fault. */
        String text(String field, int least, int most) {
            JsonNode node = json.path(field);
            String text = node.isTextual() ? node.textValue() : "";
            if (!node.isTextual() || text.length() > most || text.strip().length() < least || hasControl(text)) {
                faults.add(field + " must be a text of " + least + " to " + most
                        + " characters on one line, and not blank");
                return "";
            }
            return text.strip();
        }

        private static boolean hasControl(String text) {
            return text.chars().anyMatch(Character::isISOControl)
                    || !UTF_8.newEncoder().canEncode(text);
        }

        Optional<OrderId> order() {
            try {
                return Optional.of(new OrderId(text("order_id", 1, 64)));
            } catch (InvalidIdentifierException e) {
                faults.add("order_id must be the order_id of an order");
                return Optional.empty();
            }
        }

        Optional<Action> action() {
            String text = json.path("action").asText("");
            Optional<Action> action = Arrays.stream(Action.values())
                    .filter(one -> one.name().equals(text))
                    .findFirst();
            if (action.isEmpty()) {
                faults.add("action must be one of " + Arrays.toString(Action.values()));
            }
            return action;
        }

        OptionalInt revision() {
            JsonNode node = json.path("if_revision");
            if (node.isMissingNode()) {
                return OptionalInt.empty();
            }
            if (!node.isInt() || node.intValue() < 1) {
                faults.add("if_revision must be a whole number from 1");
                return OptionalInt.empty();
            }
            return OptionalInt.of(node.intValue());
        }

        Optional<Instant> issuedAt() {
            try {
                return Optional.of(Instant.parse(json.path("issued_at").asText("")));
            } catch (DateTimeException e) {
                faults.add("issued_at must be a time in UTC like 2026-11-21T12:00:00.000Z");
                return Optional.empty();
            }
        }
    }
}
