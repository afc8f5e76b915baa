package io.huoyan.server.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;

/** Test kit: notes what is said on an availability topic. */
final class AvailabilityWatcher implements AutoCloseable {
    private static final long WAIT_MAX_MS = 10_000;

    private final List<String> said = new CopyOnWriteArrayList<>();
    private final BrokerLink link;

    AvailabilityWatcher(BrokerAddress broker, String topic) {
        link = new BrokerLink(
                broker,
                new BrokerLink.Role() {
                    @Override
                    public void prepare(MqttConnectionOptions options) {
                        options.setCleanStart(true);
                    }

                    @Override
                    public void connected(MqttAsyncClient client) throws MqttException {
                        client.subscribe(topic, 1).waitForCompletion(WAIT_MAX_MS);
                    }

                    @Override
                    public void arrived(String arrivedOn, MqttMessage message) {
                        said.add(new String(message.getPayload(), UTF_8) + (message.isRetained() ? " (retained)" : ""));
                    }

                    @Override
                    public void leaving(MqttAsyncClient client) {}
                },
                RandomGenerator.getDefault());
        link.start();
    }

    List<String> said() {
        return List.copyOf(said);
    }

    @Override
    public void close() {
        link.close();
    }
}
