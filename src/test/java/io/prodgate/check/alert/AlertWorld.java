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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A production with a queue that can be held, a real Prometheus and a real Alertmanager, and those who are told. */
final class AlertWorld implements AutoCloseable {
    private static final String RULES = """
        groups:
          - name: queue
            rules:
              - alert: QueueDepthHigh
                expr: 'queue_depth{queue="day"} > 25'
                labels: { severity: page }
                annotations: { summary: 'queue_depth is {{ $value }}' }
              - alert: QueueDepthVague
                expr: 'queue_depth{queue="night"} > 25'
                annotations: { summary: 'too many jobs' }
              - { alert: QueueDepthElsewhere, expr: 'queue_depth{queue="night"} > 25' }
              - { alert: QueueDepthUndelivered, expr: 'queue_depth{queue="night"} > 25', labels: { team: broken } }
              - { alert: QueueDepthSilent, expr: 'queue_depth{queue="night"} > 1000' }
              - { alert: QueueDepthSlow, expr: 'queue_depth{queue="night"} > 25', for: 10m }
              - { alert: QueueDepthBroken, expr: 'label_replace(queue_depth, "0", "", "", "")' }
              - { alert: QueueDepthSilenced, expr: 'queue_depth{queue="night"} > 25' }
              - { alert: AlwaysOn, expr: vector(1) }
        """;

    private final HttpServer production;
    private final AlertmanagerServer alertmanager;
    private final PrometheusServer prometheus;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Set<String> held = ConcurrentHashMap.newKeySet();

    AlertWorld(Path folder) throws IOException {
        production = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        production.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        production.createContext("/metrics", exchange -> answer(exchange, 200, depth("day") + depth("night")));
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
                - { matchers: ['team="asleep"'], mute_time_intervals: [night] }
                - { matchers: ['team="patient"'], receiver: pager, group_wait: 1h }
                - { matchers: ['team="quick"'], group_wait: 500ms }
            time_intervals:
              - { name: night, time_intervals: [ { times: [ { start_time: '00:00', end_time: '24:00' } ] } ] }
            inhibit_rules:
              - { source_matchers: [ 'alertname="Major"' ], target_matchers: [ 'minor="yes"' ] }
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
        prometheus.awaitAlertmanager();
    }

    private String depth(String queue) {
        return "queue_depth{queue=\"%s\"} %d\n".formatted(queue, held.contains(queue) ? 51 : 0);
    }

    private void worker(HttpExchange exchange) throws IOException {
        String queue = exchange.getRequestURI().getPath().replaceAll(".*/", "");
        switch (exchange.getRequestMethod()) {
            case "PUT" -> held.add(queue);
            case "DELETE" -> held.remove(queue);
            default -> {}
        }
        answer(exchange, 200, held.contains(queue) ? "held" : "running");
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

    /** Runs checks before and after the workers of a queue ({@code day}, {@code night}) are held, and while they are. */
    ProductionRun drill(Path folder, String queue, String before, String under, String after) throws Exception {
        String plan = plan() + """
            stages:
              - name: steady
                checks:
                  - http: { id: running, get: /worker/QUEUE, expect: { body: running } }
            """ + before.indent(6) + """
              - name: held
                checks:
                  - fault:
                      id: held
                      what: the workers are held
                      needs: [running]
                      inject:
                        http:
                          make: { put: /worker/QUEUE }
                          there: { get: /worker/QUEUE, says: held }
                          undo: { delete: /worker/QUEUE }
                          gone: { get: /worker/QUEUE, says: running }
            """ + under.indent(6) + """
              - name: running again
                checks:
                  - http: { id: again, get: /worker/QUEUE, expect: { body: running } }
            """ + after.indent(6);
        return ProductionRun.of(folder, plan.replace("QUEUE", queue));
    }

    private String plan() {
        return """
            version: 1
            production: { name: tickets, url: '%s', settle: 0s }
            controls: off
            name-servers: off
            systems: { prometheus: { url: '%s' }, alertmanager: { url: '%s' }, gone: { url: 'http://127.0.0.1:9' } }
            """.formatted(url(), prometheus.url(), alertmanager.url());
    }

    @Override
    public void close() {
        prometheus.close();
        alertmanager.close();
        production.stop(0);
    }
}
