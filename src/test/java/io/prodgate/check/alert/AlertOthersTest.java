package io.prodgate.check.alert;

import static io.prodgate.check.alert.AlertAsserts.failed;
import static io.prodgate.check.alert.AlertAsserts.inconclusive;
import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.diagnosis.Cause;
import io.prodgate.testing.ProductionRun;
import io.prodgate.verdict.Verdict;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a real Alertmanager sends of other alerts, or does not send at some times, is never taken for the alert of a drill. The
 * drills mostly wait, so they run side by side.
 */
@Timeout(300)
class AlertOthersTest {
    @TempDir
    private static Path folder;

    private static AlertCases cases;

    @BeforeAll
    static void begin() {
        cases = new AlertCases(folder);
        begin("end-not-told", "", "slack-ops", "5s", world -> {
            world.firingForLong("Over", "slow");
            world.post("Over", "slow", Instant.now().minusSeconds(3600), Instant.now());
        });
        begin("outside-of-only-times", "past", "slack-ops", "4s", world -> {});
        begin("muted-now", "asleep", "slack-ops", "4s", world -> world.firingForLong("Again", "again"));
        begin("firing-for-long", "", "slack-ops", "1m", world -> world.firingForLong("Watchdog", "all"));
        begin("just-begun", "", "slack-ops", "1m", world -> justBegun(world, "slow"));
        begin("sent-again", "", "slack-ops", "1m", world -> world.firingForLong("Again", "again"));
        begin("another-way", "", "slack-ops", "1m", world -> justBegun(world, "broken-slow"));
        begin("refused", "broken", "pager", "1m", world -> {});
        begin("refused-or-other", "broken", "pager", "1m", world -> justBegun(world, "broken-slow"));
        begin("times-unknown", "local", "slack-ops", "1m", world -> {});
        begin("muted-at-other-times", "retired", "slack-ops", "1m", world -> {});
    }

    /** What happens before a drill. */
    private interface Before {
        void in(AlertWorld world) throws Exception;
    }

    private static void begin(String name, String team, String receiver, String within, Before before) {
        cases.begin(name, "", (world, own) -> {
            before.in(world);
            return world.run(
                    own,
                    "- alert: { id: drill, post: { labels: { alertname: Drill, team: '%s' } }, receivers: [%s], within: %s }\n"
                            .formatted(team, receiver, within));
        });
    }

    private static void justBegun(AlertWorld world, String team) {
        world.post("Other", team, Instant.now(), Instant.now().plusSeconds(3600));
    }

    @AfterAll
    static void stop() {
        cases.close();
    }

    @Test
    void whatHasBeenFiringForLongIsInNobodysWay() throws Exception {
        ProductionRun run = cases.run("firing-for-long");

        assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void whatHasJustBegunMayBeWhatWasSent() throws Exception {
        inconclusive(
                cases.run("just-begun"),
                "drill",
                "PG-811",
                Cause.INFRASTRUCTURE,
                "Other{team=\"slow\"} is new or changed since");
    }

    @Test
    void whatIsSentAgainAndAgainMayBeWhatWasSent() throws Exception {
        inconclusive(
                cases.run("sent-again"),
                "drill",
                "PG-811",
                Cause.INFRASTRUCTURE,
                "Again{team=\"again\"} is sent again every 2s");
    }

    @Test
    void theEndOfAnAlertThatIsNotToldYetMayBeWhatWasSent() throws Exception {
        inconclusive(
                cases.run("end-not-told"), "drill", "PG-811", Cause.INFRASTRUCTURE, "an alert was resolved of late");
    }

    @Test
    void whatGoesAnotherWayIsInNobodysWay() throws Exception {
        ProductionRun run = cases.run("another-way");

        assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void whatWasRefusedIsTheDrillsIfNothingElseWentThatWay() throws Exception {
        failed(
                cases.run("refused"),
                "drill",
                "PG-806",
                "nobody is told: alert delivered should be taken, it is slack: ");
    }

    @Test
    void whatWasRefusedMayBeAnothersThatHasJustBegun() throws Exception {
        inconclusive(
                cases.run("refused-or-other"),
                "drill",
                "PG-811",
                Cause.INFRASTRUCTURE,
                "run again without: Other{team=\"broken-slow\"} is new or changed since");
    }

    @Test
    void aRouteThatIsMutedNowSendsNothing() throws Exception {
        inconclusive(
                cases.run("muted-now"),
                "drill",
                "PG-809",
                Cause.CONFIGURATION,
                "its route sends nothing at some times: night");
    }

    @Test
    void aRouteOutsideOfItsOnlyTimesSendsNothing() throws Exception {
        inconclusive(
                cases.run("outside-of-only-times"),
                "drill",
                "PG-809",
                Cause.CONFIGURATION,
                "its route sends nothing at some times: past");
    }

    @Test
    void aRouteOfWhichItIsNotKnownWhenItSendsProvesNothing() throws Exception {
        inconclusive(
                cases.run("times-unknown"),
                "drill",
                "PG-809",
                Cause.CONFIGURATION,
                "its route sends nothing at some times: local");
    }

    @Test
    void aRouteThatIsMutedAtOtherTimesSends() throws Exception {
        ProductionRun run = cases.run("muted-at-other-times");

        assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(Verdict.APPROVED);
    }
}
