package io.huoyan.server.mqtt;

import io.huoyan.core.orders.OrderSink;
import io.huoyan.server.testkit.OrderSinkContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/** The MQTT sink against a broker that is not ours; needs {@code mosquitto} on the path. */
@Tag("field")
class MosquittoSinkFieldTest extends OrderSinkContract {
    private static final Topics TOPICS = new Topics("plant", "body", "line1");

    private final List<Arrival> arrived = new CopyOnWriteArrayList<>();
    private int port;
    private @Nullable MosquittoProcess broker;
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
        try {
            broker = MosquittoProcess.start(folder.resolve("mosquitto"), port, "allow_anonymous true");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
