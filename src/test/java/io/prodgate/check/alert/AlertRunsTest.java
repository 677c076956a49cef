package io.prodgate.check.alert;

import static io.prodgate.check.alert.AlertAsserts.failed;
import static io.prodgate.check.alert.AlertAsserts.inconclusive;
import static io.prodgate.check.alert.AlertAsserts.watch;
import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.diagnosis.Cause;
import io.prodgate.evidence.AlertWatch;
import io.prodgate.testing.ProductionRun;
import io.prodgate.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole drills with a real Prometheus and a real Alertmanager. */
class AlertRunsTest {
    private static final String HIGH = """
        - alert: QueueDepthHigh
          expr: 'queue_depth{queue="day"} > 25'
          labels: { severity: page }
          annotations: { summary: 'queue_depth is {{ $value }}' }
        """;
    private static final String ALWAYS_ON = "- { alert: AlwaysOn, expr: vector(1) }\n";

    private static final String NIGHT = """
        - alert: QueueDepthVague
          expr: 'queue_depth{queue="night"} > 25'
          annotations: { summary: 'too many jobs' }
        - { alert: QueueDepthElsewhere, expr: 'queue_depth{queue="night"} > 25' }
        - { alert: QueueDepthUndelivered, expr: 'queue_depth{queue="night"} > 25', labels: { team: broken } }
        - { alert: QueueDepthSilent, expr: 'queue_depth{queue="night"} > 1000' }
        """;
    private static final String ODD = """
        - { alert: QueueDepthSilent, expr: 'queue_depth{queue="night"} > 1000' }
        - { alert: QueueDepthSlow, expr: 'queue_depth{queue="night"} > 25', for: 10m }
        - { alert: QueueDepthBroken, expr: 'label_replace(queue_depth, "0", "", "", "")' }
        """;

    @TempDir
    private Path folder;

    private AlertWorld world(String rules) throws Exception {
        return new AlertWorld(Files.createDirectories(folder.resolve("servers")), rules);
    }

    @Test
    void anAlertRingsIsDeliveredAndStops() throws Exception {
        try (AlertWorld world = world(HIGH)) {
            world.firingForLong("Watchdog", "all");
            ProductionRun run = world.drill(
                    folder,
                    "day",
                    "- alert: { id: rule, rule: QueueDepthHigh, within: 2m, receivers: [slack-ops], noise: { most: 50 }"
                            + " }\n",
                    """
                    - alert:
                        id: rings
                        under: held
                        rule: QueueDepthHigh
                        until: firing
                        within: 2m
                        receivers: [slack-ops]
                        message: { contains: [queue_depth], matches: 'is 51$' }
                    """,
                    "- alert: { id: stops, needs: [held], rule: QueueDepthHigh, until: resolved, within: 2m }\n");

            assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(Verdict.APPROVED);
            AlertWatch rule = watch(run, "rule");
            assertThat(rule.shares())
                    .extracting(AlertWatch.Share::what)
                    .containsExactly("scrape interval", "evaluation interval", "for", "group wait");
            AlertWatch rings = watch(run, "rings");
            assertThat(rings.steps())
                    .extracting(AlertWatch.Step::what)
                    .containsExactly("pending", "firing", "routed", "delivered");
            assertThat(rings.steps().get(1).detail()).isEqualTo("queue_depth is 51");
            assertThat(rings.steps().get(2).detail()).isEqualTo("to slack-ops");
            assertThat(world.heard())
                    .anySatisfy(text -> assertThat(text).contains("QueueDepthHigh", "queue_depth is 51"));
            assertThat(watch(run, "stops").steps())
                    .extracting(AlertWatch.Step::what)
                    .containsExactly("no longer firing", "resolved");
        }
    }

