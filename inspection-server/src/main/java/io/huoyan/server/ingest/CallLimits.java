package io.huoyan.server.ingest;

import io.grpc.Attributes;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerTransportFilter;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts connections and open calls, and refuses calls beyond either limit. Thread-safe. */
final class CallLimits extends ServerTransportFilter implements ServerInterceptor {
    private static final Attributes.Key<Integer> CONNECTIONS = Attributes.Key.create("huoyan.connections");

    private final IngestLimits limits;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();

    CallLimits(IngestLimits limits) {
        this.limits = limits;
    }

    @Override
    public Attributes transportReady(Attributes attributes) {
        return attributes.toBuilder()
                .set(CONNECTIONS, connections.incrementAndGet())
                .build();
    }

    @Override
    public void transportTerminated(Attributes attributes) {
        if (attributes != null && attributes.get(CONNECTIONS) != null) {
            connections.decrementAndGet();
        }
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        Integer connection = call.getAttributes().get(CONNECTIONS);
        if (connection != null && connection > limits.connectionsMax() && connections.get() > limits.connectionsMax()) {
            return refuse(call, connections.get() + " connections are open; allowed are " + limits.connectionsMax());
        }
        int open = calls.incrementAndGet();
        if (open > limits.streamsMax()) {
            calls.decrementAndGet();
            return refuse(call, (open - 1) + " streams and calls are open; allowed are " + limits.streamsMax());
        }
        return counted(next.startCall(call, headers));
    }

    private <Q> ServerCall.Listener<Q> counted(ServerCall.Listener<Q> listener) {
        AtomicBoolean counted = new AtomicBoolean(true);
        return new SimpleForwardingServerCallListener<>(listener) {
            @Override
            public void onComplete() {
                release();
                super.onComplete();
            }

            @Override
            public void onCancel() {
                release();
                super.onCancel();
            }

            private void release() {
                if (counted.getAndSet(false)) {
                    calls.decrementAndGet();
                }
            }
        };
    }

    private <Q> ServerCall.Listener<Q> refuse(ServerCall<Q, ?> call, String message) {
        call.close(
                Status.RESOURCE_EXHAUSTED.withDescription(message + "; try again in " + limits.retryAfterMs() + " ms"),
                new Metadata());
        return new ServerCall.Listener<>() {};
    }

    int openCalls() {
        return calls.get();
    }
}
