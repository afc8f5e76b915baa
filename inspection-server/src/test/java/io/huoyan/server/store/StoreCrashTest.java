package io.huoyan.server.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.domain.ResultId;
import io.huoyan.core.domain.VehicleId;
import io.huoyan.server.outbox.Outbox;
import io.huoyan.server.testkit.ChildJvm;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreCrashTest {
    /** How often the writer is killed; {@code -Dhuoyan.kills=200} for a long run. */
    private static final int KILLS = Integer.getInteger("huoyan.kills", 5);

    /** Before the number of a frame whose commit has returned; other lines are the child's log. */
    static final String SAID = "recorded frame ";

    private static final int COMMITS_BEFORE_KILL_MAX = 120;
    private static final int ROWS_MAX = 1_000_000;

    @TempDir
    private Path folder;

    /**
     * SIGKILL at a random moment, again and again on the same store: what the writer was told is on disk, is there;
     * chains are whole and name no missing picture; each recorded frame has its message, and none has two.
     */
    @Test
    void what_was_acknowledged_before_a_kill_is_there_after_it_and_every_chain_is_whole() throws Exception {
        long seed = System.nanoTime();
        System.out.println("StoreCrashTest: seed " + seed + ", kills " + KILLS);
        var random = new Random(seed);
        var acknowledged = new HashSet<Long>();
        for (int kill = 0; kill < KILLS; kill++) {
            Process writer = ChildJvm.start(StoreWriter.class, folder.toString(), String.valueOf(kill * 1_000_000L));
            readAndKill(writer, 1 + random.nextInt(COMMITS_BEFORE_KILL_MAX), random.nextInt(20_000), acknowledged);
            checkStore(acknowledged);
        }
    }

    private static void readAndKill(Process writer, int commits, int thenUs, Set<Long> acknowledged) throws Exception {
        try (var said = new BufferedReader(new InputStreamReader(writer.getInputStream(), UTF_8))) {
            String line = said.readLine();
            int heard = 0;
            while (line != null) {
                if (line.startsWith(SAID)) {
                    acknowledged.add(Long.parseLong(line.substring(SAID.length())));
                    heard++;
                }
                if (heard == commits) {
                    killAfter(writer, thenUs);
                }
                line = said.readLine();
            }
        }
        writer.waitFor();
    }

    private static void killAfter(Process writer, int waitUs) throws InterruptedException {
        if (!writer.waitFor(waitUs, TimeUnit.MICROSECONDS)) {
            ChildJvm.kill(writer);
        }
    }

    private void checkStore(Set<Long> acknowledged) {
        try (var files = VehicleStore.open(folder)) {
            for (long frame : acknowledged) {
                assertThat(files.inspection(new ResultId("R-C1-" + frame)))
                        .as("frame %d", frame)
                        .isPresent();
            }
            long entries = 0;
            for (VehicleId vehicle : files.vehicles(10)) {
                ChainReport report = files.verify(vehicle);
                assertThat(report.fault()).isEmpty();
                entries += report.entries();
            }
            assertThat(entries).isEqualTo(files.counts().inspections()).isGreaterThanOrEqualTo(acknowledged.size());
            var keys = files.outbox().waiting(0, ROWS_MAX).stream()
                    .map(Outbox.Row::message)
                    .map(message -> message.key())
                    .collect(Collectors.toList());
            assertThat(keys).doesNotHaveDuplicates().hasSize((int) entries);
        }
    }
}
