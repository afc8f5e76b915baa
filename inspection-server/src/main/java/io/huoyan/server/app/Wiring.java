package io.huoyan.server.app;

import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.catalog.CatalogLoader;
import io.huoyan.core.domain.OrderId;
import io.huoyan.core.domain.ResultId;
import io.huoyan.core.dossier.VehicleFiles.StoreException;
import io.huoyan.core.orders.OrderPlanner;
import io.huoyan.core.orders.OrderRules;
import io.huoyan.core.pipeline.InspectionPipeline;
import io.huoyan.server.doors.AccessTokens;
import io.huoyan.server.doors.HttpDoor;
import io.huoyan.server.health.HealthEndpoint;
import io.huoyan.server.health.ServerMeters;
import io.huoyan.server.ingest.FrameInspector;
import io.huoyan.server.ingest.IngestEvents;
import io.huoyan.server.ingest.IngestServer;
import io.huoyan.server.ingest.PlannedVisitClosing;
import io.huoyan.server.mqtt.BrokerAddress;
import io.huoyan.server.mqtt.EmbeddedBroker;
import io.huoyan.server.mqtt.PahoOrderSink;
import io.huoyan.server.outbox.OutboxDispatcher;
import io.huoyan.server.outbox.OutboxListener;
import io.huoyan.server.store.VehicleStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a server's parts and joins them. What was made is closed again, last made first, when a later part cannot be
 * made.
 */
public final class Wiring {
    private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

    private Wiring() {}

    /** Told of each step of starting, for people who wait. */
    public interface StartListener {
        void starting(String what);
    }

    /**
     * Starts a server; it takes frames when this returns.
     *
     * @param softwareVersion written into every result
     * @throws IOException if an address cannot be bound or a file cannot be read
     * @throws IllegalArgumentException if catalog, models or configuration cannot be used
     */
    public static RunningServer start(
            ServerConfiguration configuration, String softwareVersion, Clock clock, StartListener listener)
            throws IOException {
        ClosingStack made = new ClosingStack();
        try {
            return start(configuration, softwareVersion, clock, listener, made);
        } finally {
            made.close();
        }
    }

    private static RunningServer start(
            ServerConfiguration configuration,
            String softwareVersion,
            Clock clock,
            StartListener listener,
            ClosingStack made)
            throws IOException {
        Path data = configuration.dataDir();
        Files.createDirectories(data);
        listener.starting("catalog");
        Catalog catalog = CatalogLoader.load(configuration.catalogDir());
        listener.starting("store");
        VehicleStore files = made.add(VehicleStore.open(configuration.store(), clock));
        made.add(StoreCare.start(files, configuration.store()));
        listener.starting("broker");
        BrokerAddress broker = broker(configuration, made);
        PahoOrderSink sink =
                made.add(PahoOrderSink.open(broker, configuration.mqtt().topics()));
        OutboxDispatcher dispatcher = made.add(OutboxDispatcher.start(
                files.outbox(), sink, OutboxDispatcher.Settings.defaults(), OutboxListener.NONE));
        listener.starting("network");
        ServerMeters meters = made.add(new ServerMeters());
        IngestServer ingest = made.add(ingest(configuration, catalog, files, meters, softwareVersion, clock, made));
        meters.watch(ingest);
        meters.watchOutbox(dispatcher::depth);
        HealthEndpoint health = made.add(new HealthEndpoint(
                httpDoor(configuration.http(), clock),
                meters::scrape,
                List.of(
                        HealthEndpoint.Probe.of("store", () -> storeFault(files)),
                        HealthEndpoint.Probe.of("broker", () -> brokerFault(sink)))));
        ingest.start();
        return new RunningServer(catalog, files, broker, dispatcher, ingest, health.port(), made.handOver());
    }

    private static HttpDoor httpDoor(ServerConfiguration.Http http, Clock clock) throws IOException {
        http.tls().flatMap(tls -> tls.check(clock.instant())).ifPresent(LOG::warn);
        Optional<AccessTokens> tokens = http.tokens().isPresent()
                ? Optional.of(AccessTokens.load(http.tokens().get()))
                : Optional.empty();
        return new HttpDoor(http.host(), http.port(), http.tls(), tokens);
    }

    private static Optional<String> storeFault(VehicleStore files) {
        try {
            var unused = files.counts();
            return Optional.empty();
        } catch (StoreException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Orders wait on disk while the broker is away, but somebody should know. */
    private static Optional<String> brokerFault(PahoOrderSink sink) {
        return sink.isConnected() ? Optional.empty() : Optional.of("the broker is not connected");
    }

    private static IngestServer ingest(
            ServerConfiguration configuration,
            Catalog catalog,
            VehicleStore files,
            IngestEvents events,
            String softwareVersion,
            Clock clock,
            ClosingStack made)
            throws IOException {
        RecipeDetectors detectors = made.add(RecipeDetectors.open(
                catalog,
                configuration.modelsDir(),
                configuration.grpc().workers(),
                configuration.dataDir().resolve("model-forms")));
        InspectionPipeline pipeline = new InspectionPipeline(
                catalog,
                detectors.byRecipe(),
                detectors.memories(),
                clock,
                () -> new ResultId(newId()),
                softwareVersion);
        OrderPlanner orders = new OrderPlanner(catalog.defects(), OrderRules.defaults(), () -> new OrderId(newId()));
        return new IngestServer(
                configuration.grpc(),
                catalog,
                FrameInspector.of(pipeline),
                files,
                new PlannedVisitClosing(catalog, orders),
                events,
                clock);
    }

    private static BrokerAddress broker(ServerConfiguration configuration, ClosingStack made) throws IOException {
        ServerConfiguration.Mqtt mqtt = configuration.mqtt();
        if (mqtt.isEmbedded()) {
            EmbeddedBroker broker = made.add(
                    EmbeddedBroker.start(configuration.dataDir().resolve("broker"), "127.0.0.1", mqtt.embeddedPort()));
            return BrokerAddress.plain(broker.url(), mqtt.serverName());
        }
        return brokerAddress(mqtt, mqtt.serverName());
    }

    /**
     * The configured broker as a client of the given name reaches it.
     *
     * @throws IOException if the password file cannot be read
     */
    public static BrokerAddress brokerAddress(ServerConfiguration.Mqtt mqtt, String clientId) throws IOException {
        Optional<BrokerAddress.Login> login = Optional.empty();
        if (mqtt.user().isPresent() && mqtt.passwordFile().isPresent()) {
            String password = Files.readString(mqtt.passwordFile().get()).strip();
            login = Optional.of(new BrokerAddress.Login(mqtt.user().get(), password));
        }
        Optional<BrokerAddress.ClientCertificate> certificate = mqtt.clientCertificateFile()
                .flatMap(file -> mqtt.clientKeyFile().map(key -> new BrokerAddress.ClientCertificate(file, key)));
        return new BrokerAddress(URI.create(mqtt.url()), clientId, login, mqtt.caFile(), certificate);
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }
}
