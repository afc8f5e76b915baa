package io.huoyan.server.cli;

import io.huoyan.server.app.ServerConfiguration;
import io.huoyan.server.app.Wiring;
import io.huoyan.server.mqtt.BrokerAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says which broker a command talks to: one by URL, or the configured one, which may be that in a server. */
final class BrokerOptions {
    @Mixin
    ServerOptions server;

    @Option(names = "--mqtt", paramLabel = "URL", description = "Broker, tcp://host:port or ssl://host:port.")
    @Nullable
    String url;

    ServerConfiguration.Mqtt configured() throws IOException {
        return server.configuration(Path.of("huoyan-data")).mqtt();
    }

    /** @param client name of the session */
    BrokerAddress address(String client) throws IOException {
        ServerConfiguration.Mqtt mqtt = configured();
        if (url != null) {
            return BrokerAddress.plain(URI.create(url), client);
        }
        return mqtt.isEmbedded()
                ? BrokerAddress.plain(URI.create("tcp://127.0.0.1:" + mqtt.embeddedPort()), client)
                : Wiring.brokerAddress(mqtt, client);
    }
}
