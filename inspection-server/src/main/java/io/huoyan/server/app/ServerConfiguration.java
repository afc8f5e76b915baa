package io.huoyan.server.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * How a server is set up.
 *
 * @param catalogDir what the engineer wrote
 * @param modelsDir model folders {@code <id>/<version>}
 * @param dataDir the server's own: store, pictures, broker, quick forms of the models
 * @param inspectors threads that inspect; 1 to 256. One a core is quickest
 * @param grpc where cameras come in
 * @param http where probes and metrics are read
 * @param mqtt where orders go out
 */
public record ServerConfiguration(
        Path catalogDir, Path modelsDir, Path dataDir, int inspectors, Grpc grpc, Http http, Mqtt mqtt) {
    private static final int PORT_MAX = 65535;
    private static final long MIB = 1024 * 1024;

    /**
     * @param host address to listen on; any but loopback needs TLS and tokens
     * @param port 0 for a free one
     * @param frameBytesMax largest frame message
     * @param queuedBytesMax bytes of frames held in all
     * @param framesPerCameraMax frames of one camera held at a time
     * @param streamsMax streams at a time
     * @param stopWithinS longest graceful stop, seconds
     * @param certificateFile PEM chain; with {@code keyFile} switches TLS on
     * @param keyFile PEM, PKCS #8
     * @param clientAuthorityFile PEM; with it clients must show a certificate of that authority
     * @param tokensFile tokens with roles; with it clients must show one
     */
    public record Grpc(
            String host,
            int port,
            int frameBytesMax,
            long queuedBytesMax,
            int framesPerCameraMax,
            int streamsMax,
            int stopWithinS,
            Optional<Path> certificateFile,
            Optional<Path> keyFile,
            Optional<Path> clientAuthorityFile,
            Optional<Path> tokensFile) {}

    /**
     * @param host address to listen on; loopback only for now
     * @param port 0 for a free one, −1 for none
     */
    public record Http(String host, int port) {}

    /**
     * @param url {@code embedded}, {@code tcp://host:port} or {@code ssl://host:port}
     * @param embeddedPort port of the embedded broker; 0 for a free one
     * @param site first ISA-95 level of the topics
     * @param area second
     * @param line third
     * @param serverName names this server on its availability topic, and its MQTT client
     * @param user at the broker
     * @param passwordFile one line
     * @param caFile PEM certificates to trust instead of the JDK's
     * @param clientCertificateFile PEM chain
     * @param clientKeyFile PEM, PKCS #8
     */
    public record Mqtt(
            String url,
            int embeddedPort,
            String site,
            String area,
            String line,
            String serverName,
            Optional<String> user,
            Optional<Path> passwordFile,
            Optional<Path> caFile,
            Optional<Path> clientCertificateFile,
            Optional<Path> clientKeyFile) {
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
            var node = new Compose(LoadSettings.builder().setLabel(file.toString()).build())
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
        ServerConfiguration configuration = new ServerConfiguration(
                top.path("catalog", home.resolve("sample-images/body-line/catalog"), folder),
                top.path("models", home.resolve("models"), folder),
                top.path("data", dataDir, folder),
                (int) top.integer("inspectors", Runtime.getRuntime().availableProcessors(), 1, 256),
                readGrpc(top.child("grpc"), folder),
                readHttp(top.child("http")),
                readMqtt(top.child("mqtt"), folder));
        top.refuseUnknownKeys();
        return configuration;
    }

    private static Grpc readGrpc(SettingsNode node, Path folder) {
        Grpc grpc = new Grpc(
                node.text("host", "127.0.0.1"),
                (int) node.integer("port", 50051, 0, PORT_MAX),
                (int) node.integer("frameBytesMax", 64 * MIB, 1024, 512 * MIB),
                node.integer("queuedBytesMax", 256 * MIB, MIB, 64 * 1024 * MIB),
                (int) node.integer("framesPerCameraMax", 4, 1, 1024),
                (int) node.integer("streamsMax", 256, 1, 65536),
                (int) node.integer("stopWithinS", 20, 1, 3600),
                node.optionalFile("certificateFile", folder),
                node.optionalFile("keyFile", folder),
                node.optionalFile("clientAuthorityFile", folder),
                node.optionalFile("tokensFile", folder));
        if (grpc.certificateFile.isPresent() != grpc.keyFile.isPresent()) {
            node.fault("certificateFile", "and keyFile must be given together, or neither");
        }
        node.refuseUnknownKeys();
        return grpc;
    }

    private static Http readHttp(SettingsNode node) {
        Http http = new Http(node.text("host", "127.0.0.1"), (int) node.integer("port", 9090, -1, PORT_MAX));
        node.refuseUnknownKeys();
        return http;
    }

    private static Mqtt readMqtt(SettingsNode node, Path folder) {
        Mqtt mqtt = new Mqtt(
                node.text("url", "embedded"),
                (int) node.integer("embeddedPort", 1883, 0, PORT_MAX),
                node.text("site", "plant"),
                node.text("area", "body-shop"),
                node.text("line", "line-1"),
                node.text("serverName", "huoyan"),
                node.optionalText("user"),
                node.optionalFile("passwordFile", folder),
                node.optionalFile("caFile", folder),
                node.optionalFile("clientCertificateFile", folder),
                node.optionalFile("clientKeyFile", folder));
        if (!mqtt.isEmbedded() && !mqtt.url.matches("(tcp|ssl)://[^/:]+:\\d{1,5}")) {
            node.fault("url", "is " + mqtt.url + "; allowed are embedded, tcp://host:port and ssl://host:port");
        }
        if (mqtt.user.isPresent() != mqtt.passwordFile.isPresent()) {
            node.fault("user", "and passwordFile must be given together, or neither");
        }
        node.refuseUnknownKeys();
        return mqtt;
    }

    /** The same with other ports: 0 for free ones everywhere, for a server beside others. */
    public ServerConfiguration withFreePorts() {
        Grpc g = grpc;
        Mqtt m = mqtt;
        return new ServerConfiguration(
                catalogDir,
                modelsDir,
                dataDir,
                inspectors,
                new Grpc(
                        g.host, 0, g.frameBytesMax, g.queuedBytesMax, g.framesPerCameraMax, g.streamsMax, g.stopWithinS,
                        g.certificateFile, g.keyFile, g.clientAuthorityFile, g.tokensFile),
                new Http(http.host, 0),
                new Mqtt(
                        m.url, 0, m.site, m.area, m.line, m.serverName, m.user, m.passwordFile, m.caFile,
                        m.clientCertificateFile, m.clientKeyFile));
    }
}
