package io.huoyan.server.app;

import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.catalog.CatalogLoader;
import io.huoyan.core.catalog.NotJudgeable;
import io.huoyan.core.catalog.Standard;
import io.huoyan.core.catalog.Weld;
import io.huoyan.core.domain.ResultId;
import io.huoyan.core.dossier.VehicleFiles;
import io.huoyan.core.dossier.VehicleFiles.StoreException;
import io.huoyan.core.orders.Gate;
import io.huoyan.core.orders.OrderIds;
import io.huoyan.core.orders.OrderPlanner;
import io.huoyan.core.orders.OrderRules;
import io.huoyan.core.pipeline.InspectionPipeline;
import io.huoyan.server.desk.AuditedVehicleFiles;
import io.huoyan.server.desk.GateKeeper;
import io.huoyan.server.desk.OrderClock;
import io.huoyan.server.desk.OrderDesk;
import io.huoyan.server.desk.ReviewDesk;
import io.huoyan.server.doors.AccessTokens;
import io.huoyan.server.doors.HttpDoor;
import io.huoyan.server.doors.RateLimit;
import io.huoyan.server.health.HealthEndpoint;
import io.huoyan.server.health.ServerMeters;
import io.huoyan.server.ingest.FrameInspector;
import io.huoyan.server.ingest.IngestServer;
import io.huoyan.server.ingest.PlannedVisitClosing;
import io.huoyan.server.mqtt.BrokerAddress;
import io.huoyan.server.mqtt.EmbeddedBroker;
import io.huoyan.server.mqtt.MesDoor;
import io.huoyan.server.mqtt.PahoOrderSink;
import io.huoyan.server.outbox.OutboxDispatcher;
import io.huoyan.server.store.VehicleStore;
import io.huoyan.server.web.ReviewPage;
import io.huoyan.server.web.ReviewServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a server's parts and joins them. What was made is closed again, last made first, when a later part cannot be
 * made.
 */
public final class Wiring {
    private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

    private Wiring() {}

