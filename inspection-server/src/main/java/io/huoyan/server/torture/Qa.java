package io.huoyan.server.torture;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * QA: decides about doubtful welds over its own door, some twice, some by what has changed since it was looked at. Each
 * decision is somebody else's, so that it is known again in the file. Used by one thread.
 */
final class Qa {
    private static final double DECIDES_SHARE = 0.15;
    private static final double GOOD_SHARE = 0.6;
    private static final double STALE_SHARE = 0.2;
    private static final double TWICE_SHARE = 0.3;
    private static final Duration WAIT_MAX = Duration.ofSeconds(5);

    private final Sightings sightings;
    private final Random random;
    private final ObjectMapper mapper = new ObjectMapper();
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(WAIT_MAX).build();
    private @Nullable String url;
    private int number;

    Qa(Sightings sightings, Random random) {
        this.sightings = sightings;
        this.random = random;
    }

    /** From now on the server is there. */
    void connect(int port) {
        url = "http://127.0.0.1:" + port;
    }

    /** Decides something now and then; what the server did not answer is not known to have been decided. */
    void step() throws InterruptedException {
        String door = url;
        if (door == null || random.nextDouble() >= DECIDES_SHARE) {
            return;
        }
        try {
            JsonNode reviews = send(HttpRequest.newBuilder(URI.create(door + "/api/reviews")))
                    .path("reviews");
            if (!reviews.isEmpty()) {
                decide(door, reviews.get(random.nextInt(reviews.size())));
            }
        } catch (IOException e) {
            // it is down, or was killed amid its answer
        }
    }

    private void decide(String door, JsonNode doubt) throws IOException, InterruptedException {
        boolean isStale = random.nextDouble() < STALE_SHARE;
        boolean isGood = random.nextDouble() < GOOD_SHARE;
        String who = "qa-" + ++number;
        int revision = doubt.path("revision").asInt() - (isStale ? 1 : 0);
        String form = "vehicle=" + URLEncoder.encode(doubt.path("vehicle").asText(), UTF_8) + "&weld="
                + URLEncoder.encode(doubt.path("weld").asText(), UTF_8) + "&revision=" + revision + "&decision="
                + (isGood ? "good" : "bad") + "&who=" + who + "&reason=by+dice";
        int times = random.nextDouble() < TWICE_SHARE ? 2 : 1;
        for (int i = 0; i < times; i++) {
            JsonNode outcome = send(HttpRequest.newBuilder(URI.create(door + "/decisions"))
                    .header("Accept", "application/json")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form)));
            if (outcome.path("decided").asBoolean()) {
                sightings.decided(
                        who, doubt.path("vehicle").asText(), doubt.path("weld").asText(), isGood, isStale);
            }
        }
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        String body = client.send(request.timeout(WAIT_MAX).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        return body.startsWith("{") ? mapper.readTree(body) : mapper.createObjectNode();
    }
}
