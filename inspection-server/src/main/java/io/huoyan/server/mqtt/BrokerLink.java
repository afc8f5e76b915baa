package io.huoyan.server.mqtt;

import io.huoyan.core.orders.OrderSink.SinkOfflineException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one connection to a broker, connecting anew with a growing wait whenever it is lost. Each connection is a fresh
 * Paho client without any memory of the one before: what must be remembered is remembered elsewhere. Thread-safe.
 */
final class BrokerLink implements AutoCloseable {
    /** Messages on their way at the same time, if the broker takes that many. */
    static final int IN_FLIGHT_MAX = 16;

    private static final Logger LOG = LoggerFactory.getLogger(BrokerLink.class);

    /**
     * Paho's own log, with a stack for each lost connection; what matters of it is in ours. Held so that its level
     * lasts.
     */
    private static final java.util.logging.Logger PAHO_LOG = java.util.logging.Logger.getLogger("org.eclipse.paho");

    /** Bad client id, bad user or password, not authorized, banned (MQTT 5 §3.2.2.2). */
    private static final Set<Integer> REFUSALS = Set.of(0x85, 0x86, 0x87, 0x8A);

    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final Duration STEP_WAIT_MAX = Duration.ofSeconds(10);
    private static final Duration LEAVE_WAIT_MAX = Duration.ofSeconds(2);
    private static final int KEEP_ALIVE_S = 15;
    private static final double JITTER = 0.25;

    private final BrokerAddress broker;
    private final Role role;
    private final RandomGenerator random;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // All below are guarded by the lock.
    private @Nullable Connection current;
    private String lastProblem = "not connected yet";
    private boolean closed;

    /** What this connection is for. Methods are called on the link's thread, {@link #arrived} on the client's. */
    interface Role {
        /** Sets what is special about this connection. */
        void prepare(MqttConnectionOptions options);

        /** Does what must be done before others may use the connection. */
        void connected(MqttAsyncClient client) throws MqttException, InterruptedException;

        /**
         * Takes a message; acknowledged when it returns. If it throws, the connection is made anew and it comes again.
         */
        void arrived(String topic, MqttMessage message);

        /** Says good-bye. */
        void leaving(MqttAsyncClient client) throws MqttException, InterruptedException;
    }

    /**
     * A connection that was made.
     *
     * @param client connected until it is lost
     * @param room permits for messages on their way: {@link #IN_FLIGHT_MAX}, or as many as the broker takes
     */
    record Connection(MqttAsyncClient client, Semaphore room) {}

