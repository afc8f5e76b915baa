package io.huoyan.server.torture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.huoyan.server.torture.Plant.CameraClock;
import io.huoyan.server.torture.Plant.Shot;
import io.huoyan.server.torture.Sightings.Arrival;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds each order that the cameras closed against the frames that closed it: none of them may be older than the
 * command that reported the repair, by the plant's clock.
 *
 * <p>A frame that was answered before that command was sent is older whatever the clocks say. One that was taken before
 * it and answered later can be told by its camera's clock alone; so it is not held against a server whose own clock was
 * behind when the repair was reported, or a camera whose clock was never set.
 */
final class Closings {
    private final Sightings sightings;
    private final Plant plant;
    private final ObjectMapper mapper = new ObjectMapper();
    private final Map<String, Instant> sentAt;
    private final Map<Shot, Instant> answeredAt;
    private final List<String> illegal = new ArrayList<>();

    private Closings(Sightings sightings, Plant plant) {
        this.sightings = sightings;
        this.plant = plant;
        this.sentAt = sightings.sentAt();
        this.answeredAt = sightings.answeredAt();
    }

    /** Each order that was closed by what is older than its repair, as a sentence. */
    static List<String> illegal(Sightings sightings, Plant plant) {
        Closings closings = new Closings(sightings, plant);
        closings.check();
        return closings.illegal;
    }

    /** The report of a repair, as the MES knows it. */
    private record Report(Instant sentAt, boolean isServersClockBehind) {}

    private void check() {
        Map<String, String> stateByOrder = new HashMap<>();
        Map<String, Report> repaired = new HashMap<>();
        for (Arrival arrival : sightings.firstArrivals()) {
            JsonNode json = read(arrival.payload());
            String before = stateByOrder.getOrDefault(arrival.order(), "");
            if (arrival.state().equals("REPAIRED") && !before.equals("REPAIRED")) {
                report(json).ifPresent(report -> repaired.put(arrival.order(), report));
            }
            boolean isByCamera = json.path("moved").path("by").asText().equals("CAMERA");
            Report report = repaired.get(arrival.order());
            if (arrival.state().equals("CLOSED") && isByCamera && report != null) {
                close(arrival, json.path("visit").asText(), report);
            }
            stateByOrder.put(arrival.order(), arrival.state());
        }
    }

    private Optional<Report> report(JsonNode order) {
        Instant sent = sentAt.get(order.path("moved").path("command_id").asText());
        return sent == null
                ? Optional.empty()
                : Optional.of(new Report(
                        sent, Instant.parse(order.path("updated_at").asText()).isBefore(sent.minusMillis(1))));
    }

    private void close(Arrival arrival, String visit, Report report) {
        for (Shot shot : answeredAt.keySet()) {
            boolean isOfThis = shot.body().equals(arrival.body())
                    && shot.visit().equals(visit)
                    && plant.shows(shot.view(), arrival.weld());
            if (isOfThis && isOlder(shot, report)) {
                illegal.add(arrival.key() + " was closed by frame " + shot.number() + ", which was taken at "
                        + shot.takenAt() + " and answered at " + answeredAt.get(shot)
                        + "; the repair was reported at " + report.sentAt());
            }
        }
    }

    private boolean isOlder(Shot shot, Report report) {
        Instant answered = answeredAt.getOrDefault(shot, Instant.MAX);
        boolean isTold = shot.clock() != CameraClock.NEVER_SET && !report.isServersClockBehind();
        return answered.isBefore(report.sentAt()) || (isTold && shot.takenAt().isBefore(report.sentAt()));
    }

    private JsonNode read(String payload) {
        try {
            return mapper.readTree(payload);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the server sent what is no JSON: " + payload, e);
        }
    }
}
