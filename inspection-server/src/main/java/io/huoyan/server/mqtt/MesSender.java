package io.huoyan.server.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.huoyan.core.domain.StationId;
import io.huoyan.core.orders.OrderSink.SinkOfflineException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;

/**
 * Sends commands and questions as an MES would, and hears their answers on a topic of its own, told apart by their
 * correlation data. The session outlives its connection, so that an answer is not lost with it. Thread-safe.
 */
public final class MesSender implements AutoCloseable {
    private static final Duration CONNECT_WAIT_MAX = Duration.ofSeconds(15);
    private static final Duration ACKNOWLEDGEMENT_WAIT_MAX = Duration.ofSeconds(10);
    private static final Duration SESSION = Duration.ofHours(1);
    private static final int AT_LEAST_ONCE = 1;

    private final Topics topics;
    private final String answersTopic;
    private final Consumer<Answer> onAnswer;
    private final BrokerLink link;

    private MesSender(BrokerAddress broker, Topics topics, Consumer<Answer> onAnswer) {
        this.topics = topics;
        this.answersTopic = "mes/" + broker.clientId() + "/answers";
        this.onAnswer = onAnswer;
        this.link = new BrokerLink(broker, new Talker(), RandomGenerator.getDefault());
    }

    /**
     * Starts connecting, and keeps reconnecting.
     *
     * @param onAnswer called once per arrival on one thread
     */
    public static MesSender connect(BrokerAddress broker, Topics topics, Consumer<Answer> onAnswer) {
        var sender = new MesSender(broker, topics, onAnswer);
        sender.link.start();
        return sender;
    }

    /**
     * An answer as it arrived.
     *
     * @param correlation what was sent with the question; empty if the answer has none
     * @param payload UTF-8 JSON
     */
    public record Answer(String correlation, String payload) {}

    /** Waits until it can send; false if the broker could not be reached within 15 s. */
    public boolean awaitConnected() throws InterruptedException {
        try {
            link.connection(CONNECT_WAIT_MAX);
            return true;
        } catch (SinkOfflineException e) {
            return false;
        }
    }

    /** Sends whatever bytes to the orders of a station. */
    public void command(StationId station, byte[] bytes, String correlation) throws IOException, InterruptedException {
        send(topics.commands(station), bytes, Optional.of(answersTopic), correlation);
    }

    /** Asks the gate with whatever bytes. */
    public void askGate(StationId station, byte[] bytes, String correlation) throws IOException, InterruptedException {
        send(topics.gateRequests(station), bytes, Optional.of(answersTopic), correlation);
    }

    /**
     * Publishes, and waits until the broker has taken it.
     *
     * @throws SinkOfflineException if the broker is away, or did not acknowledge it
     * @throws IOException if the broker refuses it
     */
    public void send(String topic, byte[] bytes, Optional<String> responseTopic, String correlation)
            throws IOException, InterruptedException {
        BrokerLink.Connection connection = link.connection(CONNECT_WAIT_MAX);
        if (!connection.room().tryAcquire(ACKNOWLEDGEMENT_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new SinkOfflineException("the broker acknowledges nothing of what is on its way");
        }
        try {
            var properties = new MqttProperties();
            responseTopic.ifPresent(properties::setResponseTopic);
            properties.setCorrelationData(correlation.getBytes(UTF_8));
            var message = new MqttMessage(bytes);
            message.setQos(AT_LEAST_ONCE);
            message.setProperties(properties);
            var unused = Acknowledgement.of(connection.client(), topic, message, ACKNOWLEDGEMENT_WAIT_MAX);
        } catch (MqttException e) {
            if (Acknowledgement.isRefusal(e)) {
                throw new IOException(
                        "the broker refuses a message for " + topic + " with MQTT reason code 0x"
                                + Integer.toHexString(e.getReasonCode()),
                        e);
            }
            throw new SinkOfflineException("the broker did not take a message for " + topic + ": " + e, e);
        } finally {
            connection.room().release();
        }
    }

    @Override
    public void close() {
        link.close();
    }

    /** Somebody who sends and hears answers. */
    private final class Talker implements BrokerLink.Role {
        @Override
        public void prepare(MqttConnectionOptions options) {
            options.setCleanStart(false);
            options.setSessionExpiryInterval(SESSION.toSeconds());
        }

        @Override
        public void connected(MqttAsyncClient client) throws MqttException {
            client.subscribe(answersTopic, AT_LEAST_ONCE).waitForCompletion(ACKNOWLEDGEMENT_WAIT_MAX.toMillis());
        }

        @Override
        public void arrived(String topic, MqttMessage message) {
            @Nullable MqttProperties properties = message.getProperties();
            byte @Nullable [] correlation = properties == null ? null : properties.getCorrelationData();
            onAnswer.accept(new Answer(
                    correlation == null ? "" : new String(correlation, UTF_8),
                    new String(message.getPayload(), UTF_8)));
        }

        @Override
        public void leaving(MqttAsyncClient client) {}
    }
}
