package io.prodgate.system.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.plan.Durations;
import io.prodgate.system.alertmanager.Deliveries.Way;
import io.prodgate.system.alertmanager.LabelMatcher.Answer;
import io.prodgate.system.alertmanager.Routing.Pace;
import io.prodgate.testing.TestTool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingTest {
    /** Mondays to Fridays in Berlin, but not in their lunch break. */
    private static final String AT_TIMES = """
        route: { receiver: all, routes: [ { matchers: [ 'a="b"' ], ROUTE } ] }
        receivers: [ { name: all } ]
        mute_time_intervals: [ { name: lunch, time_intervals: [ { times: [ { start_time: '12:00', end_time: '13:00' } ] } ] } ]
        time_intervals:
          - name: work
            time_intervals:
              - { weekdays: [ 'monday:friday' ], times: [ { start_time: '08:00', end_time: '24:00' } ], location: Europe/Berlin }
          - { name: end, time_intervals: [ { days_of_month: [ '-3:-1' ], months: [ 'january:march', '12' ], years: [ '2026:2027' ] } ] }
          - { name: here, time_intervals: [ { location: Local } ] }
          - { name: odd, time_intervals: [ { moons: [ full ] } ] }
        """;

    private static final String CONFIGURATION = """
        route:
          receiver: all
          group_wait: 10s
          routes:
            - matchers: ['severity="page"', team!~"b.*"]
              receiver: pager
              group_wait: 0s
              continue: true
              routes:
                - { match: { team: a }, receiver: pager-a, group_wait: 1m30s }
            - { match_re: { severity: 'page|warn' }, receiver: chat }
            - { matchers: [ '{ env = "it\\"s, x", team = "" }' ], receiver: quoted }
            - { matchers: [ 'tenant=~"t-[0-9]+"' ] }
        receivers:
          - { name: all }
          - { name: pager, pagerduty_configs: [ { routing_key: k } ] }
          - { name: pager-a, pagerduty_configs: [ { routing_key: k } ], webhook_configs: [ { url: 'http://a/' }, { url: 'http://b/' } ] }
          - { name: chat, slack_configs: [ { api_url: 'http://a/', channel: c } ] }
          - { name: quoted }
        """;

    @TempDir
    Path folder;

    private static Routing routing() {
        return Routing.read(CONFIGURATION).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mute_time_intervals: [lunch]                                | 2026-11-26T12:00:00Z | YES",
                "mute_time_intervals: [lunch]                                | 2026-11-26T13:00:00Z | NO",
                "active_time_intervals: [work]                               | 2026-11-26T06:59:59Z | YES",
                "active_time_intervals: [work]                               | 2026-11-26T07:00:00Z | NO",
                "active_time_intervals: [work]                               | 2026-11-27T22:59:59Z | NO",
                "active_time_intervals: [work]                               | 2026-11-29T12:00:00Z | YES",
                "active_time_intervals: [work], mute_time_intervals: [lunch] | 2026-11-26T12:30:00Z | YES",
                "mute_time_intervals: [end]                                  | 2026-02-26T00:00:00Z | YES",
                "mute_time_intervals: [end]                                  | 2026-02-25T23:59:59Z | NO",
                "mute_time_intervals: [end]                                  | 2026-04-30T00:00:00Z | NO",
                "mute_time_intervals: [end]                                  | 2026-12-31T00:00:00Z | YES",
                "mute_time_intervals: [end]                                  | 2028-12-31T00:00:00Z | NO",
                "mute_time_intervals: [here]                                 | 2026-11-26T12:00:00Z | PERHAPS",
                "mute_time_intervals: [odd]                                  | 2026-11-26T12:00:00Z | PERHAPS",
                "mute_time_intervals: [lunch, nowhere]                       | 2026-11-26T12:00:00Z | YES",
                "active_time_intervals: [nowhere]                            | 2026-11-26T12:00:00Z | PERHAPS",
            })
    void aRouteIsMutedAtItsTimes(String route, Instant at, Answer muted) {
        Routing routing = Routing.read(AT_TIMES.replace("ROUTE", route)).orElseThrow();

        assertThat(routing.muted(routing.root().routes().getFirst(), at)).isEqualTo(muted);
    }

    @ParameterizedTest
    @CsvSource({"5m,4h,245m", "1m,90s,2m", "1s,1s,2s", "5m,1m,5m"})
    void whatDoesNotChangeIsSentAgainWhenItsGroupIsLookedAt(String interval, String repeat, String period) {
        Pace pace = new Pace(
                Duration.ZERO,
                Durations.parse(interval).orElseThrow(),
                Durations.parse(repeat).orElseThrow());

        assertThat(pace.period()).isEqualTo(Durations.parse(period).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alertname=X",
                "alertname=X severity=page",
                "alertname=X severity=page team=a",
                "alertname=X severity=page team=bb",
                "alertname=X severity=page team=c",
                "alertname=X severity=warn team=a",
                "alertname=X severity=warning",
                "alertname=X tenant=t-1",
                "alertname=X tenant=xt-1",
            })
    void alertsLeadWhereAlertmanagersOwnToolSays(String labels) throws Exception {
        Path file = Files.writeString(folder.resolve("alertmanager.yml"), CONFIGURATION);
        List<String> command = new ArrayList<>(List.of(
                TestTool.find("amtool", "prometheus-alertmanager").toString(),
                "config",
                "routes",
                "test",
                "--config.file=" + file));
        command.addAll(List.of(labels.split(" ")));
        Process amtool = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(amtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

        assertThat(amtool.waitFor()).as(said).isZero();
        assertThat(routing().routes(labels(labels), true).stream()
                        .map(Routing.Route::receiver)
                        .collect(Collectors.joining(",")))
                .isEqualTo(said);
    }

    private static Map<String, String> labels(String written) {
        Map<String, String> labels = new TreeMap<>();
        for (String label : written.split(" ")) {
            labels.put(label.substring(0, label.indexOf('=')), label.substring(label.indexOf('=') + 1));
        }
        return labels;
    }

    @Test
    void labelsThatAreNotKnownLeaveSeveralWaysOpen() {
        assertThat(routing().routes(Map.of("alertname", "X", "severity", "page"), false))
                .extracting(Routing.Route::receiver)
                .containsExactly("pager-a", "pager", "chat");
        assertThat(routing().routes(Map.of("alertname", "X", "severity", "info", "env", "p", "tenant", "-"), false))
                .extracting(Routing.Route::receiver)
                .containsExactly("all");
    }

    @Test
    void groupWaitIsInheritedAndByDefaultHalfAMinute() {
        assertThat(routing().routes(Map.of("severity", "page", "team", "a"), true))
                .extracting(route -> route.pace().groupWait())
                .containsExactly(Duration.ofSeconds(90), Duration.ofSeconds(10));
        assertThat(Routing.read("route: { receiver: a }\nreceivers: [ { name: a } ]\n")
                        .orElseThrow()
                        .root()
                        .pace()
                        .groupWait())
                .isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void whatAReceiverIsToldThroughIsNamedAsInTheMetrics() {
        assertThat(routing().integrations())
                .containsEntry("pager", List.of("pagerduty"))
                .containsEntry("pager-a", List.of("pagerduty", "webhook", "webhook"))
                .containsEntry("all", List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "receivers: []",
                "route: { receiver: a, group_wait: soon }\nreceivers: [ { name: a } ]",
                "route: { receiver: a, routes: [ { matchers: ['a'] } ] }\nreceivers: [ { name: a } ]",
                "route: { receiver: a }\nreceivers: [ {} ]",
                "route: [",
            })
    void whatCannotBeUnderstoodIsNoRouting(String yaml) {
        assertThat(Routing.read(yaml)).isEmpty();
    }

    @Test
    void matchersWithQuotesAndPatternsOfGoAreRead() {
        assertThat(LabelMatcher.parse("{ a = \"x\\\"y\" , b!~ c|d, \"e f\"=g }"))
                .hasValueSatisfying(all -> assertThat(all)
                        .containsExactly(
                                new LabelMatcher("a", "x\"y", false, true),
                                new LabelMatcher("b", "c|d", true, false),
                                new LabelMatcher("e f", "g", false, true)));
        assertThat(new LabelMatcher("a", "(?i)X", true, true).matches(Map.of("a", "x"), true))
                .isEqualTo(Answer.YES);
        assertThat(new LabelMatcher("a", "x", true, true).matches(Map.of("a", "xx"), true))
                .isEqualTo(Answer.NO);
        assertThat(new LabelMatcher("a", "", false, true).matches(Map.of(), true))
                .isEqualTo(Answer.YES);
        assertThat(new LabelMatcher("a", "", false, true).matches(Map.of(), false))
                .isEqualTo(Answer.PERHAPS);
    }

    @Test
    void deliveriesAreAddedUpByWayWhateverOtherLabelsThereAre() {
        Deliveries deliveries = Deliveries.read("""
            # TYPE alertmanager_notification_requests_total counter
            alertmanager_notification_requests_total{integration="slack"} 3
            alertmanager_notification_requests_failed_total{integration="slack"} 1
            alertmanager_notifications_failed_total{integration="slack",reason="other"} 1
            alertmanager_notifications_failed_total{integration="slack",reason="serverError"} 2
            alertmanager_notification_requests_total{integration="webhook"} 1.5e+01
            """);
        Way slack = new Way("", "slack");

        assertThat(deliveries.of(slack)).isEqualTo(new Deliveries.Count(3, 1, 3));
        assertThat(deliveries.of(new Way("", "webhook")).taken()).isEqualTo(15);
        assertThat(deliveries.of(new Way("", "email"))).isEqualTo(Deliveries.Count.NONE);
        assertThat(deliveries.of(slack).since(new Deliveries.Count(2, 1, 0))).isEqualTo(new Deliveries.Count(1, 0, 3));
        assertThat(deliveries.of(slack).since(new Deliveries.Count(7, 1, 0))).isEqualTo(new Deliveries.Count(3, 1, 3));
    }

    @Test
    void deliveriesAreKeptApartByReceiverWhereAlertmanagerDoesSo() {
        Deliveries deliveries = Deliveries.read("""
            alertmanager_notification_requests_total{integration="slack",receiver_name="ops"} 3
            alertmanager_notification_requests_total{integration="slack",receiver_name="team"} 2
            alertmanager_notification_requests_failed_total{integration="slack",receiver_name="team"} 2
            """);

        assertThat(deliveries.tellsReceivers()).isTrue();
        assertThat(deliveries.of(new Way("ops", "slack"))).isEqualTo(new Deliveries.Count(3, 0, 0));
        assertThat(deliveries.of(new Way("team", "slack")).taken()).isZero();
    }
}
