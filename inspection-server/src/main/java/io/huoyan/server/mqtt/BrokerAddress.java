package io.huoyan.server.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.huoyan.server.doors.PemFiles;
import io.huoyan.server.doors.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;

/**
 * A broker and how to show who we are.
 *
 * @param url {@code tcp://host:port} or {@code ssl://host:port}
 * @param clientId stable over restarts; 1 to 64 characters of {@code [A-Za-z0-9._:-]}
 * @param login user and password, where the broker asks for them
 * @param caFile PEM certificates to trust instead of the JDK's; {@code ssl} only
 * @param clientCertificate shown to the broker; {@code ssl} only
 */
public record BrokerAddress(
        URI url,
        String clientId,
        Optional<Login> login,
        Optional<Path> caFile,
        Optional<ClientCertificate> clientCertificate) {
    private static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}");

    public BrokerAddress {
        String scheme = String.valueOf(url.getScheme());
        if (!(scheme.equals("tcp") || scheme.equals("ssl")) || url.getHost() == null || url.getPort() < 1) {
            throw new IllegalArgumentException(
                    "MQTT broker is '" + url + "'; allowed are tcp://host:port and ssl://host:port");
        }
        if (!CLIENT_ID.matcher(clientId).matches()) {
            throw new IllegalArgumentException("MQTT client id is '" + clientId
                    + "'; allowed are 1 to 64 characters of A-Z a-z 0-9 . _ : -, the first a letter or digit");
        }
        if (scheme.equals("tcp") && (caFile.isPresent() || clientCertificate.isPresent())) {
            throw new IllegalArgumentException(
                    "MQTT broker is '" + url + "' and has certificates; allowed with certificates is ssl://host:port");
        }
    }

    /** A broker that asks for nothing. */
    public static BrokerAddress plain(URI url, String clientId) {
        return new BrokerAddress(url, clientId, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same broker as somebody else. */
    public BrokerAddress as(String otherClientId) {
        return new BrokerAddress(url, otherClientId, login, caFile, clientCertificate);
    }

    void apply(MqttConnectionOptions options) {
        login.ifPresent(known -> {
            options.setUserName(known.user());
            options.setPassword(known.password().getBytes(UTF_8));
        });
        if (url.getScheme().equals("ssl")) {
            options.setSocketFactory(
                    PromptSockets.of(PemFiles.context(caFile, clientCertificate.map(ClientCertificate::own))
                            .getSocketFactory()));
            options.setHttpsHostnameVerificationEnabled(true);
        } else {
            options.setSocketFactory(PromptSockets.plain());
        }
    }

    /** The password is not shown by {@code toString}. */
    public record Login(String user, String password) {
        @Override
        public String toString() {
            return "Login[" + user + "]";
        }
    }

    /**
     * @param certificateFile PEM chain, own certificate first
     * @param key PEM, PKCS #8, not encrypted
     */
    public record ClientCertificate(Path certificateFile, Secret key) {
        private PemFiles.Own own() {
            return new PemFiles.Own(certificateFile, key);
        }
    }
}
