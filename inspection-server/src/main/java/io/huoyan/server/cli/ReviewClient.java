package io.huoyan.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** How {@code huoyan review} reaches a running server. */
final class ReviewClient {
    private static final Duration WAIT_MAX = Duration.ofSeconds(30);

    private final ObjectMapper mapper = new ObjectMapper();
    private final HttpClient client = HttpClient.newHttpClient();

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:9091",
            description = "QA's door of the server (default: ${DEFAULT-VALUE}).")
    String url;

    JsonNode queue() throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url + "/api/reviews")).GET());
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
            String text = client.send(request.timeout(WAIT_MAX).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            return mapper.readTree(text);
        } catch (ConnectException e) {
            throw new WrongInputException("no server answers at " + url + "; is 'huoyan serve' running?");
        } catch (JsonProcessingException e) {
            throw new WrongInputException("what answers at " + url + " is not QA's door of a Huoyan server");
        }
    }
}
