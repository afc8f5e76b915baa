package io.huoyan.server.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.huoyan.server.store.sql.StorePlace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * Test kit: a PostgreSQL server of its own on 127.0.0.1, started from the installed binaries in a temporary folder by a
 * user who is not root, with all its syncs.
 */
public final class PostgresServer implements AutoCloseable {
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final int START_S = 60;
    private static final int STOP_S = 20;
    private static final String USER = "huoyan";

    private final Path folder;
    private final int port;
    private final Process process;
    private final AtomicInteger databases = new AtomicInteger();

    private PostgresServer(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    public static PostgresServer start() throws IOException {
        Path binaries = binaries();
        Path folder = Files.createTempDirectory("huoyan-postgresql");
        if (isRoot()) {
            Files.setOwner(
                    folder,
                    FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        }
        run(
                folder,
                binaries.resolve("initdb").toString(),
                "-D",
                folder + "/data",
                "-U",
                USER,
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--no-locale");
        int port = freePort();
        Process process = new ProcessBuilder(asOther(
                        binaries.resolve("postgres").toString(),
                        "-D",
                        folder + "/data",
                        "-h",
                        "127.0.0.1",
                        "-p",
                        String.valueOf(port),
                        "-k",
                        folder.toString()))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        Files.createTempFile("huoyan-postgresql", ".log").toFile())
                .start();
        PostgresServer server = new PostgresServer(folder, port, process);
        Awaitility.await().atMost(START_S, TimeUnit.SECONDS).ignoreExceptions().until(() -> {
            try (Connection connection = server.connect("postgres")) {
                return connection.isValid(1);
            }
        });
        return server;
    }

    private static Path binaries() throws IOException {
        if (Files.isDirectory(DEBIAN)) {
            try (Stream<Path> versions = Files.list(DEBIAN)) {
                Optional<Path> newest = versions.map(version -> version.resolve("bin"))
                        .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                        .max(Comparator.naturalOrder());
                if (newest.isPresent()) {
                    return newest.get();
                }
            }
        }
        for (String part : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(part, "initdb")) && Files.isExecutable(Path.of(part, "postgres"))) {
                return Path.of(part);
            }
        }
        throw new IOException("no PostgreSQL server is installed: neither " + DEBIAN
                + "/*/bin/initdb nor initdb on the PATH; on Debian: apt install postgresql");
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static List<String> asOther(String... command) {
        var whole = new ArrayList<String>();
        if (isRoot()) {
            whole.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--"));
        }
        whole.addAll(List.of(command));
        return whole;
    }

    private static void run(Path folder, String... command) throws IOException {
        Process process = new ProcessBuilder(asOther(command))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + " failed: " + said);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Makes an empty database. */
    public StorePlace.Postgres newDatabase() {
        String name = "store" + databases.incrementAndGet();
        try (Connection connection = connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new StorePlace.Postgres("postgresql://127.0.0.1:" + port + "/" + name, USER, Optional.empty());
    }

    /** Runs statements in a database, past the store. */
    public static void execute(StorePlace.Postgres place, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:" + place.url(), place.user(), "");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database, USER, "");
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(STOP_S, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
