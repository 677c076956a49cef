package io.prodgate.demo;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** One request to the platform, read to its end. */
final class Call {
    /** How much of a body is read: a ticket is a few kilobytes. */
    private static final int BODY_CAP = 1 << 20;

    private final String method;
    private final String path;
    private final Map<String, String> query;
    private final Headers headers;
    private final byte[] body;
    private final String client;
    private final Map<String, String> variables;

    private Call(
            String method,
            String path,
            Map<String, String> query,
            Headers headers,
            byte[] body,
            String client,
            Map<String, String> variables) {
        this.method = method;
        this.path = path;
        this.query = query;
        this.headers = headers;
        this.body = body;
        this.client = client;
        this.variables = variables;
    }

    /** Reads a request from the wire, its body up to one byte more than {@link #tooLarge()} allows. */
    static Call read(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        return new Call(
                exchange.getRequestMethod(),
                uri.getPath(),
                parameters(Optional.ofNullable(uri.getRawQuery()).orElse("")),
                exchange.getRequestHeaders(),
                exchange.getRequestBody().readNBytes(BODY_CAP + 1),
                exchange.getRemoteAddress().getAddress().getHostAddress(),
                Map.of());
    }

    /** A request of a client within this process. */
    static Call of(String method, String path, Map<String, String> headers, byte[] body) {
        Headers given = new Headers();
        headers.forEach(given::add);
        return new Call(method, path, Map.of(), given, body, "127.0.0.1", Map.of());
    }

    /** The method in upper case. */
    String method() {
        return method;
    }

    /** The path, decoded, without the query. */
    String path() {
        return path;
    }

    /** The address the request came from. */
    String client() {
        return client;
    }

    /** The bytes of the body, exactly as sent: what a signature is computed over. */
    byte[] body() {
        return body.clone();
    }

    /** True if the body is larger than the platform takes. */
    boolean tooLarge() {
        return body.length > BODY_CAP;
    }

    /** The same request with the parameters of its body, which is a form, before those of its query. */
    Call withForm() {
        Map<String, String> all = new HashMap<>(query);
        all.putAll(parameters(new String(body, StandardCharsets.UTF_8)));
        return new Call(method, path, all, headers, body, client, variables);
    }

    /** The same request with another value of a header. */
    Call with(String name, String value) {
        Headers given = new Headers();
        headers.forEach((header, values) -> given.put(header, List.copyOf(values)));
        given.set(name, value);
        return new Call(method, path, query, given, body, client, variables);
    }

    /** The first value of a header, its name compared without regard to case. */
    Optional<String> header(String name) {
        return Optional.ofNullable(headers.getFirst(name));
    }

    /** True if it says of itself that it is a test: in its user agent, or in its baggage. */
    boolean isTest() {
        return header("User-Agent")
                        .filter(agent -> agent.contains("(synthetic;"))
                        .isPresent()
                || header("baggage")
                        .filter(baggage -> baggage.contains("prodgate.synthetic=true"))
                        .isPresent();
    }

    /** The token of {@code Authorization: Bearer …}. */
    Optional<String> bearer() {
        String scheme = "bearer ";
        return header("Authorization")
                .filter(value -> value.regionMatches(true, 0, scheme, 0, scheme.length()))
                .map(value -> value.substring(scheme.length()).strip());
    }

    /** A parameter of the query. */
    Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /** What stands in the path where the route's pattern has <code>{name}</code>. */
    String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new NoSuchElementException("the route has no {" + name + "}");
        }
        return value;
    }

    /** The same request with the variables of the route that takes it. */
    Call on(Map<String, String> variables) {
        return new Call(method, path, query, headers, body, client, Map.copyOf(variables));
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.putIfAbsent(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
