package io.huoyan.server.store;

import static io.huoyan.core.dossier.SampleEntries.inspection;
import static io.huoyan.core.dossier.SampleEntries.vehicle;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.dossier.DossierEntry;
import io.huoyan.core.dossier.SampleEntries;
import io.huoyan.core.dossier.VehicleFiles.Plan;
import io.huoyan.core.dossier.VehicleFiles.StoreException;
import io.huoyan.core.orders.OutboxMessage;
import java.nio.file.Path;
import java.util.List;

/**
 * Commits without end from several threads, and prints the number of each frame once its commit has returned; if one
 * fails, prints why and ends.
 */
final class StoreWriter {
    /** Before the message of a failed commit. */
    static final String FAILED = "failed: ";

    /** Exit code after a failed commit. */
    static final int FAILED_CODE = 3;

    private static final int THREADS = 6;

    private StoreWriter() {}

    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        long first = Long.parseLong(arguments[1]);
        var files = VehicleStore.open(folder);
        for (int i = 0; i < THREADS; i++) {
            long start = first + i;
            Vehicle vehicle = vehicle("BODY-" + i % 3);
            new Thread(() -> write(files, vehicle, start)).start();
        }
    }

    private static void write(VehicleStore files, Vehicle vehicle, long start) {
        for (long frame = start; ; frame += THREADS) {
            try {
                commit(files, vehicle, frame);
            } catch (StoreException e) {
                say(FAILED + e.getMessage());
                Runtime.getRuntime().halt(FAILED_CODE);
            }
            say(StoreCrashTest.SAID + frame);
        }
    }

    private static void say(String line) {
        synchronized (System.out) {
            System.out.println(line);
            System.out.flush();
        }
    }

    private static void commit(VehicleStore files, Vehicle vehicle, long frame) {
        var inspection = inspection(vehicle, "visit-1", "C1", frame, ("picture of frame " + frame).getBytes(UTF_8));
        var message = new OutboxMessage(
                vehicle.id(),
                SampleEntries.STATION,
                OutboxMessage.Channel.ORDERS,
                "frame-" + frame,
                "huoyan.order/1",
                ("{\"frame\":" + frame + "}").getBytes(UTF_8));
        files.commit(
                vehicle, file -> new Plan<>(List.of(new DossierEntry.Inspected(inspection)), List.of(message), frame));
    }
}
