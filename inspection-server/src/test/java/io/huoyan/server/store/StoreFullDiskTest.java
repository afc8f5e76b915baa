package io.huoyan.server.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.domain.ResultId;
import io.huoyan.core.domain.VehicleId;
import io.huoyan.server.testkit.ChildJvm;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreFullDiskTest {
    private static final int FILE_SIZE_MAX_KB = 4096;

    @TempDir
    private Path folder;

    /**
     * The operating system takes no byte beyond 4 MB of a file (RLIMIT_FSIZE), as a full disk would: the commit that
     * meets the limit fails with a StoreException that says so, and the store is whole.
     */
    @Test
    void a_database_that_cannot_grow_fails_the_commit_and_loses_nothing_that_was_acknowledged() throws Exception {
        Process writer = ChildJvm.startWithFileSizeLimit(FILE_SIZE_MAX_KB, StoreWriter.class, folder.toString(), "1");
        var acknowledged = new HashSet<Long>();
        String failure = "";
        try (var said = new BufferedReader(new InputStreamReader(writer.getInputStream(), UTF_8))) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                if (line.startsWith(StoreCrashTest.SAID)) {
                    acknowledged.add(Long.parseLong(line.substring(StoreCrashTest.SAID.length())));
                } else if (line.startsWith(StoreWriter.FAILED)) {
                    failure = line;
                }
            }
        }
        assertThat(writer.waitFor()).isEqualTo(StoreWriter.FAILED_CODE);
        assertThat(failure).contains("nothing was recorded for vehicle BODY-").contains("the store could not write: ");
        assertThat(acknowledged).isNotEmpty();
        try (var files = VehicleStore.open(folder)) {
            for (long frame : acknowledged) {
                assertThat(files.inspection(new ResultId("R-C1-" + frame)))
                        .as("frame %d", frame)
                        .isPresent();
            }
            for (VehicleId vehicle : files.vehicles(10)) {
                assertThat(files.verify(vehicle).fault()).isEmpty();
            }
        }
    }
}
