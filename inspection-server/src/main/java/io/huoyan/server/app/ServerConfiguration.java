package io.huoyan.server.app;

import io.huoyan.core.catalog.Weld.SafetyClass;
import io.huoyan.core.orders.OrderRules;
import io.huoyan.server.doors.HttpDoor;
import io.huoyan.server.doors.RateLimit;
import io.huoyan.server.doors.Secret;
import io.huoyan.server.doors.TlsFiles;
import io.huoyan.server.ingest.IngestLimits;
import io.huoyan.server.ingest.IngestSettings;
import io.huoyan.server.mqtt.MesDoor;
import io.huoyan.server.mqtt.Topics;
import io.huoyan.server.store.RetentionRules;
import io.huoyan.server.store.StoreSettings;
import io.huoyan.server.store.sql.StorePlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * How a server is set up.
 *
 * @param catalogDir what the engineer wrote
 * @param modelsDir model folders {@code <id>/<version>}
 * @param dataDir the server's own: store, pictures, broker, quick forms of the models
 * @param store where the vehicles' files are
 * @param grpc where cameras come in
 * @param http where probes and metrics are read
 * @param mqtt where orders go out
 * @param web where QA's page is
 * @param orders deadlines, what holds a vehicle at the gate, where pictures are read
 */
public record ServerConfiguration(
        Path catalogDir,
        Path modelsDir,
        Path dataDir,
        StoreSettings store,
        IngestSettings grpc,
        Http http,
        Mqtt mqtt,
        Http web,
        OrderRules orders) {
    private static final int KEPT_DAYS_MAX = 40_000;
    private static final int RESULT_DAYS_MIN = 365;
    private static final int PORT_MAX = 65535;
    private static final int PORT_GRPC = 50051;
    private static final int PORT_HTTP = 9090;
    private static final int PORT_MQTT = 1883;
    private static final int PORT_WEB = 9091;
    private static final int THREADS_MAX = 256;
    private static final Pattern URL = Pattern.compile("(tcp|ssl)://[^/:]+:\\d{1,5}");

    /**
     * @param host address to listen on
     * @param port 0 for a free one
     * @param tls certificate and key; empty means plain text, on loopback alone
     * @param tokens bearer tokens, see {@link io.huoyan.server.doors.AccessTokens}; empty: nobody is asked
     * @param requestsPerSMax more are refused
     */
    public record Http(String host, int port, Optional<TlsFiles> tls, Optional<Secret> tokens, int requestsPerSMax) {
        Http onPort(int other) {
            return new Http(host, other, tls, tokens, requestsPerSMax);
        }
    }

    /**
     * @param url {@code embedded}, {@code tcp://host:port} or {@code ssl://host:port}
     * @param embeddedPort port of the embedded broker; 0 for a free one
     * @param topics ISA-95 prefix of the topics
     * @param serverName names this server on its availability topic, and its MQTT client
     * @param user at the broker
     * @param passwordFile one line
     * @param caFile PEM certificates to trust instead of the JDK's
     * @param clientCertificateFile PEM chain
     * @param clientKeyFile PEM, PKCS #8
     * @param requestsPerSMax commands and questions to the gate, a second; more are refused
     */
    public record Mqtt(
            String url,
            int embeddedPort,
            Topics topics,
            String serverName,
            Optional<String> user,
            Optional<Secret> passwordFile,
            Optional<Path> caFile,
            Optional<Path> clientCertificateFile,
            Optional<Secret> clientKeyFile,
            int requestsPerSMax) {
        public Mqtt {
            if (!url.equals("embedded") && !URL.matcher(url).matches()) {
                throw new IllegalArgumentException(
                        "mqtt.url is " + url + "; allowed are embedded, tcp://host:port and ssl://host:port");
            }
        }

        /** The same with another broker; {@code embedded:0} is the embedded one on a free port. */
        Mqtt withUrl(String other) {
            boolean free = other.equals("embedded:0");
            return new Mqtt(
                    free ? "embedded" : other,
                    free ? 0 : embeddedPort,
                    topics,
                    serverName,
                    user,
                    passwordFile,
                    caFile,
                    clientCertificateFile,
                    clientKeyFile,
                    requestsPerSMax);
        }

        /** True if the broker runs inside the server. */
        public boolean isEmbedded() {
            return url.equals("embedded");
        }
    }

    /** Embedded broker and store, loopback, the sample catalog and the shipped model, all relative to {@code home}. */
    public static ServerConfiguration defaults(Path home, Path dataDir) {
        return read(new SettingsNode("defaults", "", null, new ArrayList<>()), home, home, dataDir);
    }

    /**
     * Reads a YAML file; keys left out have the defaults. Relative paths are taken from the file's folder.
     *
     * @param home where the shipped catalog and models are, for the defaults
     * @param dataDir default of {@code data}
     * @throws ConfigurationException if anything is wrong, with every fault
     * @throws IOException if the file cannot be read
     */
    public static ServerConfiguration load(Path file, Path home, Path dataDir) throws IOException {
        List<String> faults = new ArrayList<>();
        ServerConfiguration configuration;
        try {
            var node = new Compose(
                            LoadSettings.builder().setLabel(file.toString()).build())
                    .composeString(Files.readString(file));
            Path folder = file.toAbsolutePath().getParent();
            configuration = read(
                    new SettingsNode(file.toString(), "", node.orElse(null), faults),
                    folder == null ? home : folder,
                    home,
                    dataDir);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new ConfigurationException(List.of(file + ":" + line + ": " + e.getProblem()));
        }
        if (!faults.isEmpty()) {
            throw new ConfigurationException(faults);
        }
        return configuration;
    }

    private static ServerConfiguration read(SettingsNode top, Path folder, Path home, Path dataDir) {
        Path data = top.path("data", dataDir, folder);
        ServerConfiguration configuration = new ServerConfiguration(
                top.path("catalog", home.resolve("sample-images/body-line/catalog"), folder),
                top.path("models", home.resolve("models"), folder),
                data,
                readStore(top.child("store"), folder, data),
                readGrpc(top.child("grpc"), folder),
                readHttp(top.child("http"), PORT_HTTP, folder),
                readMqtt(top.child("mqtt"), folder),
                readHttp(top.child("web"), PORT_WEB, folder),
                readOrders(top.child("orders")));
        top.refuseUnknownKeys();
        return configuration;
    }

    private static StoreSettings readStore(SettingsNode node, Path folder, Path data) {
        StoreSettings d = StoreSettings.inFolder(data);
        Optional<String> url = node.optionalText("url");
        String user = node.text("user", "huoyan");
        Optional<Secret> password = node.optionalSecret("passwordFile", folder);
        if (url.isPresent() && !StorePlace.Postgres.isUrl(url.get())) {
            node.fault(
                    "url",
                    "is " + url.get() + "; allowed is postgresql://host[:port]/database[?parameters], without"
                            + " user and password; without it the store is SQLite in the data folder");
            url = Optional.empty();
        }
        StorePlace place = url.<StorePlace>map(given -> new StorePlace.Postgres(given, user, password))
                .orElse(d.place());
        int defectDays = (int) node.integer("keepDefectDays", d.retention().defectDays(), 1, KEPT_DAYS_MAX);
        int otherDays = (int) node.integer("keepOtherDays", d.retention().otherDays(), 1, KEPT_DAYS_MAX);
        int resultDaysMin = Math.max(Math.max(defectDays, otherDays), RESULT_DAYS_MIN);
        int resultDays = (int) node.integer(
                "keepResultDays", Math.max(d.retention().resultDays(), resultDaysMin), resultDaysMin, KEPT_DAYS_MAX);
        StoreSettings store = new StoreSettings(
                place,
                node.path("pictures", d.pictures(), folder),
                node.path("anchors", d.anchors(), folder),
                node.path("anchorKeyFile", d.anchorKeyFile(), folder),
                Duration.ofMinutes(
                        node.integer("anchorEveryMin", d.anchorEvery().toMinutes(), 1, 1440)),
                new RetentionRules(resultDays, defectDays, otherDays),
                node.integer("pictureBytesMax", d.pictureBytesMax(), 1 << 20, Long.MAX_VALUE));
        node.refuseUnknownKeys();
        return store;
    }

    private static IngestSettings readGrpc(SettingsNode node, Path folder) {
        IngestSettings grpc = new IngestSettings(
                node.text("host", "127.0.0.1"),
                (int) node.integer("port", PORT_GRPC, 0, PORT_MAX),
                readTls(node.child("tls"), folder),
                node.optionalSecret("tokensFile", folder),
                readLimits(node.child("limits")),
                (int) node.integer("inspectors", Runtime.getRuntime().availableProcessors(), 1, THREADS_MAX),
                (int) node.integer("recorders", 16, 1, THREADS_MAX),
                Duration.ofSeconds(node.integer("stopWithinS", 20, 1, 3600)));
        node.refuseUnknownKeys();
        return grpc;
    }

    private static Optional<TlsFiles> readTls(SettingsNode node, Path folder) {
        Optional<Path> certificate = node.optionalFile("certificateFile", folder);
        Optional<Secret> key = node.optionalSecret("keyFile", folder);
        Optional<Path> authority = node.optionalFile("clientAuthorityFile", folder);
        if (certificate.isPresent() != key.isPresent()) {
            node.fault("certificateFile", "and keyFile must be given together, or neither");
        }
        node.refuseUnknownKeys();
        return certificate.flatMap(c -> key.map(k -> new TlsFiles(c, k, authority)));
    }

    private static IngestLimits readLimits(SettingsNode node) {
        IngestLimits d = IngestLimits.defaults();
        int most = Integer.MAX_VALUE;
        int messageBytesMax = (int) node.integer("messageBytesMax", d.messageBytesMax(), 1 << 16, 1 << 30);
        int framesPerCameraMax = (int) node.integer("framesPerCameraMax", d.framesPerCameraMax(), 1, 1000);
        IngestLimits limits = new IngestLimits(
                messageBytesMax,
                node.integer("heldBytesMax", Math.max(d.heldBytesMax(), messageBytesMax), messageBytesMax, 1L << 40),
                framesPerCameraMax,
                (int) node.integer("framesMax", Math.max(d.framesMax(), framesPerCameraMax), framesPerCameraMax, most),
                (int) node.integer("lateFramesMax", d.lateFramesMax(), 0, most),
                node.integer("lateBytesMax", d.lateBytesMax(), 0, 1L << 40),
                (int) node.integer("streamsMax", d.streamsMax(), 1, most),
                (int) node.integer("connectionsMax", d.connectionsMax(), 1, most),
                (int) node.integer("watchersMax", d.watchersMax(), 0, most),
                (int) node.integer("watcherBufferMax", d.watcherBufferMax(), 1, most),
                (int) node.integer("retryAfterMs", d.retryAfterMs(), 1, most),
                Duration.ofMillis(node.integer("closeWaitsMs", d.closeWaits().toMillis(), 0, most)));
        node.refuseUnknownKeys();
        return limits;
    }

    private static Http readHttp(SettingsNode node, int port, Path folder) {
        Http http = new Http(
                node.text("host", "127.0.0.1"),
                (int) node.integer("port", port, 0, PORT_MAX),
                readTls(node.child("tls"), folder),
                node.optionalSecret("tokensFile", folder),
                (int) node.integer("requestsPerSMax", HttpDoor.PER_SECOND, 1, RateLimit.PER_SECOND_MAX));
        node.refuseUnknownKeys();
        return http;
    }

    private static Mqtt readMqtt(SettingsNode node, Path folder) {
        String url = node.text("url", "embedded");
        if (!url.equals("embedded") && !URL.matcher(url).matches()) {
            node.fault("url", "is " + url + "; allowed are embedded, tcp://host:port and ssl://host:port");
            url = "embedded";
        }
        Mqtt mqtt = new Mqtt(
                url,
                (int) node.integer("embeddedPort", PORT_MQTT, 0, PORT_MAX),
                new Topics(
                        node.identifier("site", "plant"),
                        node.identifier("area", "body-shop"),
                        node.identifier("line", "line-1")),
                node.identifier("serverName", "huoyan"),
                node.optionalText("user"),
                node.optionalSecret("passwordFile", folder),
                node.optionalFile("caFile", folder),
                node.optionalFile("clientCertificateFile", folder),
                node.optionalSecret("clientKeyFile", folder),
                (int) node.integer("requestsPerSMax", MesDoor.PER_SECOND, 1, RateLimit.PER_SECOND_MAX));
        if (mqtt.user.isPresent() != mqtt.passwordFile.isPresent()) {
            node.fault("user", "and passwordFile must be given together, or neither");
        }
        if (mqtt.clientCertificateFile.isPresent() != mqtt.clientKeyFile.isPresent()) {
            node.fault("clientCertificateFile", "and clientKeyFile must be given together, or neither");
        }
        node.refuseUnknownKeys();
        return mqtt;
    }

    private static OrderRules readOrders(SettingsNode node) {
        OrderRules rules = OrderRules.defaults();
        String url = node.text("pictureUrl", rules.pictureUrl());
        String blocking = node.text("gateBlockedBy", "A");
        if (!blocking.matches("[ABC]{1,3}")) {
            node.fault("gateBlockedBy", "is " + blocking + "; allowed are the letters of safety classes, e.g. AB");
            blocking = "A";
        }
        Map<SafetyClass, Duration> accept = readDurations(node.child("acceptWithinS"), rules.acceptWithin());
        Map<SafetyClass, Duration> repair = readDurations(node.child("repairWithinS"), rules.repairWithin());
        for (SafetyClass safetyClass : SafetyClass.values()) {
            Duration least = accept.getOrDefault(safetyClass, Duration.ZERO);
            if (repair.getOrDefault(safetyClass, Duration.ZERO).compareTo(least) < 0) {
                node.fault(
                        "repairWithinS",
                        "of class " + safetyClass + " must be " + least.toSeconds() + " (acceptWithinS) or more");
                repair.put(safetyClass, least);
            }
        }
        node.refuseUnknownKeys();
        Set<SafetyClass> blockedBy = blocking.chars()
                .mapToObj(letter -> SafetyClass.valueOf(String.valueOf((char) letter)))
                .collect(Collectors.toSet());
        return new OrderRules(accept, repair, blockedBy, url);
    }

    private static Map<SafetyClass, Duration> readDurations(SettingsNode node, Map<SafetyClass, Duration> otherwise) {
        Map<SafetyClass, Duration> durations = new EnumMap<>(SafetyClass.class);
        for (SafetyClass safetyClass : SafetyClass.values()) {
            long seconds = otherwise.getOrDefault(safetyClass, Duration.ZERO).toSeconds();
            durations.put(
                    safetyClass, Duration.ofSeconds(node.integer(safetyClass.name(), seconds, 0, Integer.MAX_VALUE)));
        }
        node.refuseUnknownKeys();
        return durations;
    }

    /** The same with another store. */
    public ServerConfiguration withStore(StoreSettings other) {
        return new ServerConfiguration(catalogDir, modelsDir, dataDir, other, grpc, http, mqtt, web, orders);
    }

    /** The same with what a command line says otherwise; null leaves a part as it is. Ports: 0 means a free one. */
    public ServerConfiguration changed(
            @Nullable Path otherCatalog,
            @Nullable Integer grpcPort,
            @Nullable Integer httpPort,
            @Nullable String mqttUrl) {
        IngestSettings g = new IngestSettings(
                grpc.host(),
                grpcPort == null ? grpc.port() : grpcPort,
                grpc.tls(),
                grpc.tokens(),
                grpc.limits(),
                grpc.workers(),
                grpc.recorders(),
                grpc.stopWithin());
        Http h = httpPort == null ? http : http.onPort(httpPort);
        // Whoever asks for a free HTTP port runs several servers beside each other.
        Http w = httpPort != null && httpPort == 0 ? web.onPort(0) : web;
        Mqtt m = mqttUrl == null ? mqtt : mqtt.withUrl(mqttUrl);
        return new ServerConfiguration(
                otherCatalog == null ? catalogDir : otherCatalog, modelsDir, dataDir, store, g, h, m, w, orders);
    }
}
