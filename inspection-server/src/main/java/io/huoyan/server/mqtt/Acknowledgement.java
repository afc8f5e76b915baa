package io.huoyan.server.mqtt;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;

/**
 * A PUBACK that is waited for. Paho's token is complete while the message still counts as on its way: whoever waits for
 * the token and goes on is refused with "Too many publishes in progress" (32202) when the thread that counts is behind.
 * Paho's callback comes after it was counted.
 */
final class Acknowledgement implements MqttActionListener {
    /** From here on a reason code says that the message was not taken (MQTT 5 §3.4.2.1). */
    private static final int FIRST_ERROR_CODE = 0x80;

    private static final int LAST_ERROR_CODE = 0xff;
    private static final int[] NO_REASON_CODES = {};

    private final CompletableFuture<int[]> reasonCodes = new CompletableFuture<>();

    private Acknowledgement() {}

    /**
     * Publishes with QoS 1 and waits until the broker has taken the message.
     *
     * @return reason codes of the PUBACK; none of them an error
     * @throws MqttException if it was refused ({@link #isRefusal}), not sent, or not acknowledged in time
     */
    static int[] of(MqttAsyncClient client, String topic, MqttMessage message, Duration longest)
            throws MqttException, InterruptedException {
        var acknowledgement = new Acknowledgement();
        client.publish(topic, message, null, acknowledgement);
        for (int code : acknowledgement.await(longest)) {
            if (code >= FIRST_ERROR_CODE) {
                throw new MqttException(code);
            }
        }
        return acknowledgement.reasonCodes.join();
    }

    /** True if the broker itself said no to the message, and the connection goes on. */
    static boolean isRefusal(MqttException e) {
        return e.getReasonCode() >= FIRST_ERROR_CODE && e.getReasonCode() <= LAST_ERROR_CODE;
    }

    private int[] await(Duration longest) throws MqttException, InterruptedException {
        try {
            return reasonCodes.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof MqttException mqtt ? mqtt : new MqttException(e.getCause());
        } catch (TimeoutException e) {
            throw new MqttException(MqttClientException.REASON_CODE_CLIENT_TIMEOUT, e);
        }
    }

    @Override
    public void onSuccess(IMqttToken token) {
        int[] codes = token.getReasonCodes();
        reasonCodes.complete(codes == null ? NO_REASON_CODES : codes);
    }

    @Override
    public void onFailure(IMqttToken token, Throwable reason) {
        reasonCodes.completeExceptionally(reason);
    }
}
