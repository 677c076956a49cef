package io.prodgate.check.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.evidence.AlertWatch;
import io.prodgate.journal.RunResult;
import io.prodgate.testing.ProductionRun;
import io.prodgate.verdict.Verdict;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole drills with a real Prometheus and a real Alertmanager. */
class AlertRunsTest {
    @TempDir
    private static Path servers;

    private static AlertWorld world;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        world = new AlertWorld(servers);
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @Test
    void anAlertRingsIsDeliveredAndStops() throws Exception {
        ProductionRun run = world.drill(
                folder,
                "day",
                "- alert: { id: rule, rule: QueueDepthHigh, within: 20s, receivers: [slack-ops], noise: { most: 50 }"
                        + " }\n",
                """
                - alert:
                    id: rings
                    under: held
                    rule: QueueDepthHigh
                    until: firing
                    within: 20s
                    receivers: [slack-ops]
                    message: { contains: [queue_depth], matches: 'is 51$' }
                """,
                "- alert: { id: stops, needs: [held], rule: QueueDepthHigh, until: resolved, within: 20s }\n");

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
        assertThat(world.heard()).anySatisfy(text -> assertThat(text).contains("QueueDepthHigh", "queue_depth is 51"));
        assertThat(watch(run, "stops").steps())
                .extracting(AlertWatch.Step::what)
                .containsExactly("no longer firing", "resolved");
    }

    @Test
    void whatDoesNotRingOrReachesNobodyIsProductionsFault() throws Exception {
        ProductionRun run = world.drill(folder, "night", "", """
            - alert: { id: silent, under: held, rule: QueueDepthSilent, until: firing, within: 6s }
            - alert: { id: elsewhere, under: held, rule: QueueDepthElsewhere, until: firing, within: 20s, receivers: [pager] }
            - alert: { id: undelivered, under: held, rule: QueueDepthUndelivered, until: firing, within: 12s, receivers: [pager] }
            - alert:
                { id: vague, under: held, rule: QueueDepthVague, until: firing, within: 20s, message: { contains: [ETA] } }
            - alert: { id: old, under: held, rule: AlwaysOn, until: firing, within: 6s }
            """, "");

        assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(Verdict.NOT_APPROVED);
        failed(run, "silent", "PG-803", "alert firing should be within 6s, it is silent");
        failed(run, "elsewhere", "PG-805", "alert receivers should be pager, it is slack-ops");
        failed(run, "undelivered", "PG-806", "refused");
        failed(run, "vague", "PG-804", "contains 'ETA', it is too many jobs");
        inconclusive(run, "old", "PG-811", Cause.INFRASTRUCTURE, "it was active before its cause was made");
    }

