package io.huoyan.server.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;

/** Test kit: messages that must move no order: wrong JSON, wrong state, unknown order, huge, bad UTF-8, old, stale. */
final class HostileMessages {
    private static final int HUGE_BYTES = 300_000;
    private static final int KINDS = 12;

    private final Random random;
    private final String dispatchedOrder;
    private int number;

    /** @param dispatchedOrder an order that is DISPATCHED at revision 2 */
    HostileMessages(long seed, String dispatchedOrder) {
        this.random = new Random(seed);
        this.dispatchedOrder = dispatchedOrder;
    }

    byte[] next() {
        number++;
        String id = "hostile-" + number;
        return switch (random.nextInt(KINDS)) {
            case 0 -> "{\"schema\":\"huoyan.order-command/1\",".getBytes(UTF_8);
            case 1 -> bytes(RunningDesk.command(id, dispatchedOrder, "REPAIRED"));
            case 2 -> bytes(RunningDesk.command(id, dispatchedOrder, "CLOSE"));
            case 3 -> bytes(RunningDesk.command(id, "O-unknown-" + number, "ACCEPT"));
            case 4 -> huge();
            case 5 -> badUtf8(id);
            case 6 -> bytes(old(id));
            case 7 ->
                bytes(RunningDesk.command(id, dispatchedOrder, "ACCEPT")
                        .replace("\"who\"", "\"if_revision\":1,\"who\""));
            case 8 -> bytes(RunningDesk.command(id, dispatchedOrder, "ACCEPT").replace("王芳", " "));
            case 9 -> bytes(RunningDesk.command(id, dispatchedOrder, "accept"));
            case 10 -> bytes(RunningDesk.command(id, "'; DROP TABLE repair_order; --", "ACCEPT"));
            default -> noise();
        };
    }

    /** Mostly the sender's own; now and then one that may not be used. */
    Optional<String> responseTopic(String own) {
        return switch (random.nextInt(20)) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of("plant/body/line1/W10/orders");
            case 2 -> Optional.of("plant/body/line1/W10/orders/commands");
            default -> Optional.of(own);
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private String old(String id) {
        return RunningDesk.command(id, dispatchedOrder, "ACCEPT")
                .replaceFirst(
                        "\"issued_at\":\"[^\"]+\"",
                        "\"issued_at\":\"" + Instant.now().minus(Duration.ofHours(25)) + "\"");
    }

    private byte[] huge() {
        byte[] bytes = new byte[random.nextInt(20) == 0 ? HUGE_BYTES : 17_000];
        java.util.Arrays.fill(bytes, (byte) '[');
        return bytes;
    }

    private byte[] badUtf8(String id) {
        byte[] bytes = bytes(RunningDesk.command(id, dispatchedOrder, "ACCEPT"));
        bytes[bytes.length / 2] = (byte) (0xf8 + random.nextInt(8));
        return bytes;
    }

    private byte[] noise() {
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        return bytes;
    }
}
