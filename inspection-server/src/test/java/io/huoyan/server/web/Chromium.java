package io.huoyan.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Test kit: a page in headless Chromium, driven over the DevTools protocol. */
final class Chromium implements AutoCloseable {
    private static final String SAID = "DevTools listening on ";
    private static final int ANSWER_WAIT_S = 30;

    private final Process process;
    private final WebSocket page;
    private final BlockingQueue<String> answers;
    private final ObjectMapper mapper = new ObjectMapper();
    private int number;

    private Chromium(Process process, WebSocket page, BlockingQueue<String> answers) {
        this.process = process;
        this.page = page;
        this.answers = answers;
    }

    /** Opens a page of 1200 by 1000 pixels. */
    static Chromium open(Path profile, String url) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        "chromium",
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--remote-debugging-port=0",
                        "--window-size=1200,1000",
                        "--user-data-dir=" + profile))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        var said = new BufferedReader(new InputStreamReader(process.getErrorStream(), UTF_8));
        String line = said.readLine();
        while (line != null && !line.startsWith(SAID)) {
            line = said.readLine();
        }
        if (line == null) {
            throw new IOException("chromium ended before it listened");
        }
        new Thread(() -> readOut(said), "chromium-said").start();
        URI browser = URI.create(line.substring(SAID.length()).trim());
        HttpClient client = HttpClient.newHttpClient();
        String target = client.send(
                        HttpRequest.newBuilder(
                                        URI.create("http://127.0.0.1:" + browser.getPort() + "/json/new?about:blank"))
                                .PUT(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        URI socket = URI.create(
                new ObjectMapper().readTree(target).get("webSocketDebuggerUrl").asText());
        var answers = new LinkedBlockingQueue<String>();
        WebSocket page = client.newWebSocketBuilder()
                .buildAsync(socket, new Listener(answers))
                .join();
        var chromium = new Chromium(process, page, answers);
        chromium.ask("Page.navigate", "url", url);
        chromium.awaitLoaded();
        return chromium;
    }

    /** What it says further, so that it never waits for a reader; its end closes the stream in the middle of a line. */
    private static void readOut(BufferedReader said) {
        try {
            said.lines().forEach(ignored -> {});
        } catch (UncheckedIOException ended) {
            // Nothing more to read.
        }
    }

    /** The value of an expression in the page, as text. */
    String read(String expression) throws IOException, InterruptedException {
        JsonNode result = ask("Runtime.evaluate", "expression", expression).path("result");
        if (result.path("result").path("subtype").asText().equals("error")) {
            throw new IOException(expression + ": "
                    + result.path("result").path("description").asText());
        }
        return result.path("result").path("value").asText();
    }

    /** Types into a field as a person would: it has the focus. */
    void type(String selector, String text) throws IOException, InterruptedException {
        read("document.querySelector('" + selector + "').focus()");
        ask("Input.insertText", "text", text);
    }

    /** Clicks, and waits until the page that follows is there. */
    void click(String selector) throws IOException, InterruptedException {
        read("window.isOld = true; document.querySelector('" + selector + "').click()");
        Awaitility.await().ignoreExceptions().until(() -> read("String(window.isOld)")
                .equals("undefined"));
        awaitLoaded();
    }

    private void awaitLoaded() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(ANSWER_WAIT_S))
                .ignoreExceptions()
                .until(() -> read("document.readyState + (location.href == 'about:blank')")
                        .equals("completefalse"));
    }

    /** What it looks like, PNG. */
    byte[] screenshot() throws IOException, InterruptedException {
        JsonNode answer = ask("Page.captureScreenshot", "format", "png");
        return Base64.getDecoder().decode(answer.path("result").path("data").asText());
    }

    private synchronized JsonNode ask(String method, String key, String value)
            throws IOException, InterruptedException {
        int id = ++number;
        ObjectNode question = mapper.createObjectNode().put("id", id).put("method", method);
        question.putObject("params").put(key, value);
        page.sendText(question.toString(), true).join();
        while (true) {
            String text = answers.poll(ANSWER_WAIT_S, TimeUnit.SECONDS);
            if (text == null) {
                throw new IOException(method + " is not answered");
            }
            JsonNode answer = mapper.readTree(text);
            if (answer.path("id").asInt() == id) {
                return answer;
            }
        }
    }

    @Override
    public void close() {
        page.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        Awaitility.await().until(() -> !process.isAlive());
    }

    /** Collects whole messages. */
    private static final class Listener implements WebSocket.Listener {
        private final BlockingQueue<String> answers;
        private final StringBuilder text = new StringBuilder();

        Listener(BlockingQueue<String> answers) {
            this.answers = answers;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean isLast) {
            text.append(part);
            if (isLast) {
                answers.add(text.toString());
                text.setLength(0);
            }
            return WebSocket.Listener.super.onText(socket, part, isLast);
        }
    }
}
