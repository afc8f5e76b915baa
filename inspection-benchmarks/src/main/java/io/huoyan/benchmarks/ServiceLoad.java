package io.huoyan.benchmarks;

import io.grpc.Channel;
import io.grpc.stub.StreamObserver;
import io.huoyan.proto.v1.Frame;
import io.huoyan.proto.v1.FrameReply;
import io.huoyan.proto.v1.InspectionServiceGrpc;
import io.huoyan.proto.v1.StageTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps a service busy with the frames of a set and adds up what the replies say. Every camera has a stream of its own,
 * as on a line, and sends its pictures in turn, each under a number of its own: no camera sends one picture twice
 * running, which the service would refuse to judge and so be done with too soon.
 */
final class ServiceLoad {
    private static final int UNDER_WAY_PER_STREAM = 4;

    private final InspectionServiceGrpc.InspectionServiceStub service;
    private final List<List<SampleFrame>> cameras;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<String, Double> stageMs = new LinkedHashMap<>();
    private long answered;
    private long refused;
    private long welds;
    private final Map<String, Long> verdicts = new TreeMap<>();

    ServiceLoad(Channel channel, List<SampleFrame> frames) {
        this.service = InspectionServiceGrpc.newStub(channel);
        Map<String, List<SampleFrame>> byCamera = new TreeMap<>();
        for (SampleFrame frame : frames) {
            byCamera.computeIfAbsent(frame.frame().getCameraId(), camera -> new ArrayList<>())
                    .add(frame);
        }
        this.cameras = List.copyOf(byCamera.values());
    }

    int streams() {
        return cameras.size();
    }

    /** Sends for so long over a stream for each camera; waits for the last answer. Returns frames a second. */
    double run(double seconds) throws InterruptedException {
        long before = answered();
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        List<Thread> senders = new ArrayList<>();
        for (List<SampleFrame> pictures : cameras) {
            Thread sender = new Thread(() -> send(pictures, end), "send-" + senders.size());
            senders.add(sender);
            sender.start();
        }
        for (Thread sender : senders) {
            sender.join();
        }
        return (answered() - before) / ((System.nanoTime() - start) / 1e9);
    }

    private void send(List<SampleFrame> pictures, long end) {
        Semaphore underWay = new Semaphore(UNDER_WAY_PER_STREAM);
        CountDownLatch done = new CountDownLatch(1);
        StreamObserver<Frame> requests = service.streamFrames(new StreamObserver<>() {
            @Override
            public void onNext(FrameReply reply) {
                count(reply);
                underWay.release();
            }

            @Override
            public void onError(Throwable t) {
                done.countDown();
                underWay.release(UNDER_WAY_PER_STREAM);
            }

            @Override
            public void onCompleted() {
                done.countDown();
            }
        });
        try {
            // A visit for every round through the pictures, so that none gathers frames without end.
            long firstVisit = numbers.get();
            for (int i = 0; System.nanoTime() < end && done.getCount() > 0; i++) {
                underWay.acquire();
                requests.onNext(pictures.get(i % pictures.size()).frame().toBuilder()
                        .setFrameNumber(numbers.incrementAndGet())
                        .setVisitId("round-" + firstVisit + "-" + i / pictures.size())
                        .build());
            }
            requests.onCompleted();
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void count(FrameReply reply) {
        if (!reply.hasInspection()) {
            refused++;
            return;
        }
        answered++;
        welds += reply.getInspection().getWeldsCount();
        verdicts.merge(reply.getInspection().getVerdict().getKind().name(), 1L, Long::sum);
        for (StageTime stage : reply.getInspection().getProcessingTimesList()) {
            stageMs.merge(stage.getStage(), stage.getDurationMs(), Double::sum);
        }
    }

    synchronized long answered() {
        return answered;
    }

    synchronized long refused() {
        return refused;
    }

    /** How many frames had each verdict. */
    synchronized Map<String, Long> verdicts() {
        return new TreeMap<>(verdicts);
    }

    synchronized double weldsPerFrame() {
        return answered == 0 ? 0 : (double) welds / answered;
    }

    /** Mean duration of each stage over all frames, ms. */
    synchronized Map<String, Double> meanStageMs() {
        Map<String, Double> means = new LinkedHashMap<>();
        stageMs.forEach((stage, sum) -> means.put(stage, sum / answered));
        return means;
    }
}
