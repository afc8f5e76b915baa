package io.huoyan.core.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What this process holds of the machine's memory; Linux alone tells. */
public final class ResidentMemory {
    /** HotSpot keeps a heap of compressed references below this address, and on 64-bit Linux nothing else of size. */
    private static final long HEAP_BELOW = 1L << 35;

    private static final Pattern MAPPING = Pattern.compile("([0-9a-f]+)-[0-9a-f]+ .*");

    private static final Pattern RESIDENT = Pattern.compile("Rss: +(\\d+) kB");

    private ResidentMemory() {}

    /**
     * Resident memory outside the Java heap, after a collection, in MiB. Counted by mappings: what the heap has
     * committed tells nothing of what of it is resident, so the whole process less the heap sways by a hundred MiB.
     */
    public static long nativeMib() throws IOException {
        System.gc();
        long kib = 0;
        boolean heap = false;
        for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
            Matcher mapping = MAPPING.matcher(line);
            if (mapping.matches()) {
                heap = Long.parseUnsignedLong(mapping.group(1), 16) < HEAP_BELOW;
            }
            Matcher resident = RESIDENT.matcher(line);
            if (!heap && resident.matches()) {
                kib += Long.parseLong(resident.group(1));
            }
        }
        return kib >> 10;
    }

    /** Java objects alive, in MiB. */
    public static long heapMib() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }
}
