package io.huoyan.server.mqtt;

import io.huoyan.core.domain.InvalidIdentifierException;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.orders.GateMessages;
import io.huoyan.core.orders.OrderSink.SinkOfflineException;
import io.huoyan.server.desk.GateKeeper;
import io.huoyan.server.desk.OrderDesk;
import io.huoyan.server.doors.RateLimit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the MES talks to us: commands to orders, questions to the gate. Each message is answered on its response topic
 * with its correlation data, or on the station's own answer topic where it names none that may be used.
 *
 * <p>One message is taken at a time, and acknowledged after its answer was: what a crash or a lost broker cuts off is
 * sent again by the broker, and gets the same answer. The session outlives its connection, so that what is sent while
 * the server is away is not lost.
 */
public final class MesDoor implements AutoCloseable {
    /** Larger messages are dropped by the broker (MQTT 5 §3.1.2.11.4) and never reach us. */
    static final long PACKET_BYTES_MAX = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(MesDoor.class);
    private static final Duration SESSION = Duration.ofDays(1);
    private static final Duration SUBSCRIBE_WAIT_MAX = Duration.ofSeconds(10);
    private static final int AT_LEAST_ONCE = 1;
    private static final int WAITING_AT_BROKER_MAX = 32;
    private static final String ANSWER_SCHEMA = "huoyan.order-answer/1";

    /** Commands and questions a second unless said otherwise: a plant has some a minute. */
    public static final int PER_SECOND = 100;

    /** An answer of the gate says nothing about tomorrow. */
    private static final long GATE_ANSWER_EXPIRY_S = 60;

    private final Topics topics;
    private final PahoOrderSink sink;
    private final OrderDesk desk;
    private final GateKeeper gate;
    private final GateMessages gateMessages = new GateMessages();
    private final RateLimit limit;
    private final Clock clock;
    private final BrokerLink link;

    private MesDoor(
            BrokerAddress broker,
            Topics topics,
            PahoOrderSink sink,
            OrderDesk desk,
            GateKeeper gate,
            RateLimit limit,
            Clock clock,
            RandomGenerator random) {
        this.topics = topics;
        this.sink = sink;
        this.desk = desk;
        this.gate = gate;
        this.limit = limit;
        this.clock = clock;
        this.link = new BrokerLink(broker, new Listener(), random);
    }

    /**
     * Starts connecting in the background.
     *
     * @param broker as the server reaches it, with a client name of its own
     * @param sink sends the answers; stays the caller's, who closes it after this
     * @param limit how many are looked at; more are refused by an answer
     */
    public static MesDoor open(
            BrokerAddress broker,
            Topics topics,
            PahoOrderSink sink,
            OrderDesk desk,
            GateKeeper gate,
            RateLimit limit,
            Clock clock) {
        var door = new MesDoor(broker, topics, sink, desk, gate, limit, clock, RandomGenerator.getDefault());
        door.link.start();
        return door;
    }

    /** True while it is subscribed. */
    public boolean isOpen() {
        return link.isConnected();
    }

    @Override
    public void close() {
        link.close();
    }

    private void answer(String topic, MqttMessage message) {
        Optional<StationId> station = station(topic);
        if (station.isEmpty()) {
            LOG.warn("a message on {} is left out: that is no station's topic", topic);
            return;
        }
        boolean isCommand = topics.isCommands(topic);
        byte[] payload = isCommand ? command(message.getPayload(), station.get()) : gate(message.getPayload());
        @Nullable MqttProperties asked = message.getProperties();
        MqttMessage answer = answerMessage(payload, isCommand, asked);
        String own = isCommand ? topics.orderAnswers(station.get()) : topics.gateAnswers(station.get());
        String wished = asked == null || asked.getResponseTopic() == null ? own : asked.getResponseTopic();
        boolean isSent = topics.mayAnswerOn(wished) && send(wished, answer);
        if (!isSent && !send(own, answer)) {
            LOG.warn("a message on {} was carried out, and its answer is lost: the broker refuses it", topic);
        }
    }

    /**
     * False if the broker refuses the topic.
     *
     * @throws UncheckedIOException if the broker is away: the message is then not acknowledged, the broker sends it
     *     again, and it gets the same answer
     */
    private boolean send(String topic, MqttMessage answer) {
        try {
            sink.answer(topic, answer);
            return true;
        } catch (SinkOfflineException e) {
            throw new UncheckedIOException("the answer for " + topic + " was not taken", e);
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("an answer cannot be sent to {}: {}", topic, e.toString());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before the answer was taken", e);
        }
    }

    private byte[] command(byte[] command, StationId station) {
        return limit.allows() ? desk.command(command, station) : desk.tooMany(command, limit.refusal());
    }

    private byte[] gate(byte[] request) {
        Optional<VehicleId> vehicle = gateMessages.read(request);
        if (vehicle.isEmpty()) {
            return gateMessages.refuse(
                    vehicle,
                    "INVALID_REQUEST",
                    "allowed is {\"schema\":\"huoyan.gate-request/1\",\"vehicle\":\"<VIN or body number>\"}",
                    clock.instant());
        }
        if (!limit.allows()) {
            return gateMessages.refuse(vehicle, "TOO_MANY", limit.refusal(), clock.instant());
        }
        try {
            return gateMessages.write(gate.ask(vehicle.get()), clock.instant());
        } catch (RuntimeException e) {
            LOG.error("the gate could not say whether {} may leave", vehicle.get(), e);
            return gateMessages.refuse(vehicle, "INTERNAL", "Huoyan could not find out; ask again", clock.instant());
        }
    }

    private Optional<StationId> station(String topic) {
        try {
            return topics.stationOf(topic).map(StationId::new);
        } catch (InvalidIdentifierException e) {
            return Optional.empty();
        }
    }

    private static MqttMessage answerMessage(byte[] payload, boolean isCommand, @Nullable MqttProperties asked) {
        var properties = new MqttProperties();
        properties.setContentType("application/json");
        properties.setPayloadFormat(true);
        properties.setUserProperties(
                List.of(new UserProperty("schema", isCommand ? ANSWER_SCHEMA : GateMessages.SCHEMA)));
        if (!isCommand) {
            properties.setMessageExpiryInterval(GATE_ANSWER_EXPIRY_S);
        }
        if (asked != null && asked.getCorrelationData() != null) {
            properties.setCorrelationData(asked.getCorrelationData());
        }
        var answer = new MqttMessage(payload);
        answer.setQos(AT_LEAST_ONCE);
        answer.setProperties(properties);
        return answer;
    }

    /** Somebody who listens and answers. */
    private final class Listener implements BrokerLink.Role {
        @Override
        public void prepare(MqttConnectionOptions options) {
            options.setCleanStart(false);
            options.setSessionExpiryInterval(SESSION.toSeconds());
            options.setMaximumPacketSize(PACKET_BYTES_MAX);
            options.setReceiveMaximum(WAITING_AT_BROKER_MAX);
        }

        @Override
        public void connected(MqttAsyncClient client) throws MqttException {
            for (String filter : List.of(topics.commandsOfAllStations(), topics.gateRequestsOfAllStations())) {
                client.subscribe(filter, AT_LEAST_ONCE).waitForCompletion(SUBSCRIBE_WAIT_MAX.toMillis());
            }
        }

        @Override
        public void arrived(String topic, MqttMessage message) {
            answer(topic, message);
        }

        @Override
        public void leaving(MqttAsyncClient client) {}
    }
}
