package io.prodgate.check.alert;

import static io.prodgate.check.alert.AlertAsserts.failed;
import static io.prodgate.check.alert.AlertAsserts.inconclusive;
import static io.prodgate.check.alert.AlertAsserts.watch;
import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.evidence.AlertWatch;
import io.prodgate.testing.ProductionRun;
import io.prodgate.testing.SlackStub;
import io.prodgate.verdict.Verdict;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a real Alertmanager tells Slack and PagerDuty, stand-ins by the documentation of both, is read there. The drills mostly
 * wait, so they run side by side.
 */
@Timeout(300)
class AlertToldTest {
    private static final String SLACK = "told: { slack: { channel: " + SlackStub.CHANNEL + " }, resolved: true }";

    @TempDir
    private static Path folder;

    private static AlertCases cases;

    @BeforeAll
    static void begin() {
        cases = new AlertCases(folder);
        cases.begin("rule", """
            - alert: QueueDepthHigh
              expr: 'queue_depth{queue="day"} > 25'
              labels: { team: chat, size: '{{ $value }}' }
            """, AlertToldTest::ring);
        cases.begin("lost", "", (world, own) -> {
            world.slack().loses();
            return world.run(own, post("chat", SLACK).replace("1m", "4s"));
        });
        cases.begin("slack", "", (world, own) -> {
            world.post("Other", "chat", Instant.now(), Instant.now().plusSeconds(3600));
            world.slack().says("[FIRING:1] Drill run-10 <not ours>");
            world.slack().limits();
            return world.run(own, post("chat", SLACK + ", message: { contains: [run-1] }"));
        });
        begin("vague", "chat", SLACK + ", message: { matches: '[0-9]+ jobs wait' }");
        cases.begin(
                "stranger",
                "",
                (world, own) -> world.run(
                        own,
                        post("chat", SLACK.replace("channel:", "system: stranger, channel:"))
                                + post("chat", SLACK.replace(SlackStub.CHANNEL, "C0"))
                                        .replace("drill", "nowhere")));
        cases.begin("pagerduty", "", (world, own) -> {
            world.post("Other", "pages", Instant.now(), Instant.now().plusSeconds(3600));
            return world.run(
                    own,
                    post(
                            "pages",
                            "told: { pagerduty: { services: [PSERVICE] }, resolved: true }, message: { contains:"
                                    + " ['drill of run-1'] }"));
        });
        cases.begin("escalated", "", (world, own) -> {
            world.pagerDuty().escalatesAfter(1);
            world.pagerDuty().happens("escalate_log_entry");
            return world.run(own, post("pages", "told: { pagerduty: { escalates: 2m } }"));
        });
        begin("late-policy", "pages", "told: { pagerduty: { escalates: 5m } }");
        cases.begin("taken", "", (world, own) -> {
            world.pagerDuty().escalatesAfter(1);
            world.pagerDuty().happens("acknowledge_log_entry");
            return world.run(own, post("pages", "told: { pagerduty: { escalates: 2m } }"));
        });
        cases.begin("not-escalated", "", (world, own) -> {
            world.pagerDuty().escalatesAfter(0);
            return world.run(own, post("pages", "told: { pagerduty: { escalates: 1s } }"));
        });
    }

    private static void begin(String name, String team, String more) {
        cases.begin(name, "", (world, own) -> world.run(own, post(team, more)));
    }

    @AfterAll
    static void stop() {
        cases.close();
    }

    @Test
    void aPostedAlertIsReadInSlackAndSoIsItsEndWhateverElseIsSentThere() throws Exception {
        ProductionRun run = cases.run("slack");

        assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(Verdict.APPROVED);
        assertThat(watch(run, "drill").steps())
                .extracting(AlertWatch.Step::what)
                .containsExactly(
                        "posted",
                        "routed",
                        "read in Slack channel C1234567890",
                        "delivered",
                        "resolved",
                        "end told in Slack channel C1234567890");
        assertThat(watch(run, "drill").steps().get(2).detail()).startsWith("[FIRING:1] Drill (");
    }

    @Test
    void whatSlackTookAndNobodyCanReadIsNotDelivered() throws Exception {
        ProductionRun run = cases.run("lost");

        failed(run, "drill", "PG-806", "to be read in Slack channel C1234567890, it is no message with run-1");
    }

    @Test
    void aMessageThatDoesNotSayWhatItShouldIsNoted() throws Exception {
        ProductionRun run = cases.run("vague");

        failed(run, "drill", "PG-804", "matches [0-9]+ jobs wait, it is [FIRING:1] Drill (");
    }