    /** What no verdict speaks of: of each standard in use, the clauses that one camera cannot judge. */
    private static void tellWhatIsNotJudged(Catalog catalog) {
        Set<String> used = catalog.plans().values().stream()
                .flatMap(plan -> plan.welds().stream())
                .map(Weld::standard)
                .collect(Collectors.toCollection(TreeSet::new));
        for (String id : used) {
            List<String> clauses = Optional.ofNullable(catalog.standards().get(id)).stream()
                    .flatMap(standard -> standard.rules().stream())
                    .filter(rule -> rule.kind() == Standard.Kind.NOT_JUDGEABLE)
                    .map(rule -> rule.subject().toString())
                    .toList();
            if (!clauses.isEmpty()) {
                LOG.info(
                        "{}: {} clauses cannot be judged by one camera, no verdict speaks of them: {}"
                                + " ('huoyan standards check' names them)",
                        id,
                        clauses.size(),
                        String.join(", ", clauses));
            }
        }
        NotJudgeable.of(catalog).stream()
                .filter(one -> !one.isOfSheet() && used.contains(one.standard()))
                .forEach(one -> LOG.warn("{}", one.message()));
    }

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
        return start(configuration, softwareVersion, clock, listener, Optional.empty());
    }

    /**
     * As {@link #start(ServerConfiguration, String, Clock, StartListener)}.
     *
     * @param eyes what looks at the pictures instead of what the catalog's recipes ask for
     */
    public static RunningServer start(
            ServerConfiguration configuration,
            String softwareVersion,
            Clock clock,
            StartListener listener,
            Optional<Function<Catalog, FrameInspector>> eyes)
            throws IOException {
        ClosingStack made = new ClosingStack();
        try {
            return start(configuration, softwareVersion, clock, listener, eyes, made);
        } finally {
            made.close();
        }
    }

    private static RunningServer start(
            ServerConfiguration configuration,
            String softwareVersion,
            Clock clock,
            StartListener listener,
            Optional<Function<Catalog, FrameInspector>> eyes,
            ClosingStack made)
            throws IOException {
        Path data = configuration.dataDir();
        Files.createDirectories(data);
        listener.starting("catalog");
        Catalog catalog = CatalogLoader.load(configuration.catalogDir());
        tellWhatIsNotJudged(catalog);
        listener.starting("store");
        VehicleStore files = made.add(VehicleStore.open(configuration.store(), clock));
        made.add(StoreCare.start(files, configuration.store()));
        VehicleFiles audited = new AuditedVehicleFiles(files);
        OrderRules rules = configuration.orders();
        OrderPlanner planner = new OrderPlanner(catalog.defects(), rules, new OrderIds(clock, new SecureRandom()));
        ServerMeters meters = made.add(new ServerMeters());
        OrderDesk desk = new OrderDesk(catalog, audited, planner, meters, clock);
        GateKeeper gate = new GateKeeper(catalog, audited, new Gate(rules), meters);
        listener.starting("broker");
        BrokerAddress broker = broker(configuration, made);
        PahoOrderSink sink =
                made.add(PahoOrderSink.open(broker, configuration.mqtt().topics()));
        OrderClock orderClock = made.add(new OrderClock(desk, files.outbox(), clock));
        OutboxDispatcher dispatcher = made.add(
                OutboxDispatcher.start(files.outbox(), sink, OutboxDispatcher.Settings.defaults(), orderClock));
        listener.starting("network");
        FrameInspector inspector = eyes.isPresent()
                ? eyes.get().apply(catalog)
                : inspector(configuration, catalog, softwareVersion, meters, clock, made);
        IngestServer ingest = made.add(new IngestServer(
                configuration.grpc(),
                catalog,
                inspector,
                audited,
                new PlannedVisitClosing(catalog, planner),
                gate,
                meters,
                clock));
        made.add(MesDoor.open(
                broker.as(broker.clientId() + "-mes"),
                configuration.mqtt().topics(),
                sink,
                desk,
                gate,
                new RateLimit(configuration.mqtt().requestsPerSMax(), System::nanoTime, () -> meters.refused("mes")),
                clock));
        orderClock.start();
        ReviewServer review = made.add(new ReviewServer(
                httpDoor(configuration.web(), "review", meters, clock),
                new ReviewDesk(catalog, audited, planner, meters, clock),
                new ReviewPage(catalog.defects()),
                files::picture));
        meters.watch(ingest);
        meters.watchOutbox(dispatcher::depth);
        HealthEndpoint health = made.add(new HealthEndpoint(
                httpDoor(configuration.http(), "health", meters, clock),
                meters::scrape,
                List.of(
                        HealthEndpoint.Probe.of("store", () -> storeFault(files)),
                        HealthEndpoint.Probe.of("broker", () -> brokerFault(sink)))));
        ingest.start();
        return new RunningServer(
                catalog, files, broker, dispatcher, ingest, health.port(), review.port(), made.handOver());
    }

    private static HttpDoor httpDoor(ServerConfiguration.Http http, String name, ServerMeters meters, Clock clock)
            throws IOException {
        http.tls().flatMap(tls -> tls.check(clock.instant())).ifPresent(LOG::warn);
        Optional<AccessTokens> tokens = http.tokens().isPresent()
                ? Optional.of(AccessTokens.load(http.tokens().get()))
                : Optional.empty();
        var limit = new RateLimit(http.requestsPerSMax(), System::nanoTime, () -> meters.refused(name));
        return new HttpDoor(http.host(), http.port(), http.tls(), tokens, limit);
    }

    private static Optional<String> storeFault(VehicleStore files) {
        try {
            var unused = files.pictureBytes();
            return Optional.empty();
        } catch (StoreException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Orders wait on disk while the broker is away, but somebody should know. */
    private static Optional<String> brokerFault(PahoOrderSink sink) {
        return sink.isConnected() ? Optional.empty() : Optional.of("the broker is not connected");
    }

    private static FrameInspector inspector(
            ServerConfiguration configuration,
            Catalog catalog,
            String softwareVersion,
            ServerMeters meters,
            Clock clock,
            ClosingStack made)
            throws IOException {
        RecipeDetectors detectors = made.add(RecipeDetectors.open(
                catalog,
                configuration.modelsDir(),
                configuration.grpc().workers(),
                configuration.dataDir().resolve("model-forms")));
        return FrameInspector.of(new InspectionPipeline(
                catalog,
                detectors.byRecipe(),
                detectors.memories(),
                detectors.promises(),
                clock,
                () -> new ResultId(newId()),
                softwareVersion,
                meters::drifted));
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
     * @throws IOException if the password cannot be read
     */
    public static BrokerAddress brokerAddress(ServerConfiguration.Mqtt mqtt, String clientId) throws IOException {
        Optional<BrokerAddress.Login> login = Optional.empty();
        if (mqtt.user().isPresent() && mqtt.passwordFile().isPresent()) {
            String password = mqtt.passwordFile().get().line();
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
