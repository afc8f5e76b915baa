package io.huoyan.server.torture;

import io.huoyan.core.domain.ResultId;
import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.dossier.DossierEntry;
import io.huoyan.core.orders.RepairOrder;
import io.huoyan.server.store.RecordedEntry;
import io.huoyan.server.store.VehicleStore;
import io.huoyan.server.torture.Sightings.Arrival;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds what cameras and MES saw against the vehicles' files, when all is quiet.
 *
 * <p>Lost: a frame was answered and is not in the file as answered; a bad weld was answered and nobody ordered its
 * repair; a revision is in the file and never arrived; a command was answered as done and its revision never arrived; a
 * decision of QA was answered as taken and is not in the file. Doubled: a contradiction of one frame, message or
 * command; two orders open for one weld at once. Illegal: a revision out of its order, a state that may not follow, a
 * message of which the file knows nothing, an order that was closed by frames older than the repair.
 */
final class Verdicts {
    /** Which state may follow which: written here a second time, so that an error in the server's table shows. */
    private static final Map<String, Set<String>> LEGAL = Map.ofEntries(
            Map.entry("CREATED", Set.of("DISPATCHED", "ACCEPTED", "HELD", "SCRAPPED", "CONCESSION", "CANCELLED")),
            Map.entry("REOPENED", Set.of("DISPATCHED", "ACCEPTED", "HELD", "SCRAPPED", "CONCESSION", "CANCELLED")),
            Map.entry("DISPATCHED", Set.of("ACCEPTED", "HELD", "SCRAPPED", "CONCESSION", "CANCELLED")),
            Map.entry("ACCEPTED", Set.of("IN_REPAIR", "HELD", "SCRAPPED", "CONCESSION", "CANCELLED")),
            Map.entry("IN_REPAIR", Set.of("REPAIRED", "HELD", "SCRAPPED", "CONCESSION")),
            Map.entry("REPAIRED", Set.of("CLOSED", "REOPENED", "HELD", "SCRAPPED", "CONCESSION")),
            Map.entry(
                    "HELD",
                    Set.of("DISPATCHED", "ACCEPTED", "IN_REPAIR", "REPAIRED", "SCRAPPED", "CONCESSION", "CANCELLED")),
            Map.entry("CLOSED", Set.of()),
            Map.entry("SCRAPPED", Set.of()),
            Map.entry("CONCESSION", Set.of()),
            Map.entry("CANCELLED", Set.of()));

    private static final Set<String> ENDED = Set.of("CLOSED", "SCRAPPED", "CONCESSION", "CANCELLED");
    private static final int VEHICLES_MAX = 1_000_000;
    private static final int ENTRIES_AT_A_TIME = 500;

    private final List<String> lost = new ArrayList<>();
    private final List<String> doubled = new ArrayList<>();
    private final List<String> illegal = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();
    private final Set<String> orders = new HashSet<>();

    private Verdicts() {}

    /** All that was found. */
    static Verdicts of(Sightings sightings, Plant plant, VehicleStore files) {
        Verdicts verdicts = new Verdicts();
        verdicts.doubled.addAll(sightings.contradictions());
        verdicts.frames(sightings, files);
        Map<String, List<Arrival>> byBody = new LinkedHashMap<>();
        for (Arrival arrival : sightings.firstArrivals()) {
            byBody.computeIfAbsent(arrival.body(), body -> new ArrayList<>()).add(arrival);
            verdicts.orders.add(arrival.order());
        }
        byBody.forEach(verdicts::moves);
        verdicts.files(sightings, byBody, files);
        verdicts.illegal.addAll(Closings.illegal(sightings, plant));
        verdicts.badWelds(sightings);
        verdicts.commands(sightings);
        return verdicts;
    }

    private void frames(Sightings sightings, VehicleStore files) {
        sightings.resultByShot().forEach((shot, result) -> {
            boolean isThere = files.inspection(new ResultId(result))
                    .filter(inspection -> inspection.header().frame().frameNumber() == shot.number()
                            && inspection.header().vehicle().id().value().equals(shot.body()))
                    .isPresent();
            if (!isThere) {
                lost.add("frame " + shot.number() + " of " + shot.body() + " was answered with " + result
                        + " and is not in the file");
            }
        });
    }

    /** Revisions and states of each order, and how many are open for a weld, as they came. */
    private void moves(String body, List<Arrival> arrivals) {
        Map<String, Arrival> last = new HashMap<>();
        Map<String, Set<String>> openByWeld = new HashMap<>();
        for (Arrival now : arrivals) {
            Arrival before = last.put(now.order(), now);
            if (now.revision() != (before == null ? 1 : before.revision() + 1)) {
                illegal.add(now.key() + " came after revision " + (before == null ? 0 : before.revision()));
            }
            String from = before == null ? "none" : before.state();
            boolean follows = before == null
                    ? now.state().equals("CREATED")
                    : from.equals(now.state())
                            ? !ENDED.contains(from)
                            : LEGAL.getOrDefault(from, Set.of()).contains(now.state());
            if (!follows) {
                illegal.add(now.key() + " is " + now.state() + " after " + from);
            }
            Set<String> open = openByWeld.computeIfAbsent(now.weld(), weld -> new HashSet<>());
            if (ENDED.contains(now.state())) {
                open.remove(now.order());
            } else {
                open.add(now.order());
            }
            if (open.size() > 1) {
                doubled.add("weld " + now.weld() + " of " + body + " has the open orders " + open);
            }
        }
    }

