package io.prodgate.check.alert;

import static io.prodgate.check.alert.AlertAsserts.failed;
import static io.prodgate.check.alert.AlertAsserts.inconclusive;
import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.diagnosis.Cause;
import io.prodgate.testing.ProductionRun;
import io.prodgate.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real Alertmanager sends of other alerts, or does not send at some times, is never taken for the alert of a drill. */
class AlertOthersTest {
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
    void whatHasBeenFiringForLongIsInNobodysWay() throws Exception {
        world.firingForLong("Watchdog", "all");
        ProductionRun run = post("", "slack-ops");

        assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void whatHasJustBegunMayBeWhatWasSent() throws Exception {
        world.post("Other", "slow", Instant.now(), Instant.now().plusSeconds(3600));

        inconclusive(
                post("", "slack-ops"),
                "drill",
                "PG-811",
                Cause.INFRASTRUCTURE,
                "Other{team=\"slow\"} is new or changed since");
    }

    @Test
    void whatIsSentAgainAndAgainMayBeWhatWasSent() throws Exception {
        world.firingForLong("Again", "again");

        inconclusive(
                post("", "slack-ops"),
                "drill",
                "PG-811",
                Cause.INFRASTRUCTURE,
                "Again{team=\"again\"} is sent again every 2s");
    }

    @Test
    void theEndOfAnAlertThatIsNotToldYetMayBeWhatWasSent() throws Exception {
        world.firingForLong("Over", "slow");
        world.post("Over", "slow", Instant.now().minusSeconds(3600), Instant.now());

        inconclusive(
                post("", "slack-ops", "5s"), "drill", "PG-811", Cause.INFRASTRUCTURE, "an alert was resolved of late");
    }

    @Test
    void whatGoesAnotherWayIsInNobodysWay() throws Exception {
        world.post("Other", "broken-slow", Instant.now(), Instant.now().plusSeconds(3600));
        ProductionRun run = post("", "slack-ops");

        assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void whatWasRefusedIsTheDrillsIfNothingElseWentThatWay() throws Exception {
        failed(
                post("broken", "pager"),
                "drill",
                "PG-806",
                "nobody is told: alert delivered should be taken, it is slack: ");
    }

    @Test
    void whatWasRefusedMayBeAnothersThatHasJustBegun() throws Exception {
        world.post("Other", "broken-slow", Instant.now(), Instant.now().plusSeconds(3600));

        inconclusive(
                post("broken", "pager"),
                "drill",
                "PG-811",
                Cause.INFRASTRUCTURE,
                "run again without: Other{team=\"broken-slow\"} is new or changed since");
    }

    @Test
    void aRouteThatIsMutedNowSendsNothing() throws Exception {
        world.firingForLong("Again", "again");

        inconclusive(
                post("asleep", "slack-ops"),
                "drill",
                "PG-809",
                Cause.CONFIGURATION,
                "its route sends nothing at some times: night");
    }

    @Test
    void aRouteOutsideOfItsOnlyTimesSendsNothing() throws Exception {
        inconclusive(
                post("past", "slack-ops"),
                "drill",
                "PG-809",
                Cause.CONFIGURATION,
                "its route sends nothing at some times: past");
    }

    @Test
    void aRouteOfWhichItIsNotKnownWhenItSendsProvesNothing() throws Exception {
        inconclusive(
                post("local", "slack-ops"),
                "drill",
                "PG-809",
                Cause.CONFIGURATION,
                "its route sends nothing at some times: local");
    }

    @Test
    void aRouteThatIsMutedAtOtherTimesSends() throws Exception {
        ProductionRun run = post("retired", "slack-ops");

        assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(Verdict.APPROVED);
    }

    private ProductionRun post(String team, String receiver) throws Exception {
        boolean silent = team.equals("asleep") || team.equals("past");
        return post(team, receiver, silent ? "4s" : "1m");
    }

    private ProductionRun post(String team, String receiver, String within) throws Exception {
        return world.run(
                folder,
                "- alert: { id: drill, post: { labels: { alertname: Drill, team: '%s' } }, receivers: [%s], within: %s }\n"
                        .formatted(team, receiver, within));
    }
}
