package io.huoyan.server.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.junit.jupiter.api.Test;

/** With Nagle's algorithm an order took 27 ms to its subscriber in the middle, without it 2. */
class PromptSocketsTest {
    @Test
    void plain_sockets_and_those_of_tls_send_at_once() throws Exception {
        SSLSocketFactory tls = PromptSockets.of(SSLContext.getDefault().getSocketFactory());
        for (SocketFactory sockets : new SocketFactory[] {PromptSockets.plain(), tls}) {
            try (Socket socket = sockets.createSocket()) {
                assertThat(socket.getTcpNoDelay()).isTrue();
            }
        }
        assertThat(tls.getDefaultCipherSuites()).isNotEmpty();
        assertThat(tls.getSupportedCipherSuites()).contains(tls.getDefaultCipherSuites());
    }

    @Test
    void a_socket_that_is_connected_at_once_sends_at_once_too() throws Exception {
        InetAddress here = InetAddress.getLoopbackAddress();
        try (var broker = new ServerSocket(0, 5, here);
                Socket socket = PromptSockets.plain().createSocket(here, broker.getLocalPort())) {
            assertThat(socket.getTcpNoDelay()).isTrue();
        }
    }

    @Test
    void a_broker_is_reached_through_them() throws Exception {
        var options = new MqttConnectionOptions();

        BrokerAddress.plain(URI.create("tcp://127.0.0.1:1883"), "huoyan").apply(options);

        try (Socket socket = options.getSocketFactory().createSocket()) {
            assertThat(socket.getTcpNoDelay()).isTrue();
        }
    }
}
