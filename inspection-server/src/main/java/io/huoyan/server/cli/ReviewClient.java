package io.huoyan.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.huoyan.server.doors.PemFiles;
import io.huoyan.server.doors.Secret;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How {@code huoyan review} reaches a running server. */
final class ReviewClient {
    private static final Duration WAIT_MAX = Duration.ofSeconds(30);
    private static final int BAD_REQUEST = 400;
    /** No token, one of another role, too many requests. */
    private static final List<Integer> REFUSED = List.of(401, 403, 429);

    private final ObjectMapper mapper = new ObjectMapper();

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:9091",
            description = "QA's door of the server (default: ${DEFAULT-VALUE}).")
    String url;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "Where the server asks who calls: a token of role qa, on one line; or env:NAME of a variable.")
    @Nullable
    Secret token;

    @Option(names = "--ca", paramLabel = "FILE", description = "With https: certificates to trust, PEM.")
    @Nullable
    Path caFile;

    private HttpClient client() {
        HttpClient.Builder client = HttpClient.newBuilder();
        if (caFile != null) {
            client.sslContext(PemFiles.context(Optional.of(caFile), Optional.empty()));
        }
        return client.build();
    }

    JsonNode queue() throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url + "/api/reviews")).GET());
    }

    /** As {@link #queue}, with that weld alone; without any if nothing is to be decided of it. */
    JsonNode weld(String vehicle, String weld) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url + "/api/reviews?vehicle=" + URLEncoder.encode(vehicle, UTF_8)
                        + "&weld=" + URLEncoder.encode(weld, UTF_8)))
                .GET());
    }

    JsonNode decide(Map<String, String> form) throws IOException, InterruptedException {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(URI.create(url + "/decisions"))
                .header("Accept", "application/json")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try {
            if (token != null) {
                request.header("Authorization", "Bearer " + token.line());
            }
            HttpResponse<String> answer =
                    client().send(request.timeout(WAIT_MAX).build(), HttpResponse.BodyHandlers.ofString());
            if (REFUSED.contains(answer.statusCode())) {
                throw new WrongInputException(url + " refuses: " + answer.body().strip());
            }
            if (answer.statusCode() == BAD_REQUEST && !answer.body().startsWith("{")) {
                throw new WrongInputException(answer.body());
            }
            return mapper.readTree(answer.body());
        } catch (ConnectException e) {
            throw new WrongInputException("no server answers at " + url + "; is 'huoyan serve' running?");
        } catch (JsonProcessingException e) {
            throw new WrongInputException("what answers at " + url + " is not QA's door of a Huoyan server");
        }
    }
}
