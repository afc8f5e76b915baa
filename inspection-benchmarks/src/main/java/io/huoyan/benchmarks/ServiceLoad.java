package io.huoyan.benchmarks;

import io.grpc.Channel;
import io.grpc.stub.StreamObserver;
import io.huoyan.proto.v1.Frame;
import io.huoyan.proto.v1.FrameReply;
import io.huoyan.proto.v1.InspectionServiceGrpc;
import io.huoyan.proto.v1.StageTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps a service busy with frames of a set, each under a number of its own, and adds up what the replies say. */
final class ServiceLoad {
    private static final int UNDER_WAY_PER_STREAM = 4;

    private final InspectionServiceGrpc.InspectionServiceStub service;
    private final List<SampleFrame> frames;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<String, Double> stageMs = new LinkedHashMap<>();
    private long answered;
    private long refused;
    private long welds;

    ServiceLoad(Channel channel, List<SampleFrame> frames) {
        this.service = InspectionServiceGrpc.newStub(channel);
        this.frames = frames;
    }

    /** Sends for so long over so many streams; waits for the last answer. Returns frames a second. */
    double run(int streams, double seconds) throws InterruptedException {
        long before = answered();
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        Thread[] senders = new Thread[streams];
        for (int i = 0; i < streams; i++) {
            int stream = i;
            senders[i] = new Thread(() -> send(stream, end), "send-" + i);
            senders[i].start();
        }
        for (Thread sender : senders) {
            sender.join();
        }
        return (answered() - before) / ((System.nanoTime() - start) / 1e9);
    }

    private void send(int stream, long end) {
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
            for (int i = stream; System.nanoTime() < end && done.getCount() > 0; i++) {
                underWay.acquire();
                long number = numbers.incrementAndGet();
                Frame frame = frames.get(i % frames.size()).frame();
                // A visit for every round through the set, so that no vehicle's file grows without end.
                requests.onNext(frame.toBuilder()
                        .setFrameNumber(number)
                        .setVisitId("round-" + number / frames.size())
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
