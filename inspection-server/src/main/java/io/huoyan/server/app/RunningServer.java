package io.huoyan.server.app;

import io.huoyan.core.catalog.Catalog;
import io.huoyan.server.ingest.IngestServer;
import io.huoyan.server.mqtt.BrokerAddress;
import io.huoyan.server.outbox.OutboxDispatcher;
import io.huoyan.server.store.VehicleStore;

/** A server that takes frames. Closing it finishes and records what was taken, within the configured time. */
public final class RunningServer implements AutoCloseable {
    private final Catalog catalog;
    private final VehicleStore files;
    private final BrokerAddress broker;
    private final OutboxDispatcher dispatcher;
    private final IngestServer ingest;
    private final int httpPort;
    private final int reviewPort;
    private final ClosingStack parts;

    RunningServer(
            Catalog catalog,
            VehicleStore files,
            BrokerAddress broker,
            OutboxDispatcher dispatcher,
            IngestServer ingest,
            int httpPort,
            int reviewPort,
            ClosingStack parts) {
        this.catalog = catalog;
        this.files = files;
        this.broker = broker;
        this.dispatcher = dispatcher;
        this.ingest = ingest;
        this.httpPort = httpPort;
        this.reviewPort = reviewPort;
        this.parts = parts;
    }

    public Catalog catalog() {
        return catalog;
    }

    /** The vehicles' files; open until the server closes. */
    public VehicleStore files() {
        return files;
    }

    /** The broker that orders go to, as the server reaches it. */
    public BrokerAddress broker() {
        return broker;
    }

    /** What brings orders to the broker. */
    public OutboxDispatcher dispatcher() {
        return dispatcher;
    }

    public int grpcPort() {
        return ingest.port();
    }

    /** Port of probes and metrics. */
    public int httpPort() {
        return httpPort;
    }

    /** Port of QA's page. */
    public int reviewPort() {
        return reviewPort;
    }

    @Override
    public void close() {
        parts.close();
    }
}
