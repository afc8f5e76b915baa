package io.huoyan.server.mqtt;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

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
    /** A broker that asks for nothing. */
    public static BrokerAddress plain(URI url, String clientId) {
        return new BrokerAddress(url, clientId, Optional.empty(), Optional.empty(), Optional.empty());
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
     * @param keyFile PEM, PKCS #8, not encrypted
     */
    public record ClientCertificate(Path certificateFile, Path keyFile) {}
}
