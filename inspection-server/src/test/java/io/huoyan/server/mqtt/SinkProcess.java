package io.huoyan.server.mqtt;

import static io.huoyan.server.testkit.SampleMessages.message;

import java.net.URI;
import java.util.concurrent.CountDownLatch;

/** Connects to the broker named, delivers one message, says so, and stays until it is killed. */
final class SinkProcess {
    static final String DELIVERED = "delivered one message";

    private SinkProcess() {}

    public static void main(String[] arguments) throws Exception {
        var sink = PahoOrderSink.open(
                BrokerAddress.plain(URI.create(arguments[0]), "huoyan"), new Topics("plant", "body", "line1"));
        while (!sink.isConnected()) {
            Thread.onSpinWait();
        }
        sink.deliver(message("BODY-1", 1));
        System.out.println(DELIVERED);
        System.out.flush();
        new CountDownLatch(1).await();
    }
}
