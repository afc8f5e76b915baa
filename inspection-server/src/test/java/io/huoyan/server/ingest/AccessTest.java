package io.huoyan.server.ingest;

import static io.huoyan.server.ingest.TestFrames.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.huoyan.proto.v1.InspectionServiceGrpc;
import io.huoyan.proto.v1.InspectionServiceGrpc.InspectionServiceBlockingStub;
import io.huoyan.server.doors.AccessTokens;
import io.huoyan.server.doors.Doors;
import io.huoyan.server.doors.Role;
import io.huoyan.server.doors.Secret;
import io.huoyan.server.doors.TlsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS and tokens over a real socket, with keys that the JDK's own keytool made. */
class AccessTest {
    @TempDir
    private Path folder;

    private final List<ManagedChannel> channels = new ArrayList<>();
    private KeyMaterial server;
    private Path tokens;

    @BeforeEach
    void makeKeys() throws IOException, InterruptedException, GeneralSecurityException {
        server = KeyMaterial.make(folder, "server");
        tokens = Files.writeString(
                folder.resolve("tokens"),
                """
                # role token
                camera camera-token-0123456789

                qa     qa-token-0123456789abcd
                """);
    }

    @AfterEach
    void disconnect() {
        channels.forEach(ManagedChannel::shutdownNow);
    }

    private LoopbackServer start(Optional<Path> clientAuthority) throws IOException {
        return new LoopbackServer(
                0,
                new MemoryVehicleFiles(),
                Optional.of(new TlsFiles(server.certificate(), new Secret.InFile(server.key()), clientAuthority)),
                Optional.of(tokens));
    }

    private ManagedChannel channel(LoopbackServer to, Optional<KeyMaterial> own) throws IOException {
        TlsChannelCredentials.Builder credentials = TlsChannelCredentials.newBuilder()
                .trustManager(server.certificate().toFile());
        if (own.isPresent()) {
            credentials.keyManager(
                    own.get().certificate().toFile(), own.get().key().toFile());
        }
        ManagedChannel channel = NettyChannelBuilder.forTarget("127.0.0.1:" + to.port(), credentials.build())
                .build();
        channels.add(channel);
        return channel;
    }