    /** Each vehicle's file: its chain, and its order revisions against what arrived, in the same order. */
    private void files(Sightings sightings, Map<String, List<Arrival>> byBody, VehicleStore files) {
        Set<String> known = new HashSet<>();
        Map<String, Integer> decided = new LinkedHashMap<>();
        for (VehicleId vehicle : files.vehicles(VEHICLES_MAX)) {
            files.verify(vehicle).fault().ifPresent(fault -> broken.add(vehicle + ": " + fault));
            List<String> written = revisions(vehicle, files, decided);
            List<String> arrived = byBody.getOrDefault(vehicle.value(), List.of()).stream()
                    .map(Arrival::key)
                    .toList();
            known.addAll(written);
            Set<String> missing = new HashSet<>(written);
            missing.removeAll(new HashSet<>(arrived));
            missing.forEach(key -> lost.add("revision " + key + " of " + vehicle + " never arrived"));
            List<String> came =
                    arrived.stream().filter(new HashSet<>(written)::contains).toList();
            List<String> expected =
                    written.stream().filter(new HashSet<>(arrived)::contains).toList();
            if (!came.equals(expected)) {
                illegal.add("revisions of " + vehicle + " were decided as " + expected + " and arrived as " + came);
            }
        }
        decisions(sightings, decided);
        sightings.firstArrivals().stream()
                .filter(arrival -> !known.contains(arrival.key()))
                .forEach(arrival -> illegal.add(arrival.key() + " arrived and is in no file"));
    }

    private void decisions(Sightings sightings, Map<String, Integer> decided) {
        illegal.addAll(sightings.illegalDecisions());
        sightings.decisions().stream()
                .filter(who -> !decided.containsKey(who))
                .forEach(who -> lost.add("decision " + who + " was answered as taken and is in no file"));
        decided.forEach((who, times) -> {
            if (times > 1) {
                doubled.add("decision " + who + " is in the files " + times + " times");
            }
        });
    }

    /** @param decided counts the decisions by who made them */
    private static List<String> revisions(VehicleId vehicle, VehicleStore files, Map<String, Integer> decided) {
        List<String> revisions = new ArrayList<>();
        long after = 0;
        List<RecordedEntry> some;
        do {
            some = files.entries(vehicle, after, ENTRIES_AT_A_TIME);
            for (RecordedEntry entry : some) {
                if (entry.entry() instanceof DossierEntry.OrderMoved moved) {
                    RepairOrder order = moved.order();
                    revisions.add(order.id() + "/" + order.revision());
                } else if (entry.entry() instanceof DossierEntry.Decided decision) {
                    decided.merge(decision.decision().who(), 1, Integer::sum);
                }
                after = entry.number();
            }
        } while (!some.isEmpty());
        return revisions;
    }

    private void badWelds(Sightings sightings) {
        Set<String> ordered = new HashSet<>();
        sightings.firstArrivals().forEach(arrival -> ordered.add(arrival.body() + " " + arrival.weld()));
        sightings.badWelds().stream()
                .filter(weld -> !ordered.contains(weld))
                .forEach(weld -> lost.add("weld " + weld + " was answered as NOK and nobody ordered its repair"));
    }

    private void commands(Sightings sightings) {
        Set<String> moves = new HashSet<>();
        sightings.firstArrivals().forEach(arrival -> moves.add(arrival.payload()));
        sightings.answerByCommand().forEach((command, answer) -> {
            boolean isDone = answer.contains("\"done\":true");
            long made = moves.stream()
                    .filter(payload -> payload.contains("\"command_id\":\"" + command + "\""))
                    .count();
            if (isDone && made == 0) {
                lost.add("command " + command + " was done, and its revision never arrived");
            } else if (made > (isDone ? 1 : 0)) {
                doubled.add("command " + command + " made " + made + " revisions and was answered with " + answer);
            }
        });
    }

    List<String> lost() {
        return lost;
    }

    List<String> doubled() {
        return doubled;
    }

    List<String> illegal() {
        return illegal;
    }

    /** Where chains are broken. */
    List<String> broken() {
        return broken;
    }

    int orders() {
        return orders.size();
    }

    boolean holds() {
        return lost.isEmpty() && doubled.isEmpty() && illegal.isEmpty() && broken.isEmpty();
    }
}
