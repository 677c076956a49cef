package io.prodgate.check.alert;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prodgate.testing.AlertmanagerServer;
import io.prodgate.testing.ProductionRun;
import io.prodgate.testing.PrometheusServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A production with a queue that can be held, a real Prometheus and a real Alertmanager, and those who are told. */
final class AlertWorld implements AutoCloseable {
    private static final String RULES = """
        groups:
          - name: queue
            rules:
              - alert: QueueDepthHigh
                expr: queue_depth > 25
                labels: { severity: page }
                annotations: { summary: 'queue_depth is {{ $value }}' }
              - { alert: QueueDepthElsewhere, expr: queue_depth > 25 }
              - { alert: QueueDepthUndelivered, expr: queue_depth > 25, labels: { team: broken } }
              - { alert: QueueDepthSilent, expr: queue_depth > 1000 }
              - { alert: QueueDepthSlow, expr: queue_depth > 25, for: 10m }
              - { alert: QueueDepthBroken, expr: 'label_replace(queue_depth, "0", "", "", "")' }
              - { alert: QueueDepthSilenced, expr: queue_depth > 25 }
              - { alert: AlwaysOn, expr: vector(1) }
        """;

    private final HttpServer production;
    private final AlertmanagerServer alertmanager;
    private final PrometheusServer prometheus;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private volatile boolean held;

    AlertWorld(Path folder) throws IOException {
        production = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        production.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        production.createContext(
                "/metrics", exchange -> answer(exchange, 200, "queue_depth " + (held ? 51 : 0) + "\n"));
        production.createContext("/worker", this::worker);
        production.createContext("/slack", exchange -> {
            heard.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            answer(exchange, 200, "ok");
        });
        production.createContext("/broken", exchange -> answer(exchange, 500, "out of order"));
        production.start();
        String here = "127.0.0.1:" + production.getAddress().getPort();
        alertmanager = AlertmanagerServer.start(folder.resolve("alertmanager"), """
            route:
              receiver: slack-ops
              group_by: [alertname]
              group_wait: 1s
              group_interval: 1s
              routes:
                - { matchers: ['team="broken"'], receiver: pager, group_wait: 0s }
            receivers:
              - { name: slack-ops, webhook_configs: [ { url: 'http://%s/slack' } ] }
              - { name: pager, slack_configs: [ { api_url: 'http://%s/broken', channel: '#alerts' } ] }
            """.formatted(here, here));
        Path data = Files.createDirectories(folder.resolve("prometheus"));
        Path rules = Files.writeString(data.resolve("rules.yml"), RULES);
        prometheus = PrometheusServer.start(
                data, """
                    rule_files: [ '%s' ]
                    alerting: { alertmanagers: [ { static_configs: [ { targets: ['%s'] } ] } ] }
                    scrape_configs: [ { job_name: queue, static_configs: [ { targets: ['%s'] } ] } ]
                    """.formatted(rules, alertmanager.url().getAuthority(), here));
        prometheus.awaitResult("up == 1");
    }

    private void worker(HttpExchange exchange) throws IOException {
        switch (exchange.getRequestMethod()) {
            case "PUT" -> held = true;
            case "DELETE" -> held = false;
            default -> {}
        }
        answer(exchange, 200, held ? "held" : "running");
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "text/plain");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    AlertmanagerServer alertmanager() {
        return alertmanager;
    }

    /** What was told to the team, as JSON. */
    List<String> heard() {
        return List.copyOf(heard);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + production.getAddress().getPort());
    }

    /** Runs checks without a fault. */
    ProductionRun run(Path folder, String checks) throws Exception {
        return ProductionRun.of(folder, plan() + """
            stages:
              - name: alerts
                checks:
            """ + checks.indent(6));
    }

    /** Runs checks before and after workers are held, and while they are. */
    ProductionRun drill(Path folder, String before, String under, String after) throws Exception {
        return ProductionRun.of(
                folder, plan() + """
                    stages:
                      - name: steady
                        checks:
                          - http: { id: running, get: /worker, expect: { body: running } }
                    """ + before.indent(6) + """
                      - name: held
                        checks:
                          - fault:
                              id: held
                              what: the workers are held
                              needs: [running]
                              inject:
                                http:
                                  make: { put: /worker }
                                  there: { get: /worker, says: held }
                                  undo: { delete: /worker }
                                  gone: { get: /worker, says: running }
                    """ + under.indent(6) + """
                      - name: running again
                        checks:
                          - http: { id: again, get: /worker, expect: { body: running } }
                    """ + after.indent(6));
    }

    private String plan() {
        return """
            version: 1
            production: { name: tickets, url: '%s', settle: 0s }
            controls: off
            name-servers: off
            systems: { prometheus: { url: '%s' }, alertmanager: { url: '%s' } }
            """.formatted(url(), prometheus.url(), alertmanager.url());
    }

    @Override
    public void close() {
        prometheus.close();
        alertmanager.close();
        production.stop(0);
    }
}
