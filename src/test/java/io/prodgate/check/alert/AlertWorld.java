package io.prodgate.check.alert;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prodgate.testing.AlertmanagerServer;
import io.prodgate.testing.GrafanaHistoryStub;
import io.prodgate.testing.PagerDutyStub;
import io.prodgate.testing.ProductionRun;
import io.prodgate.testing.PrometheusServer;
import io.prodgate.testing.SlackStub;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A production with a queue that can be held, a real Prometheus and a real Alertmanager, and those who are told. */
final class AlertWorld implements AutoCloseable {
    private final HttpServer production;
    private final AlertmanagerServer alertmanager;
    private final Optional<PrometheusServer> prometheus;
    private final String here;
    private final SlackStub slack;
    private final PagerDutyStub pagerDuty;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Set<String> held = ConcurrentHashMap.newKeySet();

    /**
     * A world whose Prometheus has some rules.
     *
     * @param folder empty, for the servers' files
     * @param rules items of a group; no Prometheus is started if there are none
     */
    AlertWorld(Path folder, String rules) throws IOException {
        production = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        production.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        production.createContext("/metrics", exchange -> answer(exchange, 200, depth("day") + depth("night")));
        production.createContext("/worker", this::worker);
        production.createContext("/slack", exchange -> {
            String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            answer(exchange, 200, "ok");
            synchronized (heard) {
                heard.add(text);
                heard.notifyAll();
            }
        });
        production.createContext("/broken", exchange -> answer(exchange, 400, "no_such_channel"));
        slack = new SlackStub(production, "/chat");
        pagerDuty = new PagerDutyStub(production, "/pages");
        GrafanaHistoryStub.below(production, "/grafana");
        production.start();
        here = "127.0.0.1:" + production.getAddress().getPort();
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
                - { matchers: ['team="again"'], group_wait: 500ms, repeat_interval: 1s }
                - { matchers: ['team="slow"'], group_interval: 1h }
                - { matchers: ['team="broken-slow"'], receiver: pager, group_wait: 0s, group_interval: 1h }
                - { matchers: ['team="retired"'], mute_time_intervals: [past] }
                - { matchers: ['team="past"'], active_time_intervals: [past] }
                - { matchers: ['team="local"'], mute_time_intervals: [local] }
                - { matchers: ['team="chat"'], receiver: chat }
                - { matchers: ['team="pages"'], receiver: pages }
            time_intervals:
              - { name: past, time_intervals: [ { years: ['1999:2000'] } ] }
              - { name: local, time_intervals: [ { years: ['1999:2000'], location: Local } ] }
              - { name: night, time_intervals: [ { times: [ { start_time: '00:00', end_time: '24:00' } ] } ] }
            inhibit_rules:
              - { source_matchers: [ 'alertname="Major"' ], target_matchers: [ 'minor="yes"' ] }
            receivers:
              - { name: slack-ops, webhook_configs: [ { url: 'http://HERE/slack' } ] }
              - { name: pager, slack_configs: [ { api_url: 'http://HERE/broken', channel: '#alerts' } ] }
              - { name: chat, slack_configs: [ { api_url: 'http://HERE/chat/hook', channel: '#ops', send_resolved: true } ] }
              - { name: pages, pagerduty_configs: [ { url: 'http://HERE/pages/v2/enqueue', routing_key: k } ] }
            """.replace("HERE", here));
        prometheus = rules.isEmpty() ? Optional.empty() : Optional.of(prometheus(folder, rules));
    }

    private PrometheusServer prometheus(Path folder, String rules) throws IOException {
        Path data = Files.createDirectories(folder.resolve("prometheus"));
        Path file = Files.writeString(
                data.resolve("rules.yml"), "groups:\n  - name: queue\n    rules:\n" + rules.indent(6));
        PrometheusServer server = PrometheusServer.start(
                data, """
                    rule_files: [ '%s' ]
                    alerting: { alertmanagers: [ { static_configs: [ { targets: ['%s'] } ] } ] }
                    scrape_configs: [ { job_name: queue, static_configs: [ { targets: ['%s'] } ] } ]
                    """.formatted(file, alertmanager.url().getAuthority(), here));
        server.awaitResult("up == 1");
        server.awaitAlertmanager();
        return server;
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

    SlackStub slack() {
        return slack;
    }

    PagerDutyStub pagerDuty() {
        return pagerDuty;
    }

    PrometheusServer prometheus() {
        return prometheus.orElseThrow();
    }

    /** Posts an alert of a team. */
    void post(String name, String team, Instant from, Instant to) {
        alertmanager.post(
                "/alerts",
                "[{\"labels\":{\"alertname\":\"%s\",\"team\":\"%s\"},\"startsAt\":\"%s\",\"endsAt\":\"%s\"}]"
                        .formatted(name, team, from, to));
    }

    /** Silences alerts with a label. */
    void silence(String label, String value) {
        Instant now = Instant.now();
        alertmanager.post(
                "/silences",
                "{\"matchers\":[{\"name\":\"%s\",\"value\":\"%s\",\"isRegex\":false,\"isEqual\":true}],\"startsAt\":\"%s\",\"endsAt\":\"%s\",\"createdBy\":\"ops\",\"comment\":\"night shift\"}"
                        .formatted(label, value, now, now.plusSeconds(600)));
    }

    /** Posts an alert that has been firing for an hour, and waits until it was told. */
    void firingForLong(String name, String team) throws InterruptedException {
        Instant now = Instant.now();
        post(name, team, now.minusSeconds(3600), now.plusSeconds(3600));
        synchronized (heard) {
            while (heard.stream().noneMatch(text -> text.contains(name))) {
                heard.wait();
            }
        }
    }

    /** What was told to the team, as JSON. */
    List<String> heard() {
        return List.copyOf(heard);
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
            production: { name: tickets, url: 'HERE', settle: 0s }
            controls: off
            name-servers: off
            systems:
              prometheus: { url: '%s' }
              alertmanager: { url: '%s' }
              gone: { url: 'http://127.0.0.1:9' }
              slack: { url: 'HERE/chat/api', token: %s }
              pagerduty: { url: 'HERE/pages/rest', token: %s }
              calm: { url: 'HERE/grafana/Normal' }
              alarmed: { url: 'HERE/grafana/Alerting' }
              blank: { url: 'HERE/grafana/nothing' }
              stranger: { url: 'HERE/chat/api', token: wrong }
            """.formatted(
                        prometheus.map(server -> server.url().toString()).orElse("http://127.0.0.1:9"),
                        alertmanager.url(),
                        SlackStub.TOKEN,
                        PagerDutyStub.TOKEN)
                .replace("HERE", "http://" + here);
    }

    @Override
    public void close() {
        prometheus.ifPresent(PrometheusServer::close);
        alertmanager.close();
        production.stop(0);
    }
}
