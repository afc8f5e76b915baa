package io.huoyan.server.mqtt;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.internal.NetworkModule;
import org.eclipse.paho.mqttv5.client.internal.SSLNetworkModuleFactory;
import org.eclipse.paho.mqttv5.client.internal.TCPNetworkModuleFactory;
import org.eclipse.paho.mqttv5.client.spi.NetworkModuleFactory;
import org.eclipse.paho.mqttv5.common.MqttException;

/**
 * Paho's own TCP and TLS connections, on which nothing is read before something was written. Found by Paho through
 * {@code META-INF/services}; used by writing {@code huoyan-} before the broker's URL.
 *
 * <p>Paho 1.2.5 starts the threads of a connection one after the other, each time waiting without end until the new one
 * says that it runs. If the broker refuses or leaves at once, the threads end before they were seen to run, and the
 * waiting thread stays for ever: one lost with each try. The first thing written is the CONNECT packet, after all
 * threads are known to run.
 */
public final class HeldBackConnections implements NetworkModuleFactory {
    private static final String PREFIX = "huoyan-";
    private static final long CONNECT_WAIT_MAX_S = 30;

    /** The broker's URL as this class knows it. */
    static String url(URI broker) {
        return PREFIX + broker;
    }

    @Override
    public Set<String> getSupportedUriSchemes() {
        return Set.of(PREFIX + "tcp", PREFIX + "ssl");
    }

    @Override
    public void validateURI(URI url) {
        pahosOwn(url).validateURI(withoutPrefix(url));
    }

    @Override
    public NetworkModule createNetworkModule(URI url, MqttConnectionOptions options, String clientId)
            throws MqttException {
        return new HeldBack(pahosOwn(url).createNetworkModule(withoutPrefix(url), options, clientId));
    }

    private static NetworkModuleFactory pahosOwn(URI url) {
        return url.getScheme().endsWith("ssl") ? new SSLNetworkModuleFactory() : new TCPNetworkModuleFactory();
    }

    private static URI withoutPrefix(URI url) {
        return URI.create(url.toString().substring(PREFIX.length()));
    }

    /** One connection. */
    private static final class HeldBack implements NetworkModule {
        private final NetworkModule connection;
        private final CountDownLatch written = new CountDownLatch(1);

        HeldBack(NetworkModule connection) {
            this.connection = connection;
        }

        @Override
        public void start() throws IOException, MqttException {
            connection.start();
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(connection.getInputStream()) {
                @Override
                public int read() throws IOException {
                    awaitWritten();
                    return super.read();
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    awaitWritten();
                    return super.read(bytes, offset, length);
                }
            };
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(connection.getOutputStream()) {
                @Override
                public void write(int single) throws IOException {
                    written.countDown();
                    out.write(single);
                }

                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    written.countDown();
                    out.write(bytes, offset, length);
                }
            };
        }

        private void awaitWritten() throws IOException {
            try {
                if (!written.await(CONNECT_WAIT_MAX_S, TimeUnit.SECONDS)) {
                    throw new IOException("nothing was written within " + CONNECT_WAIT_MAX_S + " s of connecting");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted before anything was read");
            }
        }

        @Override
        public void stop() throws IOException {
            written.countDown();
            connection.stop();
        }

        @Override
        public String getServerURI() {
            return connection.getServerURI();
        }
    }
}
