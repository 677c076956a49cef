package io.prodgate.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * An API server of Kubernetes that holds objects by their paths and answers kubectl as the API documents it. Its controllers are quick: what is
 * wished for is there at once.
 *
 * <p>https://kubernetes.io/docs/reference/using-api/api-concepts/
 */
public final class FakeKubernetes implements AutoCloseable {
    /** Where the deployment {@code worker} of the namespace {@code tickets} is. */
    public static final String WORKER = "/apis/apps/v1/namespaces/tickets/deployments/worker";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REVIEWS = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
    private final Map<String, JsonNode> objects = new TreeMap<>();
    private final List<String> changes = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> broken = new ConcurrentHashMap<>();
    private final HttpServer server;

    /** A cluster with a deployment of two workers. */
    public FakeKubernetes() {
        TestTool.find("kubectl", "kubernetes-client");
        put(WORKER, KubernetesWorkload.WORKER);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /** Writes the configuration by which kubectl finds it, with the context {@code production}. */
    public Path kubeconfig(Path folder) throws IOException {
        return Files.writeString(Files.createDirectories(folder).resolve("kubeconfig"), """
            apiVersion: v1
            kind: Config
            clusters: [{ name: c, cluster: { server: 'http://127.0.0.1:%d' } }]
            users: [{ name: u, user: { token: some-token } }]
            contexts: [{ name: production, context: { cluster: c, user: u } }]
            """.formatted(
                        server.getAddress().getPort()));
    }

    /** Where it is. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Puts an object at a path. */
    public synchronized void put(String path, String json) {
        try {
            objects.put(path, JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Takes the object at a path away. */
    public synchronized void take(String path) {
        objects.remove(path);
    }

    /** What is at a path; missing if nothing is. */
    public synchronized JsonNode at(String path) {
        return Optional.ofNullable(objects.get(path)).orElse(JSON.missingNode());
    }

    /** All that is below a path. */
    public synchronized List<JsonNode> below(String path) {
        return objects.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(path + "/"))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** From now on nobody is allowed this: {@code "patch deployments"}. */
    public void refuse(String right) {
        refused.add(right);
    }

    /** From now on requests that begin so are answered with this status: {@code "PATCH /apis/apps"}. */
    public void answerWith(String request, int status) {
        broken.put(request, status);
    }

    /** Requests that changed something, and their answers: {@code "PUT /apis/… 200"}. */
    public List<String> changes() {
        return changes;
    }

    /** All requests. */
    public List<String> requests() {
        return requests;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode body = JSON.readTree(exchange.getRequestBody());
            String path = exchange.getRequestURI().getPath();
            String query = Optional.ofNullable(exchange.getRequestURI().getRawQuery())
                    .map(text -> URLDecoder.decode(text, StandardCharsets.UTF_8))
                    .orElse("");
            Answer answer = answered(exchange.getRequestMethod(), path, query, body);
            requests.add(exchange.getRequestMethod() + " " + path);
            if (!exchange.getRequestMethod().equals("GET") && !path.equals(REVIEWS)) {
                changes.add(exchange.getRequestMethod() + " " + path + " " + answer.status());
            }
            byte[] bytes = answer.said().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private record Answer(int status, String said) {}

    private synchronized Answer answered(String method, String path, String query, JsonNode body) {
        Optional<Integer> status = broken.entrySet().stream()
                .filter(entry -> (method + " " + path).startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
        if (status.isPresent()) {
            return failure(status.get(), status.get() == 403 ? "Forbidden" : "InternalError");
        }
        if (path.equals(REVIEWS)) {
            return new Answer(201, reviewed(body));
        }
        if (KubernetesDiscovery.ANSWERS.containsKey(path)) {
            return new Answer(200, KubernetesDiscovery.ANSWERS.get(path));
        }
        if (query.contains("watch=true")) {
            return new Answer(200, "");
        }
        return path.endsWith("/scale") ? scale(method, path, body) : object(method, path, query, body);
    }

    private String reviewed(JsonNode review) {
        JsonNode asked = review.path("spec").path("resourceAttributes");
        String subresource = asked.path("subresource").asText();
        String right = asked.path("verb").asText() + " "
                + asked.path("resource").asText() + (subresource.isEmpty() ? "" : "/" + subresource);
        return "{\"status\":{\"allowed\":" + !refused.contains(right) + "}}";
    }

    private Answer object(String method, String path, String query, JsonNode body) {
        JsonNode found = objects.get(path);
        return switch (method) {
            case "POST" -> {
                String at = path + "/" + body.path("metadata").path("name").asText();
                yield objects.putIfAbsent(at, body) == null
                        ? new Answer(201, body.toString())
                        : failure(409, "AlreadyExists");
            }
            case "PATCH" -> found == null ? failure(404, "NotFound") : patched(path, found, body);
            case "DELETE" ->
                objects.remove(path) == null
                        ? failure(404, "NotFound")
                        : new Answer(200, "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Success\"}");
            default ->
                found != null
                        ? new Answer(200, found.toString())
                        : path.matches(".*/(pods|deployments|statefulsets|networkpolicies|horizontalpodautoscalers)")
                                ? new Answer(200, list(path, query))
                                : failure(404, "NotFound");
        };
    }

    private String list(String path, String query) {
        ObjectNode list = JSON.createObjectNode();
        list.put("kind", "List").put("apiVersion", "v1");
        list.putObject("metadata").put("resourceVersion", "1");
        ArrayNode items = list.putArray("items");
        below(path).stream()
                .filter(item -> selected(query, item.path("metadata").path("labels")))
                .forEach(items::add);
        return list.toString();
    }

    /** Of selectors only {@code a=b,c=d}. */
    private static boolean selected(String query, JsonNode labels) {
        return Stream.of(query.split("&"))
                .filter(part -> part.startsWith("labelSelector="))
                .flatMap(part ->
                        Stream.of(part.substring("labelSelector=".length()).split(",")))
                .map(pair -> pair.split("="))
                .allMatch(pair -> labels.path(pair[0]).asText().equals(pair[1]));
    }

    private Answer patched(String path, JsonNode found, JsonNode patch) {
        Optional<JsonNode> patched = JsonPatch.applied(patch, found);
        patched.map(ObjectNode.class::cast)
                .ifPresent(changed -> objects.put(path, KubernetesWorkload.followed(changed)));
        return patched.map(changed -> new Answer(200, changed.toString())).orElse(failure(422, "Invalid"));
    }

    private Answer scale(String method, String path, JsonNode body) {
        String owner = path.substring(0, path.length() - "/scale".length());
        if (!(objects.get(owner) instanceof ObjectNode found)) {
            return failure(404, "NotFound");
        }
        if (!method.equals("GET")) {
            ((ObjectNode) found.path("spec"))
                    .put("replicas", body.path("spec").path("replicas").asInt());
            objects.put(owner, KubernetesWorkload.followed(found));
        }
        return new Answer(200, KubernetesWorkload.scale(found));
    }

    private static Answer failure(int status, String reason) {
        return new Answer(
                status,
                "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"no: %s\",\"reason\":\"%s\",\"code\":%d}"
                        .formatted(reason, reason, status));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
