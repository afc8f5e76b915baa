package io.huoyan.server.testkit;

import static io.huoyan.core.dossier.SampleEntries.STATION;
import static io.huoyan.core.dossier.SampleEntries.vehicle;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.huoyan.core.dossier.VehicleFiles;
import io.huoyan.core.dossier.VehicleFiles.Plan;
import io.huoyan.core.orders.OutboxMessage;
import io.huoyan.core.orders.OutboxMessage.Channel;
import java.util.List;

/** Messages to send. */
public final class SampleMessages {
    private SampleMessages() {}

    /** An order message whose key is {@code <vehicle>/<number>}. */
    public static OutboxMessage message(String vehicle, int number) {
        String key = vehicle + "/" + number;
        return new OutboxMessage(
                vehicle(vehicle).id(),
                STATION,
                Channel.ORDERS,
                key,
                "huoyan.order/1",
                ("{\"key\":\"" + key + "\",\"name_zh\":\"表面气孔\"}").getBytes(UTF_8));
    }

    /** Commits one message, as a verdict would. */
    public static void commit(VehicleFiles files, OutboxMessage message) {
        files.commit(vehicle(message.vehicle().value()), file -> new Plan<>(List.of(), List.of(message), 0));
    }
}