    @Test
    void whatDoesNotRingOrReachesNobodyIsProductionsFault() throws Exception {
        try (AlertWorld world = world(NIGHT + ALWAYS_ON)) {
            world.prometheus().awaitResult("time() - ALERTS_FOR_STATE{alertname=\"AlwaysOn\"} > 3");
            ProductionRun run = world.drill(folder, "night", "", """
                - alert: { id: silent, under: held, rule: QueueDepthSilent, until: firing, within: 6s }
                - alert: { id: elsewhere, under: held, rule: QueueDepthElsewhere, until: firing, within: 2m, receivers: [pager] }
                - alert: { id: undelivered, under: held, rule: QueueDepthUndelivered, until: firing, within: 2m, receivers: [pager] }
                - alert:
                    { id: vague, under: held, rule: QueueDepthVague, until: firing, within: 2m, message: { contains: [ETA] } }
                - alert: { id: old, under: held, rule: AlwaysOn, until: firing, within: 6s }
                """, "");

            assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(Verdict.NOT_APPROVED);
            failed(run, "silent", "PG-803", "alert firing should be within 6s, it is silent");
            failed(run, "elsewhere", "PG-805", "alert receivers should be pager, it is slack-ops");
            failed(run, "undelivered", "PG-806", "refused");
            failed(run, "vague", "PG-804", "contains 'ETA', it is too many jobs");
            inconclusive(run, "old", "PG-811", Cause.INFRASTRUCTURE, "it was active before its cause was made");
        }
    }

    @Test
    void rulesThatAreMissingBrokenOrTooSlowAreFoundBeforeAnythingIsInjected() throws Exception {
        try (AlertWorld world = world(HIGH + ODD + ALWAYS_ON)) {
            world.prometheus().awaitResult("ALERTS{alertname=\"AlwaysOn\",alertstate=\"firing\"}");
            ProductionRun run = world.run(folder, """
                - alert: { id: missing, rule: QueueDepthHihg }
                - alert: { id: broken, rule: QueueDepthBroken }
                - alert: { id: slow, rule: QueueDepthSlow, within: 5m, receivers: [slack-ops] }
                - alert: { id: nowhere, rule: QueueDepthHigh, receivers: [email-boss] }
                - alert: { id: noisy, rule: AlwaysOn, receivers: [slack-ops], noise: { window: 1h, most: 0 } }
                - alert: { id: never, rule: QueueDepthSilent, until: resolved, within: 5s }
                """);

            failed(run, "missing", "PG-800", "Prometheus has no alerting rule QueueDepthHihg");
            failed(run, "broken", "PG-800", "invalid destination label name");
            failed(
                    run,
                    "slow",
                    "PG-802",
                    "10m2s500ms to 10m3s: scrape interval 1s + evaluation interval 1s + for 10m + group wait");
            failed(run, "nowhere", "PG-805", "no route of Alertmanager leads to email-boss");
            failed(run, "noisy", "PG-808", "once");
            inconclusive(run, "never", "PG-811", Cause.INFRASTRUCTURE, "it did not fire in the last 1h");
        }
    }

    @Test
    void aSilenceIsExplained() throws Exception {
        try (AlertWorld world = world(HIGH)) {
            world.silence("alertname", "QueueDepthHigh");
            ProductionRun run = world.run(
                    folder, "- alert: { id: silenced, rule: QueueDepthHigh, receivers: [slack-ops], until: firing }\n");

            assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(Verdict.INCONCLUSIVE);
            inconclusive(run, "silenced", "PG-809", Cause.CONFIGURATION, "of ops until", "night shift");
        }
    }

    @Test
    void aMonitoringThatDoesNotAnswerProvesNothingAndNothingIsPosted() throws Exception {
        try (AlertWorld world = world("")) {
            ProductionRun run = world.run(folder, """
                - alert: { id: nobody, rule: QueueDepthHigh, alertmanager: gone, until: firing, within: 5s }
                - alert: { id: unposted, alertmanager: gone, post: { labels: { alertname: Drill } }, within: 5s }
                """);

            inconclusive(run, "nobody", "PG-705", Cause.INFRASTRUCTURE, "gone gives no answer");
            inconclusive(run, "unposted", "PG-705", Cause.INFRASTRUCTURE, "gone gives no answer");
            assertThat(watch(run, "unposted").steps()).isEmpty();
        }
    }
}
