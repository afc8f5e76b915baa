package io.huoyan.archfixture.serverforeign;

import com.google.protobuf.ByteString;
import com.hivemq.embedded.EmbeddedHiveMQ;
import io.grpc.Server;
import io.micrometer.core.instrument.MeterRegistry;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.sqlite.SQLiteConnection;
import picocli.CommandLine;

/** Uses libraries of the server that live elsewhere. */
interface Borrower {
    Server fromGrpc();

    ByteString fromProtobuf();

    MqttClient fromPaho();

    EmbeddedHiveMQ fromHiveMq();

    SQLiteConnection fromSqlite();

    MeterRegistry fromMicrometer();

    CommandLine fromPicocli();

    io.huoyan.lab.synth.Label fromTheLab();
}
