package io.huoyan.server.torture;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The wire between server and broker: it can be cut, or made slow. */
final class BrokerWire implements AutoCloseable {
    private static final int BUFFER_BYTES = 4096;

    private final ServerSocket listening;
    private final int brokerPort;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean isCut;
    private volatile long delayMs;

    private BrokerWire(ServerSocket listening, int brokerPort) {
        this.listening = listening;
        this.brokerPort = brokerPort;
    }

    static BrokerWire to(int brokerPort) throws IOException {
        BrokerWire wire = new BrokerWire(new ServerSocket(0, 16, InetAddress.getLoopbackAddress()), brokerPort);
        start(wire::accept, "torture-wire");
        return wire;
    }

    private static void start(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    URI url() {
        return URI.create("tcp://127.0.0.1:" + listening.getLocalPort());
    }

    /** Breaks what is connected, and lets nothing connect until {@link #mend}. */
    void cut() {
        isCut = true;
        open.forEach(BrokerWire::close);
    }

    /** Every few kB take so long from now on. */
    void slow(long ms) {
        delayMs = ms;
    }

    void mend() {
        isCut = false;
        delayMs = 0;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket server = listening.accept();
                open.add(server);
                if (isCut) {
                    close(server);
                    continue;
                }
                Socket broker = new Socket(InetAddress.getLoopbackAddress(), brokerPort);
                open.add(broker);
                start(() -> copy(server, broker), "torture-wire-out");
                start(() -> copy(broker, server), "torture-wire-in");
            } catch (IOException e) {
                // the broker is away, or the wire is taken down: whoever connected sees it closed
                open.forEach(BrokerWire::close);
            }
        }
    }

    private void copy(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int bytes = in.read(buffer); bytes >= 0 && !isCut; bytes = in.read(buffer)) {
                TimeUnit.MILLISECONDS.sleep(delayMs);
                out.write(buffer, 0, bytes);
                out.flush();
            }
        } catch (IOException e) {
            // cut
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }

    @Override
    public void close() {
        isCut = true;
        try {
            listening.close();
        } catch (IOException e) {
            // nobody listens any more either way
        }
        open.forEach(BrokerWire::close);
    }
}
