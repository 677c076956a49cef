package io.prodgate.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prodgate.testing.FakeKubernetes;
import io.prodgate.testing.FakeToxiproxy;
import io.prodgate.testing.RawServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Plans around scenarios, for a production in small that is well, takes no ticket, and depends on what can be broken. */
final class ScenarioPlans implements AutoCloseable {
    private static final String NO_NOTES =
            "{\"response_status\":[{\"status_code\":2000,\"status\":\"success\"}],\"notes\":[],\"list_info\":{\"row_count\":0,"
                    + "\"has_more_rows\":false}}";

    final FakeKubernetes cluster = new FakeKubernetes();
    private final RawServer dependency = RawServer.greeting("known");
    private final Map<String, FakeToxiproxy> proxies =
            List.of("knowledge-base", "servicedesk", "monitoring", "postgres").stream()
                    .collect(Collectors.toMap(name -> name, name -> new FakeToxiproxy(name, dependency.port())));
    private final HttpServer server;

    ScenarioPlans() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> answer(exchange, 401, "{}"));
        server.createContext("/health", exchange -> answer(exchange, 200, "ok"));
        server.createContext("/metrics", exchange -> answer(exchange, 200, "queue_depth_gauge 0\n"));
        server.createContext("/servicedesk/", exchange -> answer(exchange, 200, NO_NOTES));
        server.createContext(
                "/prometheus/api/v1/query",
                exchange -> answer(
                        exchange,
                        200,
                        "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[1,\"0\"]}]}}"));
        server.start();
    }

    private static void answer(HttpExchange exchange, int status, String said) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            byte[] bytes = said.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** The calls at Toxiproxy so far. */
    List<String> calls() {
        return proxies.values().stream()
                .flatMap(proxy -> proxy.calls().stream())
                .toList();
    }

    /** True if nothing is broken. */
    boolean harmless() {
        return proxies.values().stream().allMatch(FakeToxiproxy::harmless);
    }

    /** A plan with a scenario's stage, and with the systems and secrets that it says it needs, no others. */
    String around(ScenarioFile scenario, Path folder) throws IOException {
        Files.createDirectories(folder);
        cluster.kubeconfig(folder);
        cluster.put(
                "/api/v1/namespaces/tickets/pods/redis-0",
                "{\"metadata\": {\"name\": \"redis-0\", \"labels\": {\"app\": \"redis\"}}}");
        String base = "http://127.0.0.1:" + server.getAddress().getPort();
        return """
            version: 1
            production: { name: tickets, url: '%s', settle: 0s }
            controls: off
            name-servers: off
            secrets: { %s }
            systems: { %s }
            stages:
            %s\
            """.formatted(
                base,
                scenario.secrets().stream()
                        .map(name -> name + ": secret-of-" + name)
                        .collect(Collectors.joining(", ")),
                scenario.systems().stream()
                        .map(name -> name + ": { url: '"
                                + (name.equals("toxiproxy") ? toxiproxy(scenario) : base + "/" + name) + "'"
                                + (name.equals("servicedesk") ? ", token: some-token" : "") + " }")
                        .collect(Collectors.joining(", ")),
                scenario.stage()
                        .replace("context: production", "kubeconfig: kubeconfig\n              context: production"));
    }

    private URI toxiproxy(ScenarioFile scenario) {
        return proxies.entrySet().stream()
                .filter(entry -> scenario.stage().contains("proxy: " + entry.getKey()))
                .findFirst()
                .orElseThrow()
                .getValue()
                .url();
    }

    @Override
    public void close() {
        server.stop(0);
        proxies.values().forEach(FakeToxiproxy::close);
        dependency.close();
        cluster.close();
    }
}