    @Test
    void aSlackThatRefusesUsProvesNothing() throws Exception {
        ProductionRun run = cases.run("stranger");

        inconclusive(run, "drill", "PG-700", Cause.CONFIGURATION, "invalid_auth");
        assertThat(run.check("nowhere").cause()).contains(Cause.CONFIGURATION);
        assertThat(run.check("nowhere").explanation()).contains("channel_not_found");
        // Both are the same alert: neither ends the other's.
        assertThat(run.check("drill").attempts()).hasSize(1);
        assertThat(run.check("nowhere").attempts()).hasSize(1);
    }

    @Test
    void aPostedAlertIsReadInPagerDutyAndSoIsItsEnd() throws Exception {
        ProductionRun run = cases.run("pagerduty");

        assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(Verdict.APPROVED);
        assertThat(watch(run, "drill").steps())
                .extracting(AlertWatch.Step::what)
                .containsExactly(
                        "posted",
                        "routed",
                        "read in PagerDuty service PSERVICE",
                        "delivered",
                        "resolved",
                        "end told in PagerDuty service PSERVICE");
    }

    @Test
    void whoIsToldAfterwardsIsReadToo() throws Exception {
        ProductionRun run = cases.run("escalated");

        assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(Verdict.APPROVED);
        assertThat(watch(run, "drill").steps())
                .extracting(AlertWatch.Step::what)
                .containsExactly("posted", "routed", "read in PagerDuty", "delivered", "escalated", "resolved");
    }

    @Test
    void aPolicyThatWaitsTooLongIsFoundAtOnce() throws Exception {
        ProductionRun run = cases.run("late-policy");

        failed(run, "drill", "PG-812", "alert escalated should be within 5m, it is after 30m");
    }

    @Test
    void whatSomebodyTookInTimeIsNotEscalated() throws Exception {
        ProductionRun run = cases.run("taken");

        inconclusive(run, "drill", "PG-811", Cause.INFRASTRUCTURE, "somebody took it before it was due");
    }

    @Test
    void whatNobodyTakesAndIsNotEscalatedIsNoted() throws Exception {
        ProductionRun run = cases.run("not-escalated");

        failed(run, "drill", "PG-812", "alert escalated should be within 1s, it is not");
    }

    @Test
    void anAlertOfARuleIsReadWithItsSizeAndItsEnd() throws Exception {
        ProductionRun run = cases.run("rule");

        failed(run, "alarmed", "PG-807", "Grafana does not know that it ended");
        inconclusive(run, "blank", "PG-811", Cause.INFRASTRUCTURE, "nothing of QueueDepthHigh");
        assertThat(watch(run, "rings").steps())
                .extracting(AlertWatch.Step::what)
                .containsExactly("pending", "firing", "routed", "read in Slack channel C1234567890", "delivered");
        // Which of the last two is seen first depends on who is faster.
        assertThat(watch(run, "stops").steps())
                .extracting(AlertWatch.Step::what)
                .startsWith("no longer firing", "resolved")
                .containsOnlyOnce("end told in Slack channel C1234567890", "resolved in Grafana's history")
                .hasSize(4);
        assertThat(run.check("stops").outcome()).as(run.terminal()).isEqualTo(Outcome.PASSED);
        assertThat(run.check("rings").outcome()).isEqualTo(Outcome.PASSED);
    }

    private static ProductionRun ring(AlertWorld world, Path own) throws Exception {
        String told = "told: { slack: { channel: " + SlackStub.CHANNEL + " } }";
        return world.drill(
                own,
                "day",
                "",
                "- alert: { id: rings, under: held, rule: QueueDepthHigh, until: firing, within: 1m, %s, message: { matches: ' 51 ' } }\n"
                        .formatted(told),
                """
                - alert: { id: stops, needs: [held], rule: QueueDepthHigh, until: resolved, within: 1m, grafana: calm, %s }
                - alert: { id: alarmed, needs: [stops], rule: QueueDepthHigh, until: resolved, within: 1s, grafana: alarmed }
                - alert: { id: blank, needs: [stops], rule: QueueDepthHigh, until: resolved, within: 1s, grafana: blank }
                """.formatted(told));
    }

    private static String post(String team, String more) {
        return ("- alert: { id: drill, post: { labels: { alertname: Drill, team: %s }, annotations: { summary: 'drill"
                        + " of ${run.id}' } }, within: 1m, %s }\n")
                .formatted(team, more);
    }
}
