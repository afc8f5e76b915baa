package io.huoyan.server.ingest;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.domain.OrderId;
import io.huoyan.core.dossier.VehicleFiles;
import io.huoyan.core.orders.Gate;
import io.huoyan.core.orders.OrderPlanner;
import io.huoyan.core.orders.OrderRules;
import io.huoyan.proto.v1.InspectionServiceGrpc;
import io.huoyan.proto.v1.InspectionServiceGrpc.InspectionServiceBlockingStub;
import io.huoyan.server.desk.DeskEvents;
import io.huoyan.server.desk.GateKeeper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/** A server on loopback with files in memory and a scripted inspector, and channels to it. */
final class RunningIngest implements AutoCloseable {
    static final Catalog CATALOG = TestFrames.catalog();

    final MemoryVehicleFiles files;
    final SettableClock clock = new SettableClock();
    final ScriptedInspector inspector = new ScriptedInspector(CATALOG, clock);
    final IngestServer server;
    private final List<ManagedChannel> channels = new ArrayList<>();

    RunningIngest() {
        this(settings(IngestLimits.defaults(), 2), new MemoryVehicleFiles());
    }

    RunningIngest(IngestSettings settings, MemoryVehicleFiles files) {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(2));
        this.files = files;
        this.server = start(settings, inspector, files, clock);
    }

    static IngestServer start(IngestSettings settings, FrameInspector inspector, VehicleFiles files, Clock clock) {
        try {
            IngestServer server = new IngestServer(
                    settings, CATALOG, inspector, files, closing(), gate(files), IngestEvents.none(), clock);
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static IngestSettings settings(IngestLimits limits, int workers) {
        IngestSettings plain = IngestSettings.loopback(0, workers);
        return new IngestSettings(
                plain.host(), 0, plain.tls(), plain.tokens(), limits, workers, 2, Duration.ofSeconds(10));
    }

    /** Limits for tests; the others are the defaults. */
    static IngestLimits limits(long heldBytesMax, int perCamera, int frames, int lateFrames, int streams) {
        return new IngestLimits(
                256 << 10,
                heldBytesMax,
                perCamera,
                frames,
                lateFrames,
                1 << 20,
                streams,
                64,
                2,
                4,
                250,
                Duration.ofSeconds(5));
    }

    /** The real one; orders are numbered O-1, O-2 … */
    static GateKeeper gate(VehicleFiles files) {
        return new GateKeeper(CATALOG, files, new Gate(OrderRules.defaults()), DeskEvents.NONE);
    }

    static VisitClosing closing() {
        AtomicLong ids = new AtomicLong();
        return new PlannedVisitClosing(
                CATALOG,
                new OrderPlanner(
                        CATALOG.defects(), OrderRules.defaults(), () -> new OrderId("O-" + ids.incrementAndGet())));
    }

    /** A connection of its own. */
    ManagedChannel channel() {
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port())
                .usePlaintext()
                .build();
        channels.add(channel);
        return channel;
    }

    InspectionServiceBlockingStub blocking() {
        return InspectionServiceGrpc.newBlockingStub(channel()).withDeadlineAfter(120, TimeUnit.SECONDS);
    }

    TestStream stream() {
        return new TestStream(channel());
    }

    @Override
    public void close() {
        for (String camera : List.of("cam-1", "cam-2", "cam-3")) {
            inspector.release(camera);
        }
        channels.forEach(ManagedChannel::shutdownNow);
        server.close();
    }
}