    private static InspectionServiceBlockingStub stub(ManagedChannel channel, String token) {
        Metadata headers = new Metadata();
        if (!token.isEmpty()) {
            headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), token);
        }
        return InspectionServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(120, TimeUnit.SECONDS)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    private static void refuses(ThrowingCallable call, Status.Code code, String message) {
        assertThatThrownBy(call).isInstanceOfSatisfying(StatusRuntimeException.class, e -> {
            assertThat(e.getStatus().getCode()).isEqualTo(code);
            assertThat(String.valueOf(e.getStatus().getDescription())).contains(message);
        });
    }

    @Test
    void aCallerIsAskedForATokenAndHasWhatItsRoleHas() throws IOException {
        try (LoopbackServer ingest = start(Optional.empty())) {
            ManagedChannel channel = channel(ingest, Optional.empty());
            assertThat(stub(channel, "Bearer camera-token-0123456789")
                            .inspect(frame("cam-1", 1, "good"))
                            .hasInspection())
                    .isTrue();
            refuses(
                    () -> stub(channel, "").inspect(frame("cam-1", 2, "good")),
                    Status.Code.UNAUTHENTICATED,
                    "no bearer token was sent; allowed is the header 'authorization: Bearer <token>'");
            refuses(
                    () -> stub(channel, "Bearer camera-token-012345678x").inspect(frame("cam-1", 2, "good")),
                    Status.Code.UNAUTHENTICATED,
                    "the bearer token is not known here");
            refuses(
                    () -> stub(channel, "Bearer qa-token-0123456789abcd").inspect(frame("cam-1", 2, "good")),
                    Status.Code.PERMISSION_DENIED,
                    "role qa may not call Inspect");
            assertThat(HealthGrpc.newBlockingStub(channel)
                            .check(HealthCheckRequest.getDefaultInstance())
                            .getStatus())
                    .as("health is open to load balancers")
                    .isEqualTo(ServingStatus.SERVING);
        }
    }

    @Test
    void plainTextIsNotSpokenWhereTlsIs() throws IOException {
        try (LoopbackServer ingest = start(Optional.empty())) {
            ManagedChannel plain = NettyChannelBuilder.forAddress("127.0.0.1", ingest.port())
                    .usePlaintext()
                    .build();
            channels.add(plain);
            refuses(
                    () -> stub(plain, "Bearer camera-token-0123456789").inspect(frame("cam-1", 1, "good")),
                    Status.Code.UNAVAILABLE,
                    "");
        }
    }

    @Test
    void withAClientAuthorityOnlyClientsWithItsCertificateComeIn() throws Exception {
        KeyMaterial camera = KeyMaterial.make(folder, "camera");
        KeyMaterial stranger = KeyMaterial.make(folder, "stranger");
        try (LoopbackServer ingest = start(Optional.of(camera.certificate()))) {
            assertThat(stub(channel(ingest, Optional.of(camera)), "Bearer camera-token-0123456789")
                            .inspect(frame("cam-1", 1, "good"))
                            .hasInspection())
                    .isTrue();
            refuses(
                    () -> stub(channel(ingest, Optional.of(stranger)), "Bearer camera-token-0123456789")
                            .inspect(frame("cam-1", 2, "good")),
                    Status.Code.UNAVAILABLE,
                    "");
            refuses(
                    () -> stub(channel(ingest, Optional.empty()), "Bearer camera-token-0123456789")
                            .inspect(frame("cam-1", 2, "good")),
                    Status.Code.UNAVAILABLE,
                    "");
        }
    }

    @Test
    void aTokenFileAtFaultIsRefusedWithAllItsFaultsAndWithoutItsTokens() throws IOException {
        Path file = Files.writeString(folder.resolve("bad"), "camera\nboss 0123456789abcdefghi\nqa secret\n");
        assertThatThrownBy(() -> AccessTokens.load(new Secret.InFile(file)))
                .hasMessage(file + ":1: line has 1 words; allowed are 2, 'role token'\n" + file
                        + ":2: role is 'boss'; allowed are camera, mes, qa, engineer\n" + file
                        + ":3: token has 6 characters; allowed are 16 or more");
        Path empty = Files.writeString(folder.resolve("empty"), "# nothing\n");
        assertThatThrownBy(() -> AccessTokens.load(new Secret.InFile(empty)))
                .hasMessage(empty + ": holds no token; allowed are one or more lines 'role token'");
    }

    @Test
    void everyRoleHasItsMethods() {
        assertThat(AccessControl.mayCall(Role.CAMERA, "StreamFrames")).isTrue();
        assertThat(AccessControl.mayCall(Role.CAMERA, "GetInspection")).isFalse();
        assertThat(AccessControl.mayCall(Role.MES, "CloseVisit")).isTrue();
        assertThat(AccessControl.mayCall(Role.MES, "Inspect")).isFalse();
        assertThat(AccessControl.mayCall(Role.QA, "WatchInspections")).isTrue();
        assertThat(AccessControl.mayCall(Role.QA, "CloseVisit")).isFalse();
        assertThat(AccessControl.mayCall(Role.ENGINEER, "Inspect")).isTrue();
    }

    @Test
    void aServerOnEveryAddressWithoutTlsRefusesToStart() {
        IngestSettings plain = IngestSettings.loopback(0, 1);
        IngestSettings open =
                new IngestSettings("0.0.0.0", 0, plain.tls(), plain.tokens(), plain.limits(), 1, 1, plain.stopWithin());
        assertThatThrownBy(() -> RunningIngest.start(open, null, new MemoryVehicleFiles(), new SettableClock()))
                .isInstanceOf(Doors.ClosedDoorException.class)
                .hasMessageStartingWith("gRPC does not listen on '0.0.0.0'");
    }
}
