package io.huoyan.server.torture;

import io.huoyan.server.torture.Plant.Shot;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that cameras and MES saw: what the server's files are held against at the end. Thread-safe.
 *
 * <p>A contradiction that can be seen at once (another answer to the same frame or command, other bytes under the same
 * key) is noted as it comes.
 */
final class Sightings {
    private final Map<Shot, String> resultByShot = new LinkedHashMap<>();
    private final Map<Shot, Instant> answeredAt = new LinkedHashMap<>();
    private final Map<String, Instant> sentAt = new LinkedHashMap<>();
    private final Set<String> badWelds = new LinkedHashSet<>();
    private final Map<String, Long> sequenceByVisit = new LinkedHashMap<>();
    private final Map<String, Arrival> firstArrivals = new LinkedHashMap<>();
    private final Map<String, String> answerByCommand = new LinkedHashMap<>();
    private final List<String> contradictions = new ArrayList<>();
    private final Set<String> decisions = new LinkedHashSet<>();
    private final List<String> illegalDecisions = new ArrayList<>();

    private final Clock clock;

    /** @param clock the plant's, which is right */
    Sightings(Clock clock) {
        this.clock = clock;
    }

    /** The first arrival of a message about an order. */
    record Arrival(String key, String order, int revision, String body, String weld, String state, String payload) {}

    /** A frame was answered with this result, in which these welds are bad. */
    synchronized void answered(Shot shot, String result, List<String> bad) {
        String before = resultByShot.putIfAbsent(shot, result);
        answeredAt.putIfAbsent(shot, clock.instant());
        if (before != null && !before.equals(result)) {
            contradictions.add("frame " + shot.number() + " was answered with " + before + " and with " + result);
        }
        bad.forEach(weld -> badWelds.add(shot.body() + " " + weld));
    }

    synchronized void closed(String visit, long sequence) {
        sequenceByVisit.putIfAbsent(visit, sequence);
    }

    /** True if it is the first of its key. */
    synchronized boolean arrived(Arrival arrival) {
        Arrival before = firstArrivals.putIfAbsent(arrival.key(), arrival);
        if (before != null && !before.payload().equals(arrival.payload())) {
            contradictions.add("message " + arrival.key() + " came with two payloads");
        }
        return before == null;
    }

    /** A command is sent, perhaps not for the first time. */
    synchronized void sends(String command) {
        sentAt.putIfAbsent(command, clock.instant());
    }

    /** A command got its final answer. */
    synchronized void answeredCommand(String command, String answer) {
        String before = answerByCommand.putIfAbsent(command, answer);
        if (before != null && !before.equals(answer)) {
            contradictions.add("command " + command + " was answered with " + before + " and with " + answer);
        }
    }

    /** QA was told that its decision about a weld was taken. */
    synchronized void decided(String who, String body, String weld, boolean good, boolean stale) {
        if (!decisions.add(who)) {
            illegalDecisions.add("decision " + who + " about " + weld + " of " + body + " was taken twice");
        }
        if (stale) {
            illegalDecisions.add("decision " + who + " about " + weld + " of " + body + " was taken though stale");
        }
        if (!good) {
            badWelds.add(body + " " + weld);
        }
    }

    /** Who decided, as far as QA was told. */
    synchronized Set<String> decisions() {
        return Set.copyOf(decisions);
    }

    synchronized List<String> illegalDecisions() {
        return List.copyOf(illegalDecisions);
    }

    synchronized Map<Shot, String> resultByShot() {
        return Map.copyOf(resultByShot);
    }

    /** When each frame was answered first. */
    synchronized Map<Shot, Instant> answeredAt() {
        return Map.copyOf(answeredAt);
    }

    /** When each command was sent first. */
    synchronized Map<String, Instant> sentAt() {
        return Map.copyOf(sentAt);
    }

    synchronized Set<String> badWelds() {
        return Set.copyOf(badWelds);
    }

    synchronized Map<String, Long> sequenceByVisit() {
        return Map.copyOf(sequenceByVisit);
    }

    /** In the order in which they came. */
    synchronized List<Arrival> firstArrivals() {
        return List.copyOf(firstArrivals.values());
    }

    synchronized Map<String, String> answerByCommand() {
        return Map.copyOf(answerByCommand);
    }

    synchronized List<String> contradictions() {
        return List.copyOf(contradictions);
    }

    synchronized int answeredFrames() {
        return resultByShot.size();
    }
}
