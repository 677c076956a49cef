package io.prodgate.check.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Redactor;
import io.prodgate.plan.Template;
import io.prodgate.testing.FakeTraffic;
import io.prodgate.testing.HeldTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptLeasesTest {
    private static final Duration TERM = Duration.ofSeconds(60);

    @TempDir
    private Path state;

    private final HeldTime time = new HeldTime();
    private final EvidenceLog log = new EvidenceLog(new Redactor(List.of("password-of-ours")));

    @Test
    void aLeaseIsThereUntilItIsUndone() {
        KeptLeases leases = leases(Guard.NONE);

        Leases.Held held = leases.take("kb-slow", "slow", TERM, sh("echo undone >>undone"));

        assertThat(folder().all()).singleElement().satisfies(lease -> {
            assertThat(lease.check()).isEqualTo("kb-slow");
            assertThat(lease.expires()).isEqualTo(time.now().plus(TERM));
            assertThat(lease.holder().lives()).isTrue();
        });
        assertThat(state.resolve("undone")).doesNotExist();

        assertThat(held.giveBack(log, TERM)).isEmpty();
        assertThat(state.resolve("undone")).hasContent("undone");
        assertThat(folder().all()).isEmpty();
        assertThat(leases.open()).isEmpty();
    }

    @Test
    void whatCannotBeUndoneStaysAndSaysWhyWithoutSecrets() {
        KeptLeases leases = leases(Guard.NONE);
        Leases.Held held = leases.take("kb-slow", "slow", TERM, sh("echo wrong password-of-ours; exit 7"));

        Optional<String> problem = held.giveBack(log, Duration.ZERO);

        assertThat(problem.orElseThrow()).contains("ended with 7: wrong").doesNotContain("password-of-ours");
        assertThat(folder().all()).hasSize(1);
        assertThat(leases.open()).hasSize(1);
    }

    @Test
    void anInterruptionDoesNotKeepItFromBeingUndone() {
        Leases.Held held = leases(Guard.NONE).take("kb-slow", "slow", TERM, sh("echo undone >>undone"));

        Thread.currentThread().interrupt();
        Optional<String> problem = held.giveBack(log, TERM);

        assertThat(Thread.interrupted()).as("kept for later").isTrue();
        assertThat(problem).isEmpty();
        assertThat(state.resolve("undone")).exists();
    }

    @Test
    void stepsAreProvenByWhatTheyPrint() {
        List<Step> undo = List.of(command("echo replicas 1", Optional.of("replicas 3")));

        Optional<String> problem =
                leases(Guard.NONE).take("c", "scaled", TERM, undo).giveBack(log, Duration.ZERO);

        assertThat(problem.orElseThrow()).contains("does not print 'replicas 3': replicas 1");
    }

    @Test
    void itIsRenewedAsLongAsItIsHeld() throws Exception {
        leases(Guard.NONE).take("kb-slow", "slow", TERM, sh("true"));

        for (int third = 1; third <= 5; third++) {
            while (time.sleepers() == 0) {
                Thread.onSpinWait();
            }
            time.advance(TERM.dividedBy(3));
        }
        while (time.sleepers() == 0) {
            Thread.onSpinWait();
        }

        assertThat(folder().all().getFirst().expires()).isEqualTo(time.now().plus(TERM));
    }

    @Test
    void withoutAGuardOrWithoutAPlaceNothingIsLent() throws Exception {
        Guard nobody = () -> {
            throw new UncheckedIOException("nobody can be made to watch", new IOException());
        };
        assertThatThrownBy(() -> leases(nobody).take("c", "slow", TERM, sh("true")))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(folder().all()).isEmpty();

        Files.writeString(state.resolve("leases"), "a file");
        assertThatThrownBy(() -> leases(Guard.NONE).take("c", "slow", TERM, sh("true")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("so it is not done");
    }

    private LeaseFolder folder() {
        return new LeaseFolder(state);
    }

    private KeptLeases leases(Guard guard) {
        Undoing undoing = new Undoing(new FakeTraffic(), reference -> Optional.empty(), System.getenv(), time);
        return new KeptLeases(
                new KeptLeases.Tenancy("run", URI.create("https://api.example.com"), "prodgate.yaml"),
                folder(),
                undoing,
                guard,
                time);
    }

    private List<Step> sh(String script) {
        return List.of(command(script, Optional.empty()));
    }

    private Step command(String script, Optional<String> prints) {
        return new Step.Command(
                List.of(Template.literal("sh"), Template.literal("-c"), Template.literal(script)),
                Map.of(),
                state,
                Duration.ofSeconds(20),
                prints);
    }
}
