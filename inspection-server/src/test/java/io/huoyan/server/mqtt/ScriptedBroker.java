package io.huoyan.server.mqtt;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;

/**
 * Test kit: a broker that acknowledges publishes (QoS 1) with whatever reason code it is told, and can hand each of
 * them back to its sender under the topic {@code echo}. It speaks as much MQTT 5 as our client needs.
 */
final class ScriptedBroker implements AutoCloseable {
    private static final int CONNECT = 1;
    private static final int PUBLISH = 3;
    private static final int SUBSCRIBE = 8;
    private static final int PINGREQ = 12;
    private static final int RECEIVE_MAXIMUM = 0x21;

    private final ServerSocket listening;
    private final int receiveMax;
    private final IntUnaryOperator reasonCode;
    private final boolean echoes;
    private final AtomicInteger publishes = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();

    private ScriptedBroker(ServerSocket listening, int receiveMax, IntUnaryOperator reasonCode, boolean echoes) {
        this.listening = listening;
        this.receiveMax = receiveMax;
        this.reasonCode = reasonCode;
        this.echoes = echoes;
    }

    /**
     * @param receiveMax publishes that it takes at a time (MQTT 5 §3.2.2.3.3)
     * @param reasonCode of its PUBACK of the n-th publish; n counts from 1 over all connections
     */
    static ScriptedBroker start(int receiveMax, IntUnaryOperator reasonCode, boolean echoes) throws IOException {
        var broker = new ScriptedBroker(
                new ServerSocket(0, 10, InetAddress.getLoopbackAddress()), receiveMax, reasonCode, echoes);
        new Thread(broker::accept, "scripted-broker").start();
        return broker;
    }

    URI url() {
        return URI.create("tcp://127.0.0.1:" + listening.getLocalPort());
    }

    /** How often somebody connected. */
    int connections() {
        return connections.get();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                new Thread(() -> serve(client), "scripted-broker-client").start();
            } catch (IOException e) {
                if (!listening.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            var in = new DataInputStream(client.getInputStream());
            OutputStream out = client.getOutputStream();
            for (int first = in.read(); first >= 0; first = in.read()) {
                byte[] body = in.readNBytes(length(in));
                answer(first >> 4, body, out);
            }
        } catch (IOException e) {
            // the client is gone
        }
    }

    private static int length(DataInputStream in) throws IOException {
        int length = 0;
        int shift = 0;
        int digit;
        do {
            digit = in.readUnsignedByte();
            length |= (digit & 0x7f) << shift;
            shift += 7;
        } while ((digit & 0x80) != 0);
        return length;
    }

    private void answer(int type, byte[] body, OutputStream out) throws IOException {
        switch (type) {
            case CONNECT -> {
                connections.incrementAndGet();
                send(out, 0x20, 0, 0, 3, RECEIVE_MAXIMUM, receiveMax >> 8, receiveMax & 0xff);
            }
            case PUBLISH -> {
                int topicLength = (body[0] & 0xff) << 8 | (body[1] & 0xff);
                int high = body[2 + topicLength] & 0xff;
                int low = body[3 + topicLength] & 0xff;
                send(out, 0x40, high, low, reasonCode.applyAsInt(publishes.incrementAndGet()), 0);
                if (echoes) {
                    send(out, 0x32, 0, 4, 'e', 'c', 'h', 'o', high, low, 0, 'x');
                }
            }
            case SUBSCRIBE -> send(out, 0x90, body[0] & 0xff, body[1] & 0xff, 0, 1);
            case PINGREQ -> send(out, 0xd0);
            default -> {
                // PUBACK, DISCONNECT: nothing to say
            }
        }
    }

    private static void send(OutputStream out, int first, int... body) throws IOException {
        var packet = new ByteArrayOutputStream();
        var data = new DataOutputStream(packet);
        data.writeByte(first);
        data.writeByte(body.length);
        for (int one : body) {
            data.writeByte(one);
        }
        out.write(packet.toByteArray());
        out.flush();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