    BrokerLink(BrokerAddress broker, Role role, RandomGenerator random) {
        this.broker = broker;
        this.role = role;
        this.random = random;
        PAHO_LOG.setLevel(java.util.logging.Level.OFF);
        this.thread = new Thread(this::keepConnected, "huoyan-mqtt-" + broker.clientId());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    boolean isConnected() {
        lock.lock();
        try {
            return current != null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The connection, waiting for it.
     *
     * @throws SinkOfflineException if there is none after {@code longest}
     */
    Connection connection(Duration longest) throws SinkOfflineException, InterruptedException {
        long left = longest.toNanos();
        lock.lockInterruptibly();
        try {
            while (current == null) {
                if (closed || left <= 0) {
                    throw new SinkOfflineException(
                            "broker " + broker.url() + " is not connected: " + (closed ? "closed" : lastProblem));
                }
                left = changed.awaitNanos(left);
            }
            return current;
        } finally {
            lock.unlock();
        }
    }

    /** Gives up a connection on which something went wrong; a new one is made. */
    void drop(MqttAsyncClient client, String problem) {
        lock.lock();
        try {
            if (current != null && current.client() == client) {
                current = null;
                lastProblem = problem;
                LOG.warn("lost broker {}: {}", broker.url(), problem);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void keepConnected() {
        int failures = 0;
        while (true) {
            MqttAsyncClient client = null;
            try {
                client = connect();
                failures = 0;
                awaitLoss(client);
            } catch (MqttException e) {
                failures++;
                note(failures, e);
            } catch (InterruptedException e) {
                LOG.debug("the link to {} ends", broker.url());
            } finally {
                discard(client);
            }
            if (!waitBeforeNext(failures)) {
                return;
            }
        }
    }

    private MqttAsyncClient connect() throws MqttException, InterruptedException {
        var client =
                new MqttAsyncClient(HeldBackConnections.url(broker.url()), broker.clientId(), new MemoryPersistence());
        try {
            client.setCallback(new Callback(client));
            var options = new MqttConnectionOptions();
            options.setAutomaticReconnect(false);
            options.setKeepAliveInterval(KEEP_ALIVE_S);
            options.setConnectionTimeout((int) STEP_WAIT_MAX.toSeconds());
            broker.apply(options);
            role.prepare(options);
            IMqttToken token = client.connect(options);
            token.waitForCompletion(STEP_WAIT_MAX.toMillis());
            role.connected(client);
            become(new Connection(client, new Semaphore(Math.min(IN_FLIGHT_MAX, receiveMax(token)))));
            return client;
        } catch (MqttException | InterruptedException | RuntimeException e) {
            discard(client);
            throw e;
        }
    }

    private static int receiveMax(IMqttToken connected) {
        MqttProperties properties = connected.getResponseProperties();
        Integer receiveMax = properties == null ? null : properties.getReceiveMaximum();
        return receiveMax == null ? Integer.MAX_VALUE : receiveMax;
    }

    private void become(Connection connection) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            current = connection;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (!connection.client().isConnected()) {
            drop(connection.client(), "lost while connecting");
        }
        LOG.info("connected to broker {} as {}", broker.url(), broker.clientId());
    }

    private void awaitLoss(MqttAsyncClient client) throws MqttException, InterruptedException {
        lock.lockInterruptibly();
        try {
            while (current != null && !closed) {
                changed.await();
            }
            if (current == null) {
                return;
            }
            current = null;
        } finally {
            lock.unlock();
        }
        role.leaving(client);
        client.disconnect(LEAVE_WAIT_MAX.toMillis()).waitForCompletion(LEAVE_WAIT_MAX.toMillis());
    }

    private void note(int failures, MqttException e) {
        String problem = problem(e);
        lock.lock();
        try {
            lastProblem = problem;
            if (failures == 1 && !closed) {
                LOG.warn("broker {} cannot be reached, it is tried again: {}", broker.url(), problem);
            }
        } finally {
            lock.unlock();
        }
    }

    private String problem(MqttException e) {
        String said = e.getMessage() + " (" + e.getReasonCode() + ")";
        if (REFUSALS.contains(e.getReasonCode())) {
            return "it refuses "
                    + broker.login()
                            .map(login -> "user " + login.user() + " with this password")
                            .orElse("a client without user and password")
                    + ", or forbids client id " + broker.clientId() + ": " + said;
        }
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return said
                + (e.getCause() == null ? "" : ", " + e.getCause())
                + (root == e || root == e.getCause() ? "" : ", " + root);
    }

    private static void discard(@Nullable MqttAsyncClient client) {
        if (client == null) {
            return;
        }
        try {
            if (client.isConnected()) {
                client.disconnectForcibly(0, 1, false);
            }
            client.close(true);
        } catch (MqttException | RuntimeException e) {
            LOG.debug("an old connection did not close cleanly", e);
        }
    }

    /** False when closed. */
    private boolean waitBeforeNext(int failures) {
        double grown = FIRST_WAIT.toNanos() * Math.pow(2, Math.min(failures, 10));
        double wait = Math.min(grown, (double) LONGEST_WAIT.toNanos()) * (1 + JITTER * (2 * random.nextDouble() - 1));
        lock.lock();
        try {
            long left = (long) wait;
            while (!closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            return !closed;
        } catch (InterruptedException e) {
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Leaves the broker and ends the thread. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            thread.join(LEAVE_WAIT_MAX.toMillis() * 3);
            if (thread.isAlive()) {
                thread.interrupt();
                TimeUnit.MILLISECONDS.timedJoin(thread, LEAVE_WAIT_MAX.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Hears of losses and messages. */
    private final class Callback implements MqttCallback {
        private final MqttAsyncClient client;

        Callback(MqttAsyncClient client) {
            this.client = client;
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {
            drop(client, "disconnected: " + response);
        }

        @Override
        public void mqttErrorOccurred(MqttException e) {
            LOG.debug("broker {}: {}", broker.url(), problem(e));
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            try {
                role.arrived(topic, message);
            } catch (RuntimeException e) {
                drop(client, "a message on " + topic + " was not taken: " + e);
                throw e;
            }
        }

        @Override
        public void deliveryComplete(IMqttToken token) {}

        @Override
        public void connectComplete(boolean reconnect, String serverUri) {}

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {}
    }
}
