package io.huoyan.server.cli;

import io.huoyan.server.app.ServerConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the commands that run a server. */
final class ServerOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "Configuration in YAML (docs/configuration.md). Without it: loopback, embedded broker and store, "
                            + "the sample catalog.")
    @Nullable
    Path configFile;

    /** The configured server; without a file the defaults over a data folder. */
    ServerConfiguration configuration(Path dataDir) throws IOException {
        return configFile == null
                ? ServerConfiguration.defaults(home(), dataDir)
                : ServerConfiguration.load(configFile, home(), dataDir);
    }

    /** Folder with the shipped models and sample images; the launcher says where. */
    static Path home() {
        return Path.of(System.getProperty("huoyan.root", ".")).toAbsolutePath().normalize();
    }
}