    @Test
    void rulesThatAreMissingBrokenOrTooSlowAreFoundBeforeAnythingIsInjected() throws Exception {
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

    @Test
    void aSilenceIsExplained() throws Exception {
        silence("alertname", "QueueDepthSilenced");
        ProductionRun run = world.run(
                folder, "- alert: { id: silenced, rule: QueueDepthSilenced, receivers: [slack-ops], until: firing }\n");

        assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(Verdict.INCONCLUSIVE);
        inconclusive(run, "silenced", "PG-809", Cause.CONFIGURATION, "of ops until", "night shift");
    }

    @Test
    void aPostedAlertIsDeliveredAndResolved() throws Exception {
        ProductionRun run = world.run(folder, """
            - alert:
                id: posted
                post: { labels: { alertname: Drill, severity: page }, annotations: { summary: 'drill of ${run.id}' } }
                receivers: [slack-ops]
                within: 20s
            """);

        assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(Verdict.APPROVED);
        assertThat(watch(run, "posted").steps())
                .extracting(AlertWatch.Step::what)
                .containsExactly("posted", "routed", "delivered", "resolved");
        assertThat(world.heard())
                .anySatisfy(text -> assertThat(text).contains("\"synthetic\":\"true\"", "drill of run-1"));
        assertThat(world.alertmanager()
                        .get("/alerts?filter=alertname%3D%22Drill%22")
                        .strip())
                .isEqualTo("[]");
    }

    @Test
    void aPostedAlertThatIsSilencedOrLeadsElsewhereIsToldAndResolved() throws Exception {
        silence("quiet", "yes");
        ProductionRun run = world.run(folder, """
            - alert: { id: quiet, post: { labels: { alertname: QuietDrill, quiet: 'yes' } }, within: 20s }
            - alert: { id: astray, post: { labels: { alertname: AstrayDrill, team: broken } }, receivers: [slack-ops] }
            """);

        inconclusive(run, "quiet", "PG-809", Cause.CONFIGURATION, "night shift");
        failed(run, "astray", "PG-805", "alert receivers should be slack-ops, it is pager");
        assertThat(world.alertmanager()
                        .get("/alerts?filter=synthetic%3D%22true%22&filter=alertname%3D~%22.%2BDrill%22")
                        .strip())
                .isEqualTo("[]");
    }

    @Test
    void whatInhibitsAnAlertIsNamed() throws Exception {
        world.alertmanager().post("/alerts", "[{\"labels\":{\"alertname\":\"Major\"}}]");
        ProductionRun run = world.run(
                folder,
                "- alert: { id: minor, post: { labels: { alertname: MinorDrill, minor: 'yes' } }, within: 20s }\n");

        inconclusive(run, "minor", "PG-809", Cause.CONFIGURATION, "inhibited by", "Major");
    }

    @Test
    void aMonitoringThatDoesNotAnswerProvesNothingAndNothingIsPosted() throws Exception {
        ProductionRun run = world.run(folder, """
            - alert: { id: nobody, rule: QueueDepthHigh, alertmanager: gone, until: firing, within: 5s }
            - alert: { id: unposted, alertmanager: gone, post: { labels: { alertname: Drill } }, within: 5s }
            """);

        inconclusive(run, "nobody", "PG-705", Cause.INFRASTRUCTURE, "gone gives no answer");
        inconclusive(run, "unposted", "PG-705", Cause.INFRASTRUCTURE, "gone gives no answer");
        assertThat(watch(run, "unposted").steps()).isEmpty();
    }

    @Test
    void whatIsSentOfOthersIsNotTakenForIt() throws Exception {
        world.alertmanager().post("/alerts", "[{\"labels\":{\"alertname\":\"Other\",\"team\":\"quick\"}}]");
        ProductionRun run = world.run(folder, """
            - alert: { id: muted, post: { labels: { alertname: MutedDrill, team: asleep } }, within: 4s }
            - alert: { id: patient, post: { labels: { alertname: PatientDrill, team: patient } }, within: 4s }
            """);

        inconclusive(run, "muted", "PG-809", Cause.CONFIGURATION, "its route sends nothing at some times: night");
        failed(run, "patient", "PG-802", "group wait 1h");
        assertThat(watch(run, "patient").steps()).isEmpty();
    }

    private static void silence(String label, String value) {
        Instant now = Instant.now();
        world.alertmanager()
                .post(
                        "/silences",
                        "{\"matchers\":[{\"name\":\"%s\",\"value\":\"%s\",\"isRegex\":false,\"isEqual\":true}],\"startsAt\":\"%s\",\"endsAt\":\"%s\",\"createdBy\":\"ops\",\"comment\":\"night shift\"}"
                                .formatted(label, value, now, now.plusSeconds(600)));
    }

    private static void failed(ProductionRun run, String check, String rule, String... told) {
        RunResult.CheckResult result = run.check(check);
        assertThat(result.rule()).as(run.terminal()).contains(rule);
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.explanation()).contains(told);
    }

    private static void inconclusive(ProductionRun run, String check, String rule, Cause cause, String... told) {
        RunResult.CheckResult result = run.check(check);
        assertThat(result.rule()).as(run.terminal()).contains(rule);
        assertThat(result.cause()).contains(cause);
        assertThat(result.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(result.explanation()).contains(told);
    }

    private static AlertWatch watch(ProductionRun run, String check) {
        return run.check(check).attempts().getLast().evidence().stream()
                .filter(AlertWatch.class::isInstance)
                .map(AlertWatch.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
