package io.huoyan.server.ingest;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.huoyan.proto.v1.InspectionServiceGrpc;
import io.huoyan.server.doors.AccessTokens;
import io.huoyan.server.doors.Role;
import java.util.Optional;
import java.util.Set;

/**
 * Asks each caller for its bearer token ({@code authorization: Bearer …}). The standard health service is open to all,
 * so that load balancers can ask it; reflection to whoever has any role.
 */
final class AccessControl implements ServerInterceptor {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final String SCHEME = "Bearer ";
    private static final String HEALTH = "grpc.health.v1.Health";
    private static final Set<String> FRAMES = Set.of("StreamFrames", "Inspect");
    private static final Set<String> RESULTS = Set.of("GetInspection", "WatchInspections", "AskGate");
    private static final String CLOSING = "CloseVisit";

    private final AccessTokens tokens;

    AccessControl(AccessTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        String service = call.getMethodDescriptor().getServiceName();
        if (HEALTH.equals(service)) {
            return next.startCall(call, headers);
        }
        String authorization = headers.get(AUTHORIZATION);
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return refuse(
                    call,
                    Status.UNAUTHENTICATED.withDescription(
                            "no bearer token was sent; allowed is the header 'authorization: Bearer <token>'"));
        }
        Optional<Role> role =
                tokens.roleOf(authorization.substring(SCHEME.length()).strip());
        if (role.isEmpty()) {
            return refuse(call, Status.UNAUTHENTICATED.withDescription("the bearer token is not known here"));
        }
        String method = String.valueOf(call.getMethodDescriptor().getBareMethodName());
        if (InspectionServiceGrpc.SERVICE_NAME.equals(service) && !mayCall(role.get(), method)) {
            return refuse(
                    call,
                    Status.PERMISSION_DENIED.withDescription(
                            "role " + role.get().word() + " may not call " + method));
        }
        return next.startCall(call, headers);
    }

    private static <Q> ServerCall.Listener<Q> refuse(ServerCall<Q, ?> call, Status status) {
        call.close(status, new Metadata());
        return new ServerCall.Listener<>() {};
    }

    /** @param method bare name, e.g. {@code StreamFrames} */
    static boolean mayCall(Role role, String method) {
        return switch (role) {
            case CAMERA -> FRAMES.contains(method) || method.equals(CLOSING);
            case MES -> RESULTS.contains(method) || method.equals(CLOSING);
            case QA -> RESULTS.contains(method);
            case ENGINEER -> true;
        };
    }
}
