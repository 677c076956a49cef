package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.lease.Lease;
import io.prodgate.check.lease.LeaseFolder;
import io.prodgate.check.lease.Step;
import io.prodgate.evidence.Disturbance;
import io.prodgate.plan.Template;
import io.prodgate.run.DisturbanceLog;
import io.prodgate.testing.RawServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run left that was killed. */
class RecoverCommandTest {
    private static final Lease.Holder GONE = new Lease.Holder(1, Instant.EPOCH);

    private final RawServer production = RawServer.alwaysSaying("hello");

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        production.close();
    }

    @Test
    void nothingLeftNeedsNoPlan() {
        Shell.Result result =
                shell().run("recover", folder.resolve("nowhere.yaml").toString());

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).isEqualTo("Nothing is left to undo.\n");
    }

    @Test
    void whatARunLeftThatIsGoneIsUndone() throws Exception {
        leave("r-1", GONE, production.url(), "touch undone");
        Instant latest = Instant.now().plusSeconds(600);
        disturbances().begin(new Disturbance("held", "r", "hold", Instant.now().minusSeconds(60), latest));

        Shell.Result result = shell().run("recover", plan());

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(disturbances().within(Instant.MIN, Instant.MAX))
                .as("from now on numbers are production's own")
                .singleElement()
                .satisfies(disturbance -> assertThat(disturbance.to()).isBefore(latest));
        assertThat(result.out())
                .isEqualTo("undone: the worker is held (check hold of run r, since 2026-01-02T12:00:00Z)\n");
        assertThat(folder.resolve("undone")).exists();
        assertThat(leases().all()).isEmpty();
    }

    @Test
    void theNextRunUndoesItBeforeItBegins() throws Exception {
        leave("r-1", GONE, production.url(), "touch undone");

        Shell.Result result =
                shell().run("run", plan(), "--out", folder.resolve("run").toString());

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).startsWith("undone: the worker is held");
        assertThat(leases().all()).isEmpty();
    }

    @Test
    void whatSomebodyStillLooksAfterIsLeftAlone() throws Exception {
        leave("r-1", Lease.Holder.self(), production.url(), "touch undone");

        Shell.Result left = shell().run("recover", plan());
        assertThat(left.exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(left.out()).contains("its run still looks after it", "--force");
        assertThat(folder.resolve("undone")).doesNotExist();
        assertThat(shell().run("run", plan(), "--out", folder.resolve("run").toString())
                        .exitCode())
                .isZero();
        assertThat(folder.resolve("undone")).doesNotExist();

        assertThat(shell().run("recover", plan(), "--force").exitCode()).isZero();
        assertThat(folder.resolve("undone")).exists();
    }

    @Test
    void whatIsAnotherProductionsIsNamedWithItsPlan() throws Exception {
        leave("r-1", GONE, URI.create("https://other.example.com"), "touch undone");

        Shell.Result result = shell().run("recover", plan());

        assertThat(result.exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(result.out()).contains("another production's", "undo it with: prodgate recover /plans/other.yaml");
        assertThat(folder.resolve("undone")).doesNotExist();
    }

    @Test
    void aLeaseThatCannotBeReadStopsEverything() throws Exception {
        Files.createDirectories(folder.resolve("state/leases"));
        Files.writeString(folder.resolve("state/leases/r-1.json"), "nonsense");

        Shell.Result recover = shell().run("recover", plan());
        Shell.Result run =
                shell().run("run", plan(), "--out", folder.resolve("run").toString());

        assertThat(recover.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("r-1.json cannot be read", "see by hand");
        assertThat(production.heads()).isEmpty();
    }

    private void leave(String id, Lease.Holder holder, URI of, String undo) {
        Instant noon = Instant.parse("2026-01-02T12:00:00Z");
        Step step = new Step.Command(
                List.of(Template.literal("sh"), Template.literal("-c"), Template.literal(undo)),
                Map.of(),
                folder,
                Duration.ofSeconds(20),
                Optional.empty());
        leases().keep(new Lease(
                id,
                "r",
                "hold",
                "the worker is held",
                of,
                "/plans/other.yaml",
                holder,
                noon,
                Instant.now().plusSeconds(600),
                List.of(step)));
    }

    private DisturbanceLog disturbances() {
        return new DisturbanceLog(folder.resolve("state"), production.url());
    }

    private LeaseFolder leases() {
        return new LeaseFolder(folder.resolve("state"));
    }

    private Shell shell() {
        return Shell.inEarnest(
                Map.of("PRODGATE_STATE", folder.resolve("state").toString(), "PATH", System.getenv("PATH")));
    }

    private String plan() throws Exception {
        return Files.writeString(folder.resolve("plan.yaml"), """
            version: 1
            production: { name: tickets, url: '%s' }
            stages: [ { name: one, checks: [ { http: { get: /, expect: { body: hello } } } ] } ]
            """.formatted(production.url()))
                .toString();
    }
}
