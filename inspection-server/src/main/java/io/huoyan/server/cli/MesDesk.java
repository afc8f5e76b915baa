package io.huoyan.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.huoyan.core.domain.StationId;
import io.huoyan.server.mqtt.MesSender;
import io.huoyan.server.mqtt.OrderSubscriber.Received;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What the MES of {@code huoyan mes} knows, and how it carries an instruction out. Thread-safe. */
final class MesDesk {
    private static final Map<String, String> ACTIONS = Map.of(
            "accept", "ACCEPT",
            "start", "START_REPAIR",
            "repaired", "REPAIRED",
            "release", "RELEASE",
            "hold", "HOLD",
            "close", "CLOSE",
            "scrap", "SCRAP",
            "concession", "CONCESSION",
            "cancel", "CANCEL");
    private static final Map<String, String> NEXT = Map.of(
            "CREATED",
            "accept",
            "DISPATCHED",
            "accept",
            "REOPENED",
            "accept",
            "ACCEPTED",
            "start",
            "IN_REPAIR",
            "repaired");
    private static final long EXPECT_S = 60;
    private static final long POLL_MS = 50;

    private final ObjectMapper mapper = new ObjectMapper();
    private final MesLines lines = new MesLines();
    private final StationId station;
    private final String who;
    private final PrintWriter out;
    private final Map<String, String> stateByOrder = new HashMap<>();
    private final BlockingQueue<String> toMove = new LinkedBlockingQueue<>();
    private String lastOrder = "";
    private byte[] lastCommand = {};
    private Duration late = Duration.ZERO;
    private Optional<Integer> ifRevision = Optional.empty();

    MesDesk(String station, String who, PrintWriter out) {
        this.station = new StationId(station);
        this.who = who;
        this.out = out;
    }

    synchronized void arrived(Received message) {
        say(lines.describe(message));
        if (message.isOrder() && !message.repeated()) {
            JsonNode json = read(message.payload());
            lastOrder = json.path("order_id").asText();
            stateByOrder.put(lastOrder, json.path("state").asText());
            toMove.add(lastOrder);
        }
    }

    void answered(MesSender.Answer answer) {
        say("ANSWER " + answer.payload());
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }

    private JsonNode read(String text) {
        try {
            return mapper.readTree(text);
        } catch (JsonProcessingException e) {
            return mapper.createObjectNode();
        }
    }

    /** False if something was expected in vain. */
    boolean carryOut(String line, MesSender sender) throws IOException, InterruptedException {
        String[] words = line.split("\\s+", 3);
        String first = words.length > 1 ? words[1] : "";
        switch (words[0].toLowerCase(Locale.ROOT)) {
            case "", "#" -> {
                // nothing to do
            }
            case "gate" ->
                sender.askGate(
                        station,
                        bytes(mapper.createObjectNode()
                                .put("schema", "huoyan.gate-request/1")
                                .put("vehicle", first)),
                        "gate");
            case "again" -> again(first.isEmpty() ? 1 : number(first), sender);
            case "late" -> late = Duration.ofHours(number(first));
            case "if" -> ifRevision = Optional.of(number(first));
            case "raw" ->
                sender.command(station, line.substring("raw".length()).strip().getBytes(UTF_8), "raw");
            case "wait" -> TimeUnit.SECONDS.sleep(number(first));
            case "expect" -> {
                return expect(first, words.length > 2 ? number(words[2]) : EXPECT_S);
            }
            case "auto" -> auto(sender);
            default -> command(words, sender);
        }
        return true;
    }

    private static int number(String word) {
        try {
            return Integer.parseInt(word);
        } catch (NumberFormatException e) {
            throw new WrongInputException("'" + word + "' is no whole number");
        }
    }

    private void command(String[] words, MesSender sender) throws IOException, InterruptedException {
        String action = ACTIONS.get(words[0].toLowerCase(Locale.ROOT));
        if (action == null || words.length < 2) {
            throw new WrongInputException("'" + String.join(" ", words) + "' is no instruction; see huoyan mes --help");
        }
        String reason = words.length > 2 ? words[2] : "";
        byte[] bytes;
        synchronized (this) {
            ObjectNode json = mapper.createObjectNode()
                    .put("schema", "huoyan.order-command/1")
                    .put("command_id", UUID.randomUUID().toString())
                    .put("order_id", words[1].equals("last") ? lastOrder : words[1])
                    .put("action", action)
                    .put("who", who)
                    .put("issued_at", Instant.now().minus(late).toString());
            if (!reason.isEmpty()) {
                json.put("reason", reason);
            }
            ifRevision.ifPresent(revision -> json.put("if_revision", revision));
            bytes = bytes(json);
            lastCommand = bytes;
            late = Duration.ZERO;
            ifRevision = Optional.empty();
        }
        sender.command(station, bytes, words[0]);
    }

    private byte[] bytes(ObjectNode json) throws JsonProcessingException {
        return mapper.writeValueAsBytes(json);
    }

    private void again(int times, MesSender sender) throws IOException, InterruptedException {
        byte[] bytes;
        synchronized (this) {
            bytes = lastCommand;
        }
        for (int i = 0; i < times; i++) {
            sender.command(station, bytes, "again");
        }
    }

    private boolean expect(String state, long seconds) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < until) {
            synchronized (this) {
                if (state.equals(stateByOrder.get(lastOrder))) {
                    return true;
                }
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
        say("EXPECTED " + state + " of order " + lastOrder + ", which is " + stateByOrder.get(lastOrder));
        return false;
    }

    /** Until Ctrl-C. */
    private void auto(MesSender sender) throws IOException, InterruptedException {
        while (true) {
            String order = toMove.take();
            String action;
            synchronized (this) {
                action = NEXT.get(stateByOrder.getOrDefault(order, ""));
            }
            if (action != null) {
                command(new String[] {action, order}, sender);
            }
        }
    }
}
