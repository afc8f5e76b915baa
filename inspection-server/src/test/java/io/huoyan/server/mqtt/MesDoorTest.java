package io.huoyan.server.mqtt;

import static io.huoyan.core.dossier.SampleEntries.STATION;
import static io.huoyan.core.dossier.SampleEntries.nok;
import static io.huoyan.core.dossier.SampleEntries.okSeen;
import static io.huoyan.core.dossier.SampleEntries.pore;
import static io.huoyan.core.dossier.SampleEntries.review;
import static io.huoyan.server.mqtt.RunningDesk.command;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.huoyan.core.orders.Escalation;
import io.huoyan.core.orders.OrderState;
import io.huoyan.server.doors.RateLimit;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MesDoorTest {
    /** Hostile messages of a run. */
    private static final int HOSTILE = 300;

    private static final int HOSTILE_IN_THE_FIELD = 5_000;

    @TempDir
    private static Path brokerFolder;

    private static EmbeddedBroker broker;

    @TempDir
    private Path folder;

    private RunningDesk desk;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(brokerFolder, "127.0.0.1", 0);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void open() throws Exception {
        desk = new RunningDesk(folder, BrokerAddress.plain(broker.url(), "any"));
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void an_order_lives_from_its_making_to_its_closing_by_re_inspection() throws Exception {
        desk.visit("BODY-1", nok("S-1", pore(1.2)));
        await("BODY-1", OrderState.DISPATCHED);
        String order = desk.order("BODY-1").id().value();

        assertThat(desk.ask(command("a-1", order, "ACCEPT"), "1").get("state").asText())
                .isEqualTo("ACCEPTED");
        assertThat(desk.ask(command("a-2", order, "START_REPAIR"), "2")
                        .get("state")
                        .asText())
                .isEqualTo("IN_REPAIR");
        assertThat(gate("BODY-1").get("may_leave").asBoolean()).isFalse();
        assertThat(desk.ask(command("a-3", order, "REPAIRED"), "3")
                        .get("revision")
                        .asInt())
                .isEqualTo(5);
        desk.visit("BODY-1", okSeen("S-1", Optional.of(Instant.now())));

        assertThat(desk.order("BODY-1").state()).isEqualTo(OrderState.CLOSED);
        assertThat(gate("BODY-1").get("may_leave").asBoolean()).isTrue();
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> revisions(order) == 6);
    }

    private long revisions(String order) {
        return desk.orders.stream()
                .filter(message -> !message.repeated() && message.key().startsWith(order + "/"))
                .count();
    }

    private void await(String body, OrderState state) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> desk.order(body).state() == state);
    }

    private JsonNode gate(String body) throws Exception {
        String correlation = "gate-" + System.nanoTime();
        desk.sender.askGate(
                STATION,
                ("{\"schema\":\"huoyan.gate-request/1\",\"vehicle\":\"" + body + "\"}").getBytes(UTF_8),
                correlation);
        return desk.answer(correlation);
    }

    /** It is answered, not looked at, and may come again. */
    @Test
    void what_is_too_much_is_refused_with_its_reason_and_counted_and_moves_nothing() throws Exception {
        var refused = new AtomicInteger();
        desk.close();
        desk = new RunningDesk(
                folder.resolve("busy"),
                BrokerAddress.plain(broker.url(), "any"),
                new RateLimit(1, () -> 0, refused::incrementAndGet));
        desk.visit("BODY-1", nok("S-1", pore(1.2)));
        await("BODY-1", OrderState.DISPATCHED);
        String order = desk.order("BODY-1").id().value();
        gate("BODY-1");
        gate("BODY-1");

        JsonNode command = desk.ask(command("a-1", order, "ACCEPT"), "1");
        assertThat(command.get("code").asText()).isEqualTo("TOO_MANY");
        assertThat(command.get("message").asText())
                .isEqualTo("more than 1 requests a second; try again in a second; nothing was changed, send the same"
                        + " command again");
        assertThat(gate("BODY-1").toString()).contains("TOO_MANY").contains("\"may_leave\":false");
        assertThat(refused).hasValue(2);
        assertThat(desk.order("BODY-1").state()).isEqualTo(OrderState.DISPATCHED);
    }

    @Test
    void the_same_command_again_gets_the_same_answer_and_moves_nothing() throws Exception {
        desk.visit("BODY-1", nok("S-1", pore(1.2)));
        await("BODY-1", OrderState.DISPATCHED);
        String accept = command("a-1", desk.order("BODY-1").id().value(), "ACCEPT");

        JsonNode first = desk.ask(accept, "1");
        JsonNode again = desk.ask(accept, "2");

        assertThat(again).isEqualTo(first);
        assertThat(desk.order("BODY-1").revision()).isEqualTo(3);
    }

    @Test
    void the_gate_keeps_a_vehicle_that_nobody_knows_or_that_waits_for_a_person_and_whatever_is_no_question()
            throws Exception {
        assertThat(gate("BODY-9").toString()).contains("UNKNOWN_VEHICLE").contains("\"may_leave\":false");
        desk.visit("BODY-1", review("S-1"));
        assertThat(gate("BODY-1").toString()).contains("REVIEW_UNRESOLVED").contains("\"may_leave\":false");
        desk.sender.askGate(STATION, new byte[] {(byte) 0xff, 0}, "garbage");
        assertThat(desk.answer("garbage").toString())
                .contains("INVALID_REQUEST")
                .contains("\"may_leave\":false");
    }

    @Test
    void a_response_topic_on_which_others_rely_is_not_used() throws Exception {
        desk.visit("BODY-1", nok("S-1", pore(1.2)));
        await("BODY-1", OrderState.DISPATCHED);
        desk.sender.send(
                RunningDesk.TOPICS.commands(STATION),
                "nonsense".getBytes(UTF_8),
                Optional.of(RunningDesk.TOPICS.prefix() + "/" + STATION + "/orders"),
                "x");
        desk.ask("nonsense", "after");

        assertThat(desk.orders).noneMatch(message -> message.payload().contains("huoyan.order-answer"));
    }

    @Test
    void some_hundred_hostile_messages_change_no_order_and_each_is_answered() throws Exception {
        hostile(HOSTILE);
    }

    /** {@code -Dhuoyan.hostile=100000} sends more of them. */
    @Test
    @Tag("field")
    void many_thousand_hostile_messages_change_no_order_and_each_is_answered() throws Exception {
        hostile(Integer.getInteger("huoyan.hostile", HOSTILE_IN_THE_FIELD));
    }

    private void hostile(int messages) throws Exception {
        long seed = System.nanoTime();
        System.out.println("MesDoorTest: seed " + seed);
        for (int body = 1; body <= 5; body++) {
            desk.visit("BODY-" + body, nok("S-1", pore(1.2)));
            await("BODY-" + body, OrderState.DISPATCHED);
        }
        long revisions = desk.files.counts().orderRevisions();
        var attack = new HostileMessages(seed, desk.order("BODY-1").id().value());
        long begin = System.nanoTime();
        for (int i = 0; i < messages; i++) {
            desk.sender.send(
                    RunningDesk.TOPICS.commands(STATION),
                    attack.next(),
                    attack.responseTopic("mes/mes-talks/answers"),
                    "h-" + i);
        }
        Awaitility.await().atMost(Duration.ofMinutes(10)).until(() -> desk.counted.get() >= messages);
        System.out.printf(
                "measured %d hostile messages in %.1f s: %d counted, %d answered to us, %d revisions made%n",
                messages,
                (System.nanoTime() - begin) / 1e9,
                desk.counted.get(),
                desk.answersInAll.get(),
                desk.files.counts().orderRevisions() - revisions);

        // In a long run the deadlines pass, and orders escalate by themselves.
        long escalated = 0;
        for (int body = 1; body <= 5; body++) {
            assertThat(desk.order("BODY-" + body).state()).isEqualTo(OrderState.DISPATCHED);
            escalated += desk.order("BODY-" + body).escalation() == Escalation.NONE ? 0 : 1;
        }
        assertThat(desk.files.counts().orderRevisions()).isEqualTo(revisions + escalated);
        assertThat(desk.ask(command("after-all", desk.order("BODY-1").id().value(), "ACCEPT"), "after-all")
                        .get("done")
                        .asBoolean())
                .isTrue();
    }
}
