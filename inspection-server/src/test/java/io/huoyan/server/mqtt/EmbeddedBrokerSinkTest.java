package io.huoyan.server.mqtt;

import io.huoyan.core.orders.OrderSink;
import io.huoyan.server.testkit.OrderSinkContract;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The MQTT sink against the embedded broker; a subscriber with a lasting session counts what arrives. */
class EmbeddedBrokerSinkTest extends OrderSinkContract {
    private static final Topics TOPICS = new Topics("plant", "body", "line1");

    private final List<Arrival> arrived = new CopyOnWriteArrayList<>();
    private int port;
    private @Nullable EmbeddedBroker broker;
    private @Nullable OrderSubscriber mes;

    @BeforeEach
    void choosePort() {
        port = FreePort.choose();
    }

    private BrokerAddress address(String clientId) {
        return BrokerAddress.plain(URI.create("tcp://127.0.0.1:" + port), clientId);
    }

    @Override
    protected OrderSink openSink() {
        return PahoOrderSink.open(address("huoyan"), TOPICS);
    }

    @Override
    protected void startOtherSide() {
        if (broker != null) {
            return;
        }
        broker = EmbeddedBroker.start(folder.resolve("broker"), "127.0.0.1", port);
        if (mes == null) {
            mes = OrderSubscriber.connect(
                    address("mes"),
                    TOPICS,
                    Duration.ofHours(1),
                    message -> arrived.add(new Arrival(message.key(), message.payload())));
        }
        try {
            mes.awaitSubscribed();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected void stopOtherSide() {
        if (broker != null) {
            broker.close();
            broker = null;
        }
    }

    @Override
    protected List<Arrival> arrived() {
        return List.copyOf(arrived);
    }

    @AfterEach
    void closeAll() {
        if (mes != null) {
            mes.close();
        }
        stopOtherSide();
    }
}
