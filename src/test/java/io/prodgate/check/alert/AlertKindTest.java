package io.prodgate.check.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.system.PlainSystems;
import io.prodgate.testing.PlanText;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertKindTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "within: 5m|it does not say which alert",
                "rule: A, post: { labels: { alertname: A } }|an alert is either of a rule or posted",
                "rule: A, until: pending|pending",
                "rule: A, within: 0s|it has to last",
                "rule: A, message: { contains: [x] }|a message is read when the alert fires",
                "rule: A, until: firing, message: {}|nothing is expected of the message",
                "rule: A, until: firing, message: { matches: '(' }|not a regular expression",
                "rule: A, until: firing, noise: { most: 1 }|noise is about the time before a drill",
                "rule: A, noise: { window: 1d }|'most' is missing",
                "rule: A, system: prom|the plan has no system 'prom'",
                "rule: A, alertmanager: am|the plan has no system 'am'",
                "rule: A, told: { slack: { channel: C1 } }|nobody is told of anything",
                "rule: A, until: firing, told: {}|it does not say where",
                "rule: A, until: firing, told: { slack: {} }|'channel' is missing",
                "rule: A, until: firing, told: { slack: { channel: C1, system: grafana } }|the system 'grafana' has no"
                        + " token",
                "rule: A, until: firing, told: { pagerduty: { services: [P1], system: pd } }|the plan has no system"
                        + " 'pd'",
                "rule: A, until: firing, told: { slack: { channel: C1 }, resolved: true }|'resolved' is for alerts"
                        + " that are posted",
                "rule: A, until: resolved, told: { pagerduty: { escalates: 5m } }|nothing rings here",
                "rule: A, until: firing, grafana: grafana|Grafana's history is asked for an end",
                "post: { labels: { severity: page } }|the alert has no name",
                "post: { labels: { alertname: A, synthetic: 'no' } }|'synthetic' is set by prodgate",
                "post: { labels: { alertname: A } }, until: firing|'until' is for alerts of a rule",
            })
    void mistakesAreToldWithTheirPlaces(String own, String message) throws Exception {
        assertThat(PlanText.read(
                                folder,
                                PlanText.around("- alert: { id: rings, " + own + " }\n"),
                                new AlertKind(new PlainSystems()))
                        .errors())
                .anySatisfy(error ->
                        assertThat(error.toString()).contains(message).containsPattern("prodgate\\.yaml:\\d+:\\d+"));
    }
}
