package io.huoyan.server.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.huoyan.core.orders.OrderSink;
import io.huoyan.core.orders.OutboxMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.MqttReturnCode;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers over MQTT 5 with QoS 1; a message counts as delivered when the broker has acknowledged it. Connects and
 * reconnects by itself. Says {@code online} on the availability topic, retained, and leaves {@code offline} as its
 * will. Thread-safe.
 *
 * <p>Paho remembers nothing over a lost connection: the outbox does, and hands in again what was not acknowledged.
 */
public final class PahoOrderSink implements OrderSink {
    private static final Logger LOG = LoggerFactory.getLogger(PahoOrderSink.class);
    private static final Duration CONNECTION_WAIT_MAX = Duration.ofSeconds(2);
    private static final Duration ACKNOWLEDGEMENT_WAIT_MAX = Duration.ofSeconds(10);
    private static final int AT_LEAST_ONCE = 1;

    private final BrokerAddress broker;
    private final Topics topics;
    private final BrokerLink link;
    private final AtomicLong unheard = new AtomicLong();

    private PahoOrderSink(BrokerAddress broker, Topics topics, RandomGenerator random) {
        this.broker = broker;
        this.topics = topics;
        this.link = new BrokerLink(broker, new Publisher(), random);
    }

    /** Starts connecting in the background; does not wait for the broker. */
    public static PahoOrderSink open(BrokerAddress broker, Topics topics) {
        var sink = new PahoOrderSink(broker, topics, RandomGenerator.getDefault());
        sink.link.start();
        return sink;
    }

    /** True while the broker is connected. */
    public boolean isConnected() {
        return link.isConnected();
    }

    /** Messages that the broker acknowledged and had nobody to give to: no session has subscribed to them. */
    public long unheard() {
        return unheard.get();
    }

    @Override
    public void deliver(OutboxMessage message) throws IOException, InterruptedException {
        String topic = topics.of(message.station(), message.channel());
        if (!publish(message.key(), topic, asMqtt(message)) && unheard.getAndIncrement() == 0) {
            LOG.warn("nobody has subscribed to {}: the broker drops what is sent there", topic);
        }
    }

    /**
     * Publishes an answer and waits for its acknowledgement; that nobody listens to it is the asker's business.
     *
     * @throws IOException as {@link #deliver}
     */
    void answer(String topic, MqttMessage answer) throws IOException, InterruptedException {
        var unused = publish("an answer", topic, answer);
    }

    /** False if the broker had nobody to give it to. */
    private boolean publish(String key, String topic, MqttMessage message) throws IOException, InterruptedException {
        BrokerLink.Connection connection = link.connection(CONNECTION_WAIT_MAX);
        if (!connection.room().tryAcquire(ACKNOWLEDGEMENT_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new SinkOfflineException("broker " + broker.url() + " acknowledges nothing of what is on its way");
        }
        MqttAsyncClient client = connection.client();
        try {
            return isHeard(Acknowledgement.of(client, topic, message, ACKNOWLEDGEMENT_WAIT_MAX));
        } catch (MqttException e) {
            throw failed(client, topic, key, message.getPayload().length, e);
        } finally {
            connection.room().release();
        }
    }

    private static boolean isHeard(int[] reasonCodes) {
        return IntStream.of(reasonCodes).noneMatch(code -> code == MqttReturnCode.RETURN_CODE_NO_MATCHING_SUBSCRIBERS);
    }

    private IOException failed(MqttAsyncClient client, String topic, String key, int bytes, MqttException e) {
        if (Acknowledgement.isRefusal(e)) {
            return new IOException("broker " + broker.url() + " refused " + key + " on " + topic
                    + " with MQTT reason code 0x" + Integer.toHexString(e.getReasonCode()));
        }
        if (e.getReasonCode() == MqttClientException.REASON_CODE_OUTGOING_PACKET_TOO_LARGE) {
            return new IOException(
                    "broker " + broker.url() + " does not take " + key + ": its " + bytes
                            + " bytes are more than the broker allows",
                    e);
        }
        link.drop(client, key + " was not acknowledged: " + e.getMessage());
        return new SinkOfflineException(
                "broker " + broker.url() + " did not acknowledge " + key + ": " + e.getMessage(), e);
    }

    private static MqttMessage asMqtt(OutboxMessage message) {
        var properties = new MqttProperties();
        properties.setContentType(OutboxMessage.CONTENT_TYPE);
        properties.setPayloadFormat(true);
        properties.setUserProperties(List.of(
                new UserProperty("key", message.key()),
                new UserProperty("schema", message.schema()),
                new UserProperty("vehicle", message.vehicle().value())));
        var mqtt = new MqttMessage(message.payload());
        mqtt.setQos(AT_LEAST_ONCE);
        mqtt.setProperties(properties);
        return mqtt;
    }

    /** Says {@code offline} and leaves. */
    @Override
    public void close() {
        link.close();
    }

    private MqttMessage availability(String word) {
        var message = new MqttMessage(word.getBytes(UTF_8));
        message.setQos(AT_LEAST_ONCE);
        message.setRetained(true);
        return message;
    }

    /** A server that publishes. */
    private final class Publisher implements BrokerLink.Role {
        private final String topic = topics.availability(broker.clientId());

        @Override
        public void prepare(MqttConnectionOptions options) {
            options.setCleanStart(true);
            options.setWill(topic, availability("offline"));
        }

        @Override
        public void connected(MqttAsyncClient client) throws MqttException, InterruptedException {
            say(client, "online");
        }

        @Override
        public void arrived(String topicOfOthers, MqttMessage message) {}

        @Override
        public void leaving(MqttAsyncClient client) throws MqttException, InterruptedException {
            say(client, "offline");
        }

        /** Orders go on without it if the broker does not allow this topic. */
        private void say(MqttAsyncClient client, String word) throws MqttException, InterruptedException {
            try {
                var unused = Acknowledgement.of(client, topic, availability(word), ACKNOWLEDGEMENT_WAIT_MAX);
            } catch (MqttException e) {
                if (!Acknowledgement.isRefusal(e)) {
                    throw e;
                }
                LOG.warn(
                        "broker {} refuses what is said on {} with MQTT reason code 0x{}",
                        broker.url(),
                        topic,
                        Integer.toHexString(e.getReasonCode()));
            }
        }
    }
}
