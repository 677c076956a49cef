package io.prodgate.check.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prodgate.plan.Template;
import io.prodgate.plan.Values;
import java.io.BufferedReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeaseFolderTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    @TempDir
    private Path state;

    @Test
    void aLeaseIsReadAsItWasKept() {
        Lease lease = lease("r-1", "Bearer ${secret.admin} and $${literal}");

        folder().keep(lease);

        assertThat(folder().all()).containsExactly(lease);
        assertThat(folder().has("r-1")).isTrue();
        folder().drop("r-1");
        assertThat(folder().all()).isEmpty();
    }

    @Test
    void aRenewalTakesThePlaceOfWhatWasThere() {
        folder().keep(lease("r-1", "x"));
        folder().keep(lease("r-1", "x").until(NOON.plusSeconds(90)));

        assertThat(folder().all()).singleElement().returns(NOON.plusSeconds(90), Lease::expires);
    }

    @Test
    void secretsAreNeverOnTheDiskAndEverythingElseIsFilledIn() throws Exception {
        Values values = reference -> Optional.of("the-value-of-" + reference.name());
        Lease lease = lease("r-1", "Bearer ${secret.admin} of ${run.id}");
        Step kept = lease.undo().getFirst().kept(values);

        folder().keep(new Lease(
                "r-1",
                lease.run(),
                lease.check(),
                lease.what(),
                lease.production(),
                lease.plan(),
                lease.holder(),
                lease.taken(),
                lease.expires(),
                List.of(kept)));

        assertThat(Files.readString(state.resolve("leases/r-1.json")))
                .contains("Bearer ${secret.admin} of the-value-of-id")
                .doesNotContain("the-value-of-admin");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aHolderThatHasEndedAndThatNobodyTookNoteOfIsGone() throws Exception {
        Process parent = new ProcessBuilder("sh", "-c", "sleep 0.2 & echo $!; exec sleep 60").start();
        try (BufferedReader said = parent.inputReader()) {
            Lease.Holder holder = new Lease.Holder(Long.parseLong(said.readLine()), Instant.EPOCH);
            while (!holder.gone() && parent.isAlive()) {
                parent.waitFor(5, TimeUnit.MILLISECONDS);
            }
            assertThat(parent.isAlive()).as("it takes no note").isTrue();
            assertThat(holder.lives()).isFalse();
        } finally {
            parent.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"version\": 2}", "{\"version\": 1, \"undo\": [{\"method\": \"GET\"}]}"})
    void whatIsNoLeaseIsNamedWithWhatToDo(String text) throws Exception {
        Files.createDirectories(state.resolve("leases"));
        Files.writeString(state.resolve("leases/r-1.json"), text);

        assertThatThrownBy(() -> folder().all())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith(state.resolve("leases/r-1.json") + " cannot be read (")
                .hasMessageContaining("see by hand whether production is as it should be");
    }

    @Test
    void whatAKillLeftHalfWrittenWasNeverMade() throws Exception {
        Files.createDirectories(state.resolve("leases"));
        Files.writeString(state.resolve("leases/r-1.tmp"), "{");

        assertThat(folder().all()).isEmpty();
    }

    @Test
    void aLeaseIsAbandonedWhenItsHolderIsGoneOrDoesNotRenewIt() {
        Lease ours = lease("r-1", "x");

        assertThat(ours.abandoned(NOON)).isFalse();
        assertThat(ours.abandoned(NOON.plusSeconds(61))).isTrue();
        Lease.Holder other =
                new Lease.Holder(ours.holder().pid(), ours.holder().started().minusSeconds(60));
        assertThat(other.lives())
                .as("the process id was given to somebody else")
                .isFalse();
    }

    private LeaseFolder folder() {
        return new LeaseFolder(state);
    }

    private static Lease lease(String id, String header) {
        return new Lease(
                id,
                "r",
                "kb-slow",
                "the knowledge base answers after 31 s",
                URI.create("https://api.example.com"),
                "/plans/prodgate.yaml",
                Lease.Holder.self(),
                NOON,
                NOON.plusSeconds(60),
                List.of(
                        new Step.Call(
                                "DELETE",
                                Template.literal("http://toxiproxy:8474/proxies/kb/toxics/slow"),
                                Map.of("Authorization", Template.parse(header)),
                                Optional.of(Template.literal("{}")),
                                List.of(204, 404),
                                Optional.of("x")),
                        new Step.Command(
                                List.of(Template.literal("kubectl"), Template.literal("get")),
                                Map.of("KUBECONFIG", Template.parse("${secret.kube}")),
                                Path.of("/plans"),
                                Duration.ofSeconds(20),
                                Optional.of("3"))));
    }
}
