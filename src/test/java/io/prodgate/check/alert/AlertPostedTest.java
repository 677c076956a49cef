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
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Alerts that are posted to a real Alertmanager. */
class AlertPostedTest {
    @TempDir
    private Path folder;

    private AlertWorld world;

    @BeforeEach
    void start() throws Exception {
        world = new AlertWorld(Files.createDirectories(folder.resolve("servers")), "");
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void aPostedAlertIsDeliveredAndResolved() throws Exception {
        ProductionRun run = world.run(folder, """
            - alert:
                id: posted
                post: { labels: { alertname: Drill, severity: page }, annotations: { summary: 'drill of ${run.id}' } }
                receivers: [slack-ops]
                within: 1m
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
        world.silence("quiet", "yes");
        ProductionRun run = world.run(folder, """
            - alert: { id: quiet, post: { labels: { alertname: QuietDrill, quiet: 'yes' } }, within: 1m }
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
    @EnabledIfSystemProperty(named = "long", matches = "true")
    void alertsThatArePostedTheSameWayTakeTurns() throws Exception {
        ProductionRun run = world.run(folder, """
            - alert: { id: one, post: { labels: { alertname: OneDrill } }, receivers: [slack-ops], within: 1m }
            - alert: { id: other, post: { labels: { alertname: OtherDrill } }, receivers: [slack-ops], within: 1m }
            """);

        assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(Verdict.APPROVED);
        List<AlertWatch.Step> steps = Stream.of("one", "other")
                .flatMap(check -> watch(run, check).steps().stream())
                .filter(step -> step.what().equals("posted") || step.what().equals("resolved"))
                .sorted(Comparator.comparing(AlertWatch.Step::at))
                .toList();
        assertThat(steps).extracting(AlertWatch.Step::what).containsExactly("posted", "resolved", "posted", "resolved");
    }

    @Test
    void whatInhibitsAnAlertIsNamed() throws Exception {
        world.alertmanager().post("/alerts", "[{\"labels\":{\"alertname\":\"Major\"}}]");
        ProductionRun run = world.run(
                folder,
                "- alert: { id: minor, post: { labels: { alertname: MinorDrill, minor: 'yes' } }, within: 1m }\n");

        inconclusive(run, "minor", "PG-809", Cause.CONFIGURATION, "inhibited by", "Major");
    }

    @Test
    void whatCannotBeSentInTimeIsNotPosted() throws Exception {
        ProductionRun run = world.run(
                folder,
                "- alert: { id: patient, post: { labels: { alertname: PatientDrill, team: patient } }, within: 4s"
                        + " }\n");

        failed(run, "patient", "PG-802", "group wait 1h");
        assertThat(watch(run, "patient").steps()).isEmpty();
    }
}
