package io.huoyan.server.ingest;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.proto.v1.WatchedInspection;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells watchers of each inspection as it is recorded. A slow watcher loses the oldest, and holds up nobody.
 * Thread-safe.
 */
final class InspectionWatchers {
    private final FrameMapping mapping;
    private final IngestLimits limits;
    private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();

    InspectionWatchers(FrameMapping mapping, IngestLimits limits) {
        this.mapping = mapping;
        this.limits = limits;
    }

    /** @param station empty means every station */
    void watch(Optional<StationId> station, ServerCallStreamObserver<WatchedInspection> observer) {
        Watcher watcher = new Watcher(station, observer, limits.watcherBufferMax());
        observer.setOnCancelHandler(() -> watchers.remove(watcher));
        observer.setOnReadyHandler(watcher::send);
        synchronized (watchers) {
            if (watchers.size() >= limits.watchersMax()) {
                observer.onError(Status.RESOURCE_EXHAUSTED
                        .withDescription(watchers.size() + " watchers are open; allowed are " + limits.watchersMax())
                        .asRuntimeException());
                return;
            }
            watchers.add(watcher);
        }
    }

    void publish(Inspection inspection) {
        for (Watcher watcher : watchers) {
            watcher.offer(inspection);
        }
    }

    /** Ends every watcher's stream. */
    void stop() {
        for (Watcher watcher : watchers) {
            watcher.end();
        }
        watchers.clear();
    }

    private final class Watcher {
        private final Optional<StationId> station;
        private final ServerCallStreamObserver<WatchedInspection> observer;
        private final int bufferMax;
        private final ArrayDeque<Inspection> buffer = new ArrayDeque<>();
        private long lost;
        private boolean ended;

        Watcher(Optional<StationId> station, ServerCallStreamObserver<WatchedInspection> observer, int bufferMax) {
            this.station = station;
            this.observer = observer;
            this.bufferMax = bufferMax;
        }

        synchronized void offer(Inspection inspection) {
            if (station.isPresent() && !station.get().equals(inspection.header().station())) {
                return;
            }
            if (buffer.size() >= bufferMax) {
                buffer.removeFirst();
                lost++;
            }
            buffer.addLast(inspection);
            send();
        }

        synchronized void send() {
            while (!ended && observer.isReady() && !buffer.isEmpty()) {
                observer.onNext(WatchedInspection.newBuilder()
                        .setInspection(mapping.inspection(buffer.removeFirst()))
                        .setLostBefore(lost)
                        .build());
                lost = 0;
            }
        }

        synchronized void end() {
            if (!ended && !observer.isCancelled()) {
                ended = true;
                observer.onError(Status.UNAVAILABLE
                        .withDescription("the server is stopping; watch again in " + limits.retryAfterMs() + " ms")
                        .asRuntimeException());
            }
        }
    }
}
