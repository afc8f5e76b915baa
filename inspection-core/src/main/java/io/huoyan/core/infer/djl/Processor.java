package io.huoyan.core.infer.djl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the processor can do. */
final class Processor {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final String FLAGS = "flags";

    private Processor() {}

    /**
     * Linux's words for this machine's abilities; empty where there is no such list, so that only what always runs
     * runs.
     */
    static Set<String> flags() {
        try {
            return Files.isReadable(CPU_INFO) ? flags(Files.readAllLines(CPU_INFO)) : Set.of();
        } catch (IOException e) {
            return Set.of();
        }
    }

    /** The words that every processor of the list has. */
    static Set<String> flags(List<String> cpuInfo) {
        Set<String> common = new HashSet<>();
        boolean isFirst = true;
        for (String line : cpuInfo) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).strip().equals(FLAGS)) {
                List<String> words = List.of(line.substring(colon + 1).strip().split(" "));
                if (isFirst) {
                    common.addAll(words);
                } else {
                    common.retainAll(words);
                }
                isFirst = false;
            }
        }
        return common;
    }
}
