package io.huoyan.server.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.huoyan.core.orders.OrderSink;
import io.huoyan.core.orders.OutboxMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.eclipse.paho.mqttv5.client.IMqttToken;
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
    /** Messages on the way at the same time, if the broker takes that many. */
    static final int IN_FLIGHT_MAX = 16;

    private static final Logger LOG = LoggerFactory.getLogger(PahoOrderSink.class);
    private static final Duration CONNECTION_WAIT_MAX = Duration.ofSeconds(2);
    private static final Duration ACKNOWLEDGEMENT_WAIT_MAX = Duration.ofSeconds(10);
    private static final int AT_LEAST_ONCE = 1;
    private static final int FIRST_ERROR_CODE = 0x80;

    private final BrokerAddress broker;
    private final Topics topics;
    private final BrokerLink link;
    private final Semaphore inFlight = new Semaphore(IN_FLIGHT_MAX);
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
        if (!inFlight.tryAcquire(CONNECTION_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new SinkOfflineException(
                    IN_FLIGHT_MAX + " messages are on the way to " + broker.url() + " and none was acknowledged");
        }
        try {
            BrokerLink.Connection connection = link.connection(CONNECTION_WAIT_MAX);
            publish(connection.client(), message);
        } finally {
            inFlight.release();
        }
    }

    private void publish(MqttAsyncClient client, OutboxMessage message) throws IOException {
        String topic = topics.of(message.station(), message.channel());
        IMqttToken token;
        try {
            token = client.publish(topic, asMqtt(message));
            token.waitForCompletion(ACKNOWLEDGEMENT_WAIT_MAX.toMillis());
        } catch (MqttException e) {
            if (e.getReasonCode() >= FIRST_ERROR_CODE && e.getReasonCode() <= 0xff) {
                throw refused(topic, message, e.getReasonCode());
            }
            if (e.getReasonCode() == MqttClientException.REASON_CODE_MAX_INFLIGHT
                    || e.getReasonCode() == MqttClientException.REASON_CODE_OUTGOING_PACKET_TOO_LARGE) {
                throw new IOException(
                        "broker " + broker.url() + " does not take " + message.key() + " of " + message.payload().length
                                + " bytes now: " + e.getMessage(),
                        e);
            }
            link.drop(client, message.key() + " was not acknowledged: " + e.getMessage());
            throw new SinkOfflineException(
                    "broker " + broker.url() + " did not acknowledge " + message.key() + ": " + e.getMessage(), e);
        }
        check(topic, message, token.getReasonCodes());
    }

    private void check(String topic, OutboxMessage message, int[] reasonCodes) throws IOException {
        if (reasonCodes == null) {
            return;
        }
        for (int code : reasonCodes) {
            if (code >= FIRST_ERROR_CODE) {
                throw refused(topic, message, code);
            }
            if (code == MqttReturnCode.RETURN_CODE_NO_MATCHING_SUBSCRIBERS && unheard.getAndIncrement() == 0) {
                LOG.warn("nobody has subscribed to {}: the broker drops what is sent there", topic);
            }
        }
    }

    private IOException refused(String topic, OutboxMessage message, int code) {
        return new IOException("broker " + broker.url() + " refused " + message.key() + " on " + topic
                + " with MQTT reason code 0x" + Integer.toHexString(code));
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
        public void connected(MqttAsyncClient client) throws MqttException {
            client.publish(topic, availability("online")).waitForCompletion(ACKNOWLEDGEMENT_WAIT_MAX.toMillis());
        }

        @Override
        public void arrived(String topicOfOthers, MqttMessage message) {}

        @Override
        public void leaving(MqttAsyncClient client) throws MqttException {
            client.publish(topic, availability("offline")).waitForCompletion(ACKNOWLEDGEMENT_WAIT_MAX.toMillis());
        }
    }
}
