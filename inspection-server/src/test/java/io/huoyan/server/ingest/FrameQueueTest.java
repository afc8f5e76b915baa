package io.huoyan.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.decode.CapturedImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FrameQueueTest {
    private final FrameQueue queue = new FrameQueue();
    private final FrameMapping mapping = new FrameMapping(RunningIngest.CATALOG);

    private HeldFrame held(String camera, long number) {
        CapturedImage image =
                ((FrameMapping.Read.Headed) mapping.read(TestFrames.frame(camera, number, "good"))).image();
        return new HeldFrame(image, Optional.empty(), Instant.EPOCH, 0, new CompletableFuture<>());
    }

    private List<String> take(int count) throws InterruptedException {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            FrameQueue.Turn turn = queue.take();
            assertThat(turn).isNotNull();
            names.add(turn.frame().camera() + "#" + turn.frame().id().frameNumber() + (turn.late() ? " late" : ""));
        }
        return names;
    }

    @Test
    void camerasAreServedInTurnHoweverManyFramesOneOfThemHas() throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            queue.add(held("cam-1", i));
        }
        queue.add(held("cam-2", 0));
        queue.add(held("cam-3", 0));
        queue.add(held("cam-2", 1));

        assertThat(queue.depth()).isEqualTo(103);
        assertThat(take(7))
                .containsExactly("cam-1#0", "cam-2#0", "cam-3#0", "cam-1#1", "cam-2#1", "cam-1#2", "cam-1#3");
    }

    @Test
    void aLateFrameWaitsUntilNothingElseDoes() throws InterruptedException {
        queue.addLate(held("cam-1", 1));
        queue.add(held("cam-2", 1));
        queue.add(held("cam-2", 2));

        assertThat(queue.lateDepth()).isEqualTo(1);
        assertThat(take(3)).containsExactly("cam-2#1", "cam-2#2", "cam-1#1 late");
    }

    /** A stopping server finishes what it took; late frames are in the file already. */
    @Test
    void aClosedQueueServesWhatWaitsAndLeavesTheLateOnes() throws InterruptedException {
        queue.addLate(held("cam-1", 1));
        queue.add(held("cam-2", 1));
        queue.close();

        assertThat(take(1)).containsExactly("cam-2#1");
        assertThat(queue.take()).isNull();
        assertThat(queue.take()).isNull();
    }
}
