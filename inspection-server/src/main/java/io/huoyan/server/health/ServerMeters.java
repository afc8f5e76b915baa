package io.huoyan.server.health;

import io.huoyan.core.locate.DriftWatch;
import io.huoyan.core.orders.CommandAnswer;
import io.huoyan.core.orders.Escalation;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.server.desk.DeskEvents;
import io.huoyan.server.ingest.IngestEvents;
import io.huoyan.server.ingest.IngestServer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.function.Supplier;

/** The server's numbers, for Prometheus. Names and meanings are in {@code docs/grpc.md}. Thread-safe. */
public final class ServerMeters implements IngestEvents, DeskEvents, AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics gc = new JvmGcMetrics();
    private final DistributionSummary pictureBytes = DistributionSummary.builder("huoyan.frames.received")
            .description("Frames received, with the size of their pictures")
            .baseUnit("bytes")
            .register(registry);
    private final Timer sinceReceipt = Timer.builder("huoyan.inspections.latency")
            .description("From the receipt of a frame to the end of its commit")
            .publishPercentileHistogram()
            .register(registry);
    private final Counter lateDropped = Counter.builder("huoyan.frames.late.dropped")
            .description("Late frames that were not inspected after all, for want of room")
            .register(registry);
    private final Counter visitsClosed = Counter.builder("huoyan.visits.closed")
            .description("Visits closed by this server")
            .register(registry);

    public ServerMeters() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        gc.bindTo(registry);
    }

    /** Shows how much is under way on the way in. */
    public void watch(IngestServer server) {
        gauge("huoyan.frames.under.way", "Frames from receipt to record", server::framesUnderWay);
        gauge("huoyan.frames.waiting", "Frames that wait for a worker", server::framesWaiting);
        gauge(
                "huoyan.frames.late.waiting",
                "Late frames that wait to be inspected after all",
                server::lateFramesWaiting);
        gauge("huoyan.frames.held.bytes", "Bytes of pictures held in all", server::heldBytes);
    }

    /** Shows how many messages wait for the broker. */
    public void watchOutbox(Supplier<? extends Number> depth) {
        gauge("huoyan.outbox.depth", "Messages to the MES that the broker has not acknowledged", depth);
    }

    private void gauge(String name, String description, Supplier<? extends Number> value) {
        Gauge.builder(name, value::get).description(description).register(registry);
    }

    @Override
    public void received(int bytes) {
        pictureBytes.record(bytes);
    }

    @Override
    public void answered(String code, boolean repeated) {
        Counter.builder("huoyan.frames.answered")
                .description("Frames answered, by the code of their reply")
                .tag("code", code)
                .tag("repeated", Boolean.toString(repeated))
                .register(registry)
                .increment();
    }

    @Override
    public void recorded(Inspection inspection, Duration latency) {
        sinceReceipt.record(latency);
        Counter.builder("huoyan.inspections")
                .description("Inspections recorded, by verdict")
                .tag("station", inspection.header().station().value())
                .tag("verdict", inspection.verdict().word())
                .register(registry)
                .increment();
        inspection.welds().forEach(weld -> Counter.builder("huoyan.welds")
                .description("Welds judged in frames, by verdict")
                .tag("station", inspection.header().station().value())
                .tag("verdict", weld.verdict().word())
                .register(registry)
                .increment());
        for (Inspection.StageTime time : inspection.stageTimes()) {
            Timer.builder("huoyan.stage")
                    .description("Duration of each stage of an inspection")
                    .tag("stage", time.stage())
                    .register(registry)
                    .record(Duration.ofNanos((long) (time.durationMs() * 1_000_000)));
        }
    }

    @Override
    public void lateFrameDropped() {
        lateDropped.increment();
    }

    @Override
    public void visitClosed() {
        visitsClosed.increment();
    }

    @Override
    public void commandAnswered(CommandAnswer.Code code, boolean repeated) {
        Counter.builder("huoyan.commands")
                .description("Messages to orders that were answered, by the code of the answer")
                .tag("code", code.name())
                .tag("repeated", Boolean.toString(repeated))
                .register(registry)
                .increment();
    }

    @Override
    public void gateAsked(boolean mayLeave) {
        count("huoyan.gate", "Questions to the gate, by its answer", "may_leave", Boolean.toString(mayLeave));
    }

    @Override
    public void escalated(Escalation escalation) {
        count("huoyan.orders.escalated", "Orders that waited in vain, by what for", "for", escalation.name());
    }

    @Override
    public void decided(boolean good) {
        count("huoyan.reviews.decided", "Doubtful welds that people decided", "good", Boolean.toString(good));
    }

    /** A camera leaves its calibration. */
    public void drifted(DriftWatch.Warning warning) {
        Counter.builder("huoyan.camera.drift.warnings")
                .description("Warnings that a camera drifts, before its pictures are refused")
                .tag("camera", warning.camera().value())
                .tag("view", warning.view().value())
                .tag("quantity", warning.quantity().name())
                .register(registry)
                .increment();
    }

    /** A door refused what was too much. */
    public void refused(String door) {
        count("huoyan.doors.refused", "Requests refused because too many came, by door", "door", door);
    }

    private void count(String name, String description, String tag, String value) {
        Counter.builder(name)
                .description(description)
                .tag(tag, value)
                .register(registry)
                .increment();
    }

    /** All numbers now, in Prometheus' text format. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        gc.close();
        registry.close();
    }
}
