package io.huoyan.server.torture;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.WeldId;
import io.huoyan.server.mqtt.BrokerAddress;
import io.huoyan.server.mqtt.MesSender;
import io.huoyan.server.mqtt.OrderSubscriber;
import io.huoyan.server.mqtt.Topics;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;

/**
 * The MES: brings each order on its way by commands, sends them late, twice and in any order until they are answered,
 * and wrong ones among them. {@link #step} is one thread's.
 */
final class Mes implements AutoCloseable {
    private static final Duration SESSION = Duration.ofHours(6);
    private static final long AGAIN_AFTER_MS = 3000;
    private static final double TWICE_SHARE = 0.25;
    private static final double WRONG_SHARE = 0.15;

    private final StationId station;
    private final Sightings sightings;
    private final BiConsumer<String, WeldId> onRepaired;
    private final Random random;
    private final ObjectMapper mapper = new ObjectMapper();
    private final OrderSubscriber subscriber;
    private final MesSender sender;
    private final Map<String, Command> pending = new LinkedHashMap<>();
    private final Map<String, Integer> latest = new HashMap<>();
    private int number;

    /** A command and when it was sent last. */
    private static final class Command {
        final String id;
        final String text;
        long sentAtMs;

        Command(String id, String text) {
            this.id = id;
            this.text = text;
        }
    }

    Mes(
            BrokerAddress broker,
            Topics topics,
            StationId station,
            Sightings sightings,
            BiConsumer<String, WeldId> onRepaired,
            Random random) {
        this.station = station;
        this.sightings = sightings;
        this.onRepaired = onRepaired;
        this.random = random;
        this.subscriber = OrderSubscriber.connect(broker.as("torture-mes"), topics, SESSION, this::arrived);
        this.sender = MesSender.connect(broker.as("torture-mes-talks"), topics, this::answered);
    }

    boolean awaitConnected() throws InterruptedException {
        return subscriber.awaitSubscribed() && sender.awaitConnected();
    }

    private void arrived(OrderSubscriber.Received message) {
        if (!message.isOrder()) {
            return;
        }
        JsonNode json = read(message.payload());
        var arrival = new Sightings.Arrival(
                message.key(),
                json.path("order_id").asText(),
                json.path("revision").asInt(),
                json.path("vehicle").path("id").asText(),
                json.path("weld").path("id").asText(),
                json.path("state").asText(),
                message.payload());
        if (sightings.arrived(arrival)) {
            react(arrival);
        }
    }

    private JsonNode read(String text) {
        try {
            return mapper.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the server sent what is no JSON: " + text, e);
        }
    }

    private synchronized void react(Sightings.Arrival arrival) {
        latest.put(arrival.order(), arrival.revision());
        switch (arrival.state()) {
            case "CREATED", "DISPATCHED", "REOPENED" -> command(arrival, random.nextInt(12) == 0 ? odd() : "ACCEPT");
            case "ACCEPTED" -> command(arrival, random.nextInt(12) == 0 ? odd() : "START_REPAIR");
            case "HELD" -> command(arrival, "RELEASE");
            case "IN_REPAIR" -> {
                onRepaired.accept(arrival.body(), new WeldId(arrival.weld()));
                command(arrival, "REPAIRED");
            }
            case "REPAIRED" -> {
                if (random.nextInt(10) == 0) {
                    command(arrival, "CLOSE");
                }
            }
            default -> {
                // its life has ended
            }
        }
    }

    private String odd() {
        return List.of("HOLD", "HOLD", "CANCEL", "CONCESSION", "SCRAP").get(random.nextInt(5));
    }

    private void command(Sightings.Arrival arrival, String action) {
        put(arrival.order(), action, "");
    }

    private void put(String order, String action, String more) {
        String id = "c-" + ++number;
        String text = "{\"schema\":\"huoyan.order-command/1\",\"command_id\":\"" + id + "\",\"order_id\":\"" + order
                + "\",\"action\":\"" + action + "\",\"who\":\"torture\",\"reason\":\"by dice\"," + more
                + "\"issued_at\":\"" + Instant.now() + "\"}";
        pending.put(id, new Command(id, text));
    }

    private synchronized void answered(MesSender.Answer answer) {
        JsonNode json = read(answer.payload());
        String code = json.path("code").asText();
        String id = json.path("command_id").asText();
        if (code.equals("INTERNAL") || code.equals("TOO_MANY") || id.isEmpty()) {
            return;
        }
        sightings.answeredCommand(id, answer.payload());
        pending.remove(id);
    }

    /** Sends what waits, in any order, and something wrong now and then; while the broker is away, the next time. */
    void step() throws InterruptedException {
        List<Command> due = new ArrayList<>();
        synchronized (this) {
            if (random.nextDouble() < WRONG_SHARE) {
                wrong();
            }
            long now = System.currentTimeMillis();
            for (Command command : pending.values()) {
                if (now - command.sentAtMs > AGAIN_AFTER_MS) {
                    sightings.sends(command.id);
                    command.sentAtMs = now;
                    due.add(command);
                    if (random.nextDouble() < TWICE_SHARE) {
                        due.add(command);
                    }
                }
            }
            Collections.shuffle(due, random);
        }
        boolean isThere = true;
        for (int i = 0; i < due.size() && isThere; i++) {
            isThere = send(due.get(i).text.getBytes(UTF_8), due.get(i).id);
        }
    }

    private void wrong() {
        List<String> known = new ArrayList<>(latest.keySet());
        if (!known.isEmpty()) {
            String order = known.get(random.nextInt(known.size()));
            put(order, List.of("REPAIRED", "CLOSE", "RELEASE", "ACCEPT").get(random.nextInt(4)), "\"if_revision\":1,");
        }
        put("no-such-order-" + number, "ACCEPT", "");
    }

    private boolean send(byte[] bytes, String correlation) throws InterruptedException {
        try {
            sender.command(station, bytes, correlation);
            if (random.nextInt(20) == 0) {
                sender.command(station, new byte[] {'{', (byte) 0xff, (byte) random.nextInt(256)}, "garbage");
            }
            return true;
        } catch (IOException e) {
            // the broker is away: it is sent again
            return false;
        }
    }

    /** Commands without a final answer. */
    synchronized int unanswered() {
        return pending.size();
    }

    @Override
    public void close() {
        sender.close();
        subscriber.close();
    }
}
