package io.prodgate.check.alert;

import static io.prodgate.check.alert.AlertAsserts.failed;
import static io.prodgate.check.alert.AlertAsserts.inconclusive;
import static io.prodgate.check.alert.AlertAsserts.watch;
import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.diagnosis.Cause;
import io.prodgate.evidence.AlertWatch;
import io.prodgate.testing.ProductionRun;
import io.prodgate.verdict.Verdict;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole drills with a real Prometheus and a real Alertmanager. They mostly wait, so they run side by side. */
@Timeout(300)
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
    private static Path folder;

    private static AlertCases cases;

    @BeforeAll
    static void begin() {
        cases = new AlertCases(folder);
        cases.begin("rings", HIGH, AlertRunsTest::ring);
        cases.begin("misses", NIGHT + ALWAYS_ON, AlertRunsTest::miss);
        cases.begin("odd-rules", HIGH + ODD + ALWAYS_ON, AlertRunsTest::lookAtRules);
        cases.begin("silenced", HIGH, (world, own) -> {
            world.silence("alertname", "QueueDepthHigh");
            return world.run(
                    own, "- alert: { id: silenced, rule: QueueDepthHigh, receivers: [slack-ops], until: firing }\n");
        });
        cases.begin("gone", "", (world, own) -> world.run(own, """
            - alert: { id: nobody, rule: QueueDepthHigh, alertmanager: gone, until: firing, within: 5s }
            - alert: { id: unposted, alertmanager: gone, post: { labels: { alertname: Drill } }, within: 5s }
            """));
    }

    @AfterAll
    static void stop() {
        cases.close();
    }

    private static ProductionRun ring(AlertWorld world, Path own) throws Exception {
        world.firingForLong("Watchdog", "all");
        return world.drill(
                own,
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
    }

    @Test
    void anAlertRingsIsDeliveredAndStops() throws Exception {
        AlertCases.Ended ended = cases.ended("rings");
        ProductionRun run = ended.run();

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
        assertThat(ended.heard()).anySatisfy(text -> assertThat(text).contains("QueueDepthHigh", "queue_depth is 51"));
        assertThat(watch(run, "stops").steps())
                .extracting(AlertWatch.Step::what)
                .containsExactly("no longer firing", "resolved");
    }

    private static ProductionRun miss(AlertWorld world, Path own) throws Exception {
        world.prometheus().awaitResult("time() - ALERTS_FOR_STATE{alertname=\"AlwaysOn\"} > 3");
        return world.drill(own, "night", "", """
            - alert: { id: silent, under: held, rule: QueueDepthSilent, until: firing, within: 6s }
            - alert: { id: elsewhere, under: held, rule: QueueDepthElsewhere, until: firing, within: 2m, receivers: [pager] }
            - alert: { id: undelivered, under: held, rule: QueueDepthUndelivered, until: firing, within: 2m, receivers: [pager] }
            - alert:
                { id: vague, under: held, rule: QueueDepthVague, until: firing, within: 2m, message: { contains: [ETA] } }
            - alert: { id: old, under: held, rule: AlwaysOn, until: firing, within: 6s }
            """, "");
    }

    @Test
    void whatDoesNotRingOrReachesNobodyIsProductionsFault() throws Exception {
        ProductionRun run = cases.run("misses");

        assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(Verdict.NOT_APPROVED);
        failed(run, "silent", "PG-803", "alert firing should be within 6s, it is silent");
        failed(run, "elsewhere", "PG-805", "alert receivers should be pager, it is slack-ops");
        failed(run, "undelivered", "PG-806", "refused");
        failed(run, "vague", "PG-804", "contains 'ETA', it is too many jobs");
        inconclusive(run, "old", "PG-811", Cause.INFRASTRUCTURE, "it was active before its cause was made");
    }

    private static ProductionRun lookAtRules(AlertWorld world, Path own) throws Exception {
        world.prometheus().awaitResult("ALERTS{alertname=\"AlwaysOn\",alertstate=\"firing\"}");
        return world.run(own, """
            - alert: { id: missing, rule: QueueDepthHihg }
            - alert: { id: broken, rule: QueueDepthBroken }
            - alert: { id: slow, rule: QueueDepthSlow, within: 5m, receivers: [slack-ops] }
            - alert: { id: nowhere, rule: QueueDepthHigh, receivers: [email-boss] }
            - alert: { id: noisy, rule: AlwaysOn, receivers: [slack-ops], noise: { window: 1h, most: 0 } }
            - alert: { id: never, rule: QueueDepthSilent, until: resolved, within: 5s }
            """);
    }

    @Test
    void rulesThatAreMissingBrokenOrTooSlowAreFoundBeforeAnythingIsInjected() throws Exception {
        ProductionRun run = cases.run("odd-rules");

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

    @Test
    void aSilenceIsExplained() throws Exception {
        ProductionRun run = cases.run("silenced");

        assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(Verdict.INCONCLUSIVE);
        inconclusive(run, "silenced", "PG-809", Cause.CONFIGURATION, "of ops until", "night shift");
    }

    @Test
    void aMonitoringThatDoesNotAnswerProvesNothingAndNothingIsPosted() throws Exception {
        ProductionRun run = cases.run("gone");

        inconclusive(run, "nobody", "PG-705", Cause.INFRASTRUCTURE, "gone gives no answer");
        inconclusive(run, "unposted", "PG-705", Cause.INFRASTRUCTURE, "gone gives no answer");
        assertThat(watch(run, "unposted").steps()).isEmpty();
    }
}
