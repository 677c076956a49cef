package io.prodgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Stands for those who are told, by the contracts of their documentation: takes everything, unless it is told to refuse. */
final class Switchboard implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();

    /** One request. */
    record Heard(String method, String path, Map<String, List<String>> headers, String body) {
        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new AssertionError(body, e);
            }
        }

        String header(String name) {
            return headers.entrySet().stream()
                    .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                    .map(entry -> entry.getValue().getFirst())
                    .findFirst()
                    .orElse("");
        }
    }

    /** One answer, for so many requests; then the usual one. */
    private record Answer(int status, String body, Map<String, String> headers, int times) {}

    Switchboard() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on, or for so many requests, this is the answer below a path. */
    void says(String path, int status, String body, Map<String, String> headers, int times) {
        answers.put(path, new Answer(status, body, headers, times));
    }

    List<Heard> heard(String path) {
        return heard.stream().filter(one -> one.path().startsWith(path)).toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        heard.add(new Heard(
                exchange.getRequestMethod(),
                path,
                Map.copyOf(exchange.getRequestHeaders()),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        Answer answer = answers.entrySet().stream()
                .filter(entry -> path.startsWith(entry.getKey()))
                .map(entry -> take(entry.getKey()))
                .findFirst()
                .orElseGet(() -> usual(path));
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        answer.headers().forEach(exchange.getResponseHeaders()::add);
        exchange.getResponseHeaders()
                .add("Content-Type", answer.body().startsWith("{") ? "application/json" : "text/plain");
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Answer take(String path) {
        Answer answer = Objects.requireNonNull(answers.get(path), path);
        if (answer.times() == 1) {
            answers.remove(path);
        } else {
            answers.put(path, new Answer(answer.status(), answer.body(), answer.headers(), answer.times() - 1));
        }
        return answer;
    }

    private static Answer usual(String path) {
        if (path.contains("/chat.postMessage")) {
            return new Answer(200, "{\"ok\":true,\"channel\":\"C1\",\"ts\":\"1700000000.000100\"}", Map.of(), 1);
        }
        if (path.contains("/v2/enqueue")) {
            return new Answer(
                    202, "{\"status\":\"success\",\"message\":\"Event processed\",\"dedup_key\":\"x\"}", Map.of(), 1);
        }
        if (path.contains("/pulls")) {
            return new Answer(200, "[{\"number\":7}]", Map.of(), 1);
        }
        return new Answer(
                path.contains("/comments?") ? 200 : 201, path.contains("/comments?") ? "[]" : "ok", Map.of(), 1);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
