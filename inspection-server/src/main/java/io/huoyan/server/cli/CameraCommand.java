package io.huoyan.server.cli;

import io.huoyan.server.app.CameraCounter;
import io.huoyan.server.camera.CameraAgent;
import io.huoyan.server.camera.CameraSettings;
import io.huoyan.server.camera.CameraSummary;
import io.huoyan.server.camera.RawForm;
import io.huoyan.server.doors.Secret;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code huoyan camera}. */
@Command(
        name = "camera",
        mixinStandardHelpOptions = true,
        header = "Be the cameras: stream a folder of pictures to a server over gRPC.",
        description = {
            "",
            "The folder holds pictures and a manifest.csv that says for each which camera took it of which vehicle.",
            "While the server is away or slow, frames wait in a spool on disk; a later run over the same spool sends",
            "what is left. A frame sent again with the same --boot-id gets its first answer again."
        },
        footer = {
            "",
            "Examples:",
            "  huoyan camera sample-images/body-line                  as fast as the server on this machine answers",
            "  huoyan camera sample-images/body-line --fps 2 --as mono8   two raw frames a second and camera"
        })
final class CameraCommand implements Callable<Integer> {
    private static final long BYTES_PER_MIB = 1L << 20;

    @Spec
    CommandSpec spec;

    @Mixin
    JsonOutput json;

    @Parameters(paramLabel = "DIR", description = "Pictures with their manifest.csv.")
    Path folder;

    @Option(
            names = "--server",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:50051",
            description = "Where the server listens (default: ${DEFAULT-VALUE}).")
    String server;

    @Option(
            names = "--fps",
            paramLabel = "N",
            defaultValue = "0",
            description = "Frames a second of each camera, up to 1000; 0 sends as fast as answers come (default).")
    double framesPerSecond;

    @Option(
            names = "--boot-id",
            paramLabel = "ID",
            description = "Boot id of the frames (default: a new one each run).")
    @Nullable
    String bootId;

    @Option(
            names = "--useful-for-ms",
            paramLabel = "MS",
            defaultValue = "0",
            description = "For how long after receipt an answer is of use; 0 means always (default).")
    int usefulForMs;

    @Option(
            names = "--as",
            paramLabel = "FORMAT",
            description = "Send raw pixels instead of the files: mono8, mono12p, bayerrg8 or rgb8.")
    @Nullable
    String rawForm;

    @Option(names = "--keep-visits-open", description = "Do not close visits after their last frame.")
    boolean keepsVisitsOpen;

    @Option(
            names = "--spool",
            paramLabel = "DIR",
            defaultValue = "huoyan-data/camera-spool",
            description = "Frames that wait for the server (default: ${DEFAULT-VALUE}).")
    Path spool;

    @Option(
            names = "--spool-mib",
            paramLabel = "MIB",
            defaultValue = "1024",
            description = "Limit of the spool; a frame that does not fit is lost, counted and reported (default: "
                    + "${DEFAULT-VALUE}).")
    long spoolMib;

    @Option(
            names = "--wait-s",
            paramLabel = "SECONDS",
            defaultValue = "600",
            description = "How long to wait for answers after the last frame (default: ${DEFAULT-VALUE}).")
    int waitS;

    @Option(names = "--tls", description = "Speak TLS.")
    boolean hasTls;

    @Option(names = "--ca", paramLabel = "FILE", description = "With --tls: certificates to trust, PEM.")
    @Nullable
    Path authority;

    @Option(names = "--cert", paramLabel = "FILE", description = "With --tls: own certificate, PEM.")
    @Nullable
    Path certificate;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "With --cert: its key, PEM, PKCS #8; or env:NAME of a variable that holds it.")
    @Nullable
    Secret key;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "File with the bearer token, one line; or env:NAME of a variable.")
    @Nullable
    Secret token;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (TerminalProgress bar =
                TerminalProgress.onStandardError("frames", spec.commandLine().getErr())) {
            CameraAgent agent = new CameraAgent(settings(), counter(bar), Clock.systemUTC(), new SecureRandom());
            Thread stop = new Thread(agent::stop, "stop");
            Runtime.getRuntime().addShutdownHook(stop);
            CameraSummary summary = agent.run();
            bar.clear();
            report(summary);
            return summary.isComplete() ? ExitCodes.DONE : ExitCodes.NOT_AS_IT_SHOULD_BE;
        }
    }

    private CameraSettings settings() throws IOException {
        return new CameraSettings(
                folder,
                server,
                framesPerSecond,
                bootId == null ? "boot-" + System.currentTimeMillis() : bootId,
                usefulForMs,
                rawForm(),
                !keepsVisitsOpen,
                spool,
                spoolMib * BYTES_PER_MIB,
                Duration.ofSeconds(waitS),
                new CameraSettings.Access(
                        hasTls,
                        Optional.ofNullable(authority),
                        Optional.ofNullable(certificate),
                        Optional.ofNullable(key),
                        token == null ? Optional.empty() : Optional.of(token.line())));
    }

    private Optional<RawForm> rawForm() {
        if (rawForm == null) {
            return Optional.empty();
        }
        Optional<RawForm> form = RawForm.ofWord(rawForm);
        if (form.isEmpty()) {
            throw new WrongInputException("--as is '" + rawForm + "'; allowed are "
                    + Arrays.stream(RawForm.values()).map(RawForm::word).collect(Collectors.joining(", ")));
        }
        return form;
    }

    private CameraCounter counter(TerminalProgress bar) {
        PrintWriter err = spec.commandLine().getErr();
        return new CameraCounter(new CameraCounter.Listener() {
            @Override
            public void counted(long answered, long taken) {
                bar.at(answered, taken, "");
            }

            @Override
            public void told(String message) {
                err.println(message);
            }
        });
    }

    private void report(CameraSummary s) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("cameras", s.cameras());
        members.put("taken", s.taken());
        members.put("resumed", s.resumed());
        members.put("sent", s.sent());
        members.put("answered", s.answered());
        members.put("inspected", s.inspected());
        members.put("refused", s.refused());
        members.put("repeated", s.repeated());
        members.put("retried", s.retried());
        members.put("lost", s.lost());
        members.put("left", s.left());
        members.put("visitsClosed", s.visitsClosed());
        members.put("reconnects", s.reconnects());
        members.forEach((name, value) -> json.people(spec).printf("%-13s %s%n", name, value));
        json.write(spec, members);
    }
}
