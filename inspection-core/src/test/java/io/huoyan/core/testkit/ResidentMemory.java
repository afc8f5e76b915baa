package io.huoyan.core.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process holds of the machine's memory; Linux alone tells. */
public final class ResidentMemory {
    private ResidentMemory() {}

    /** Resident set less the Java heap, which is collected before, in MiB. */
    public static long nativeMib() throws IOException {
        System.gc();
        long heapMib = Runtime.getRuntime().totalMemory() >> 20;
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024 - heapMib;
            }
        }
        throw new IllegalStateException("/proc/self/status states no VmRSS");
    }

    /** Java objects alive, in MiB. */
    public static long heapMib() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }
}
