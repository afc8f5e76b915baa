package io.huoyan.server.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.huoyan.core.orders.OrderSink.SinkOfflineException;
import io.huoyan.core.orders.OutboxMessage.Channel;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;

/**
 * Subscribes as an MES would: QoS 1, a session that outlives its connection, each message told apart by its key.
 * Thread-safe.
 */
public final class OrderSubscriber implements AutoCloseable {
    private static final Duration CONNECT_WAIT_MAX = Duration.ofSeconds(15);
    private static final Duration SUBSCRIBE_WAIT_MAX = Duration.ofSeconds(10);
    private static final int AT_LEAST_ONCE = 1;

    private final Topics topics;
    private final Duration sessionExpiry;
    private final Consumer<Received> onMessage;
    private final Set<String> orders = ConcurrentHashMap.newKeySet();
    private final Set<String> visits = ConcurrentHashMap.newKeySet();
    private final BrokerLink link;

    private OrderSubscriber(BrokerAddress broker, Topics topics, Duration sessionExpiry, Consumer<Received> onMessage) {
        this.topics = topics;
        this.sessionExpiry = sessionExpiry;
        this.onMessage = onMessage;
        this.link = new BrokerLink(broker, new Reader(), RandomGenerator.getDefault());
    }

    /**
     * Starts connecting, subscribes to orders and visits of the line, and keeps reconnecting.
     *
     * @param sessionExpiry how long the broker keeps messages for it while it is away
     * @param onMessage called once per arrival on one thread; repeats are marked
     */
    public static OrderSubscriber connect(
            BrokerAddress broker, Topics topics, Duration sessionExpiry, Consumer<Received> onMessage) {
        var subscriber = new OrderSubscriber(broker, topics, sessionExpiry, onMessage);
        subscriber.link.start();
        return subscriber;
    }

    /** Waits until it has subscribed; false if the broker could not be reached within 15 s. */
    public boolean awaitSubscribed() throws InterruptedException {
        try {
            link.connection(CONNECT_WAIT_MAX);
            return true;
        } catch (SinkOfflineException e) {
            return false;
        }
    }

    /** Distinct (order id, revision) pairs seen since {@code connect}. */
    public int distinctOrderRevisions() {
        return orders.size();
    }

    /** Distinct visit results seen since {@code connect}. */
    public int distinctVisits() {
        return visits.size();
    }

    /** Leaves; the broker keeps the session until it expires. */
    @Override
    public void close() {
        link.close();
    }

    /**
     * A message as it arrived.
     *
     * @param topic of the message
     * @param key its user property {@code key}
     * @param schema its user property {@code schema}
     * @param payload UTF-8 JSON
     * @param repeated true if a message with this topic and key came before
     */
    public record Received(String topic, String key, String schema, String payload, boolean repeated) {
        /** True for a repair order, false for a visit's result. */
        public boolean isOrder() {
            return topic.endsWith("/" + Channel.ORDERS.topicLevel());
        }
    }

    /** Somebody who reads. */
    private final class Reader implements BrokerLink.Role {
        @Override
        public void prepare(MqttConnectionOptions options) {
            options.setCleanStart(false);
            options.setSessionExpiryInterval(sessionExpiry.toSeconds());
        }

        @Override
        public void connected(MqttAsyncClient client) throws MqttException {
            for (Channel channel : Channel.values()) {
                client.subscribe(topics.allStations(channel), AT_LEAST_ONCE)
                        .waitForCompletion(SUBSCRIBE_WAIT_MAX.toMillis());
            }
        }

        @Override
        public void arrived(String topic, MqttMessage message) {
            String key = property(message, "key");
            boolean isOrder = topic.endsWith("/" + Channel.ORDERS.topicLevel());
            boolean isNew = isOrder ? orders.add(key) : visits.add(topic + " " + key);
            onMessage.accept(new Received(
                    topic, key, property(message, "schema"), new String(message.getPayload(), UTF_8), !isNew));
        }

        private String property(MqttMessage message, String name) {
            List<UserProperty> properties = message.getProperties() == null
                    ? List.of()
                    : message.getProperties().getUserProperties();
            return properties.stream()
                    .filter(property -> property.getKey().equals(name))
                    .map(UserProperty::getValue)
                    .findFirst()
                    .orElse("");
        }

        @Override
        public void leaving(MqttAsyncClient client) {}
    }
}
