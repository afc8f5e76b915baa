package io.huoyan.server.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.huoyan.core.domain.FrameId;
import io.huoyan.proto.v1.FrameReply;
import io.huoyan.proto.v1.VisitResult;
import io.huoyan.server.ingest.LoopbackServer;
import io.huoyan.server.ingest.MemoryVehicleFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent against real servers on loopback that come and go. */
class CameraAgentTest {
    private static final int FRAMES_PER_CAMERA = 30;

    @TempDir
    private Path folder;

    private final MemoryVehicleFiles files = new MemoryVehicleFiles();
    private final Listener listener = new Listener();
    private Path set;
    private Path spool;

    /** Two vehicles, three cameras; of each camera the first half of the frames is the first vehicle's. */
    @BeforeEach
    void writeSet() throws IOException {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(2));
        set = Files.createDirectories(folder.resolve("set"));
        spool = folder.resolve("spool");
        StringBuilder manifest = new StringBuilder(
                "file,camera,station,view,vehicle,isVin,variant,visit,frameNumber,encoding,widthPx,heightPx,light\n");
        String[] views = {"left-sill", "right-sill", "rear-rail"};
        for (int i = 0; i < FRAMES_PER_CAMERA; i++) {
            for (int camera = 1; camera <= views.length; camera++) {
                String name = "c" + camera + "-" + i + ".png";
                Files.writeString(set.resolve(name), "good " + name);
                String vehicle = i < FRAMES_PER_CAMERA / 2 ? "BODY-1,false,SEDAN-B,V-1" : "BODY-2,false,SUV-A,V-2";
                manifest.append(name + ",cam-" + camera + ",BS-110," + views[camera - 1] + "," + vehicle + "," + i
                        + ",PNG,1280,1024,0\n");
            }
        }
        Files.writeString(set.resolve("manifest.csv"), manifest);
    }

    private static final class Listener implements CameraProgress {
        final ConcurrentHashMap<String, AtomicInteger> answers = new ConcurrentHashMap<>();
        final List<VisitResult> visits = new CopyOnWriteArrayList<>();
        final List<String> lost = new CopyOnWriteArrayList<>();
        final List<String> told = new CopyOnWriteArrayList<>();

        @Override
        public void answered(FrameReply reply) {
            answers.computeIfAbsent(reply.getCameraId() + "/" + reply.getFrameNumber(), key -> new AtomicInteger())
                    .incrementAndGet();
        }

        @Override
        public void visitClosed(VisitResult result) {
            visits.add(result);
        }

        @Override
        public void lost(String camera, long frameNumber, String why) {
            lost.add(camera + "/" + frameNumber + ": " + why);
        }

        @Override
        public void told(String camera, String message) {
            told.add(message);
        }
    }

    private CameraSettings settings(int port, double framesPerSecond) {
        return CameraSettings.plain(set, "127.0.0.1:" + port, framesPerSecond, "boot-1", spool);
    }

    private CameraAgent agent(CameraSettings settings) {
        return new CameraAgent(settings, listener, Clock.systemUTC(), new Random(1));
    }

    private CompletableFuture<CameraSummary> run(CameraAgent agent) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return agent.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static CameraSummary join(CompletableFuture<CameraSummary> run) {
        return run.orTimeout(300, TimeUnit.SECONDS).join();
    }

    private void everyFrameIsRecordedOnceAndAnsweredOnce() {
        List<FrameId> frames = files.recorded().stream()
                .map(inspection -> inspection.header().frame())
                .toList();
        assertThat(frames).hasSize(3 * FRAMES_PER_CAMERA).doesNotHaveDuplicates();
        assertThat(listener.answers).hasSize(3 * FRAMES_PER_CAMERA);
        assertThat(listener.answers.values()).allMatch(count -> count.get() == 1);
    }

    @Test
    void aSetIsSentAsThreeCamerasAndItsVisitsAreClosedAfterTheirLastFrames() throws IOException {
        try (LoopbackServer server = new LoopbackServer(0, files)) {
            CameraSummary summary = join(run(agent(settings(server.port(), 0))));

            everyFrameIsRecordedOnceAndAnsweredOnce();
            assertThat(summary).isEqualTo(new CameraSummary(3, 90, 0, 90, 90, 90, 0, 0, 0, 0, 0, 2, 0));
            assertThat(summary.isComplete()).isTrue();
            assertThat(listener.visits).extracting(VisitResult::getVisitId).containsExactlyInAnyOrder("V-1", "V-2");
            assertThat(listener.visits).allSatisfy(result -> assertThat(result.getWeldsReview())
                    .as("welds of a view that was not seen")
                    .isZero());
            assertThat(filesInSpool()).isEmpty();
        }
    }

    /** The line goes on: frames are taken at their pace, kept on disk, and sent when the server is back. */
    @Test
    void aServerThatIsAwayForAWhileCostsNoFrameAndNoPace() throws Exception {
        LoopbackServer first = new LoopbackServer(0, files);
        CompletableFuture<CameraSummary> run = run(agent(settings(first.port(), 40)));
        await().until(() -> files.recorded().size() > 10);
        int port = first.port();
        first.close();
        await().until(() -> filesInSpool().size() > 10);
        try (LoopbackServer second = new LoopbackServer(port, files)) {
            CameraSummary summary = join(run);

            everyFrameIsRecordedOnceAndAnsweredOnce();
            assertThat(summary.answered()).isEqualTo(90);
            assertThat(summary.inspected()).isEqualTo(90);
            assertThat(summary.lost() + summary.left()).isZero();
            assertThat(summary.reconnects()).isPositive();
            assertThat(summary.visitsClosed()).isEqualTo(2);
            assertThat(filesInSpool()).isEmpty();
            assertThat(second.port()).isEqualTo(port);
        }
    }

    /** As after kill -9: nothing says goodbye, and what was on its way is sent again. */
    @Test
    void framesThatWereOnTheirWayWhenTheServerDiedAreSentAgainWithTheSameIdentity() throws Exception {
        LoopbackServer first = new LoopbackServer(0, files);
        first.inspector().hold("cam-1");
        CompletableFuture<CameraSummary> run = run(agent(settings(first.port(), 0)));
        await().until(() -> first.framesUnderWay() >= 4);
        int port = first.port();
        first.die();
        try (LoopbackServer second = new LoopbackServer(port, files)) {
            CameraSummary summary = join(run);

            everyFrameIsRecordedOnceAndAnsweredOnce();
            assertThat(summary.sent()).isGreaterThan(90);
            assertThat(summary.answered()).isEqualTo(90);
            assertThat(second.port()).isEqualTo(port);
        }
    }

    @Test
    void whatHasNoAnswerAtTheEndStaysInTheSpoolForTheNextRun() throws Exception {
        CameraSettings impatient = withEnd(settings(freePort(), 200), 1L << 30, Duration.ofMillis(100));
        CameraSummary away = join(run(agent(impatient)));

        assertThat(away.left()).isEqualTo(90);
        assertThat(away.answered()).isZero();
        assertThat(filesInSpool()).hasSize(90);

        Files.writeString(
                set.resolve("manifest.csv"),
                Files.readAllLines(set.resolve("manifest.csv")).get(0) + "\n");
        try (LoopbackServer server = new LoopbackServer(0, files)) {
            CameraSummary back = join(run(agent(settings(server.port(), 0))));

            assertThat(back.resumed()).isEqualTo(90);
            assertThat(back.answered()).isEqualTo(90);
            assertThat(back.visitsClosed()).isEqualTo(2);
            everyFrameIsRecordedOnceAndAnsweredOnce();
            assertThat(filesInSpool()).isEmpty();
        }
    }

    /** As a demo that was killed and begun again: its frames come from the spool and, once more, from the folder. */
    @Test
    void framesThatAreInTheSpoolAndAreTakenOnceMoreAreEachAnsweredAndTheirVisitsClosed() throws Exception {
        run(agent(withEnd(settings(freePort(), 200), 1L << 30, Duration.ofMillis(100))))
                .get(120, TimeUnit.SECONDS);

        try (LoopbackServer server = new LoopbackServer(0, files)) {
            server.inspector().hold("cam-1");
            CompletableFuture<CameraSummary> run = run(agent(settings(server.port(), 0)));
            await().until(() -> server.framesUnderWay() >= 4);
            server.inspector().release("cam-1");
            CameraSummary summary = join(run);

            assertThat(summary.resumed()).isEqualTo(90);
            assertThat(summary.answered()).isEqualTo(180);
            assertThat(summary.left()).isZero();
            assertThat(summary.visitsClosed()).isEqualTo(2);
            assertThat(filesInSpool()).isEmpty();
            assertThat(files.recorded()).hasSize(90);
        }
    }

    /** Loudly: a lost frame is a weld that somebody must look at. */
    @Test
    void framesThatDoNotFitIntoTheSpoolAreLostAndToldAndTheOlderOnesKept() throws Exception {
        long fiveFrames = 5 * 160;
        CameraSummary summary =
                join(run(agent(withEnd(settings(freePort(), 500), fiveFrames, Duration.ofMillis(100)))));

        assertThat(summary.lost()).isPositive().isEqualTo(listener.lost.size());
        assertThat(summary.lost() + summary.left()).isEqualTo(90);
        assertThat(listener.lost).allMatch(text -> text.endsWith("the spool is full: it may hold 800 bytes"));
        assertThat(filesInSpool().stream().mapToLong(CameraAgentTest::size).sum())
                .isLessThanOrEqualTo(fiveFrames);
        assertThat(summary.isComplete()).isFalse();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aRefusalForNowIsTriedAgainUntilItIsAnAnswer() throws Exception {
        try (LoopbackServer server = new LoopbackServer(0, files)) {
            files.setFailing(true);
            CompletableFuture<CameraSummary> run = run(agent(settings(server.port(), 0)));
            await().until(() -> server.answered("INTERNAL") > 3);
            files.setFailing(false);
            CameraSummary summary = join(run);

            everyFrameIsRecordedOnceAndAnsweredOnce();
            assertThat(summary.retried()).isPositive();
            assertThat(summary.refused()).isZero();
        }
    }

    /** A frame that the server takes under no circumstances must not hold up those behind it. */
    @Test
    void aFrameLargerThanTheServerTakesIsLostAndTheOthersGoOn() throws Exception {
        Files.writeString(set.resolve("c1-3.png"), "good " + "x".repeat(300 << 10), StandardCharsets.UTF_8);
        try (LoopbackServer server = new LoopbackServer(0, files)) {
            CameraSummary summary = join(run(agent(settings(server.port(), 0))));

            assertThat(summary.lost()).isEqualTo(1);
            assertThat(listener.lost).singleElement().asString().startsWith("cam-1/3: ");
            assertThat(summary.answered()).isEqualTo(89);
        }
    }

    @Test
    void aSpoolBelongsToOneAgentAtATime() throws Exception {
        try (Spool mine = Spool.open(spool, 100)) {
            assertThat(run(agent(settings(freePort(), 0))))
                    .failsWithin(Duration.ofMinutes(2))
                    .withThrowableOfType(java.util.concurrent.ExecutionException.class)
                    .withMessageContaining("is in use by another camera agent; allowed is one per spool");
            assertThat(mine.bytes()).isZero();
        }
    }

    private CameraSettings withEnd(CameraSettings settings, long spoolBytesMax, Duration waitsAtEnd) {
        return new CameraSettings(
                settings.folder(),
                settings.target(),
                settings.framesPerSecond(),
                settings.bootId(),
                0,
                Optional.empty(),
                true,
                settings.spool(),
                spoolBytesMax,
                waitsAtEnd,
                settings.access());
    }

    private static int freePort() throws IOException {
        try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private List<Path> filesInSpool() {
        if (!Files.isDirectory(spool)) {
            return List.of();
        }
        List<Path> found = new ArrayList<>();
        try (Stream<Path> tree = Files.walk(spool)) {
            tree.filter(file -> file.toString().endsWith(".frame")).forEach(found::add);
        } catch (UncheckedIOException | IOException goneMeanwhile) {
            return List.of();
        }
        return found;
    }
}
