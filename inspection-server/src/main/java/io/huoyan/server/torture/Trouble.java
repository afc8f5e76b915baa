package io.huoyan.server.torture;

import java.util.Random;

/** What goes wrong in a cycle, besides that the server is killed. */
enum Trouble {
    NONE,
    BROKER_STOPPED,
    WIRE_CUT,
    WIRE_SLOW,
    FULL_DISK,
    CLOCK;

    /** Nothing every second time; a stopped broker takes longest and comes seldom. */
    static Trouble of(Random random) {
        return switch (random.nextInt(16)) {
            case 0 -> BROKER_STOPPED;
            case 1, 2 -> WIRE_CUT;
            case 3, 4 -> WIRE_SLOW;
            case 5, 6 -> FULL_DISK;
            case 7, 8 -> CLOCK;
            default -> NONE;
        };
    }
}
