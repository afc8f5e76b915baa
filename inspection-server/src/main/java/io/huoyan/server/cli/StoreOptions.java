package io.huoyan.server.cli;

import io.huoyan.server.app.ServerConfiguration;
import io.huoyan.server.store.AnchorTrust;
import io.huoyan.server.store.StoreReader;
import io.huoyan.server.store.StoreSettings;
import io.huoyan.server.store.anchor.AnchorKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of the commands that look into a store; a running server may own it. */
final class StoreOptions {
    @Mixin
    ServerOptions server;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "huoyan-data/serve",
            description =
                    "The server's data folder (default: ${DEFAULT-VALUE}); a configuration's own 'data' goes first.")
    Path dataDir;

    @Option(
            names = "--anchors",
            paramLabel = "DIR",
            description = "Anchors to hold the store against (default: the configured ones, where there are any).")
    @Nullable
    Path anchors;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "Public key of the anchors, PEM (default: beside the configured private key).")
    @Nullable
    Path publicKey;

    ServerConfiguration configuration() throws IOException {
        return server.configuration(dataDir.toAbsolutePath());
    }

    StoreReader open() throws IOException {
        return StoreReader.open(configuration().store());
    }

    /** The anchors to believe; empty if none were ever written and none are asked for. */
    Optional<AnchorTrust> trust() throws IOException {
        StoreSettings store = configuration().store();
        Path folder = anchors == null ? store.anchors() : anchors;
        if (anchors == null && Files.notExists(folder)) {
            return Optional.empty();
        }
        Path key = publicKey == null ? AnchorKey.publicFile(store.anchorKeyFile()) : publicKey;
        return Optional.of(new AnchorTrust(folder, key));
    }
}
