package io.prodgate.check.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.Attempt;
import io.prodgate.check.Check;
import io.prodgate.device.Devices;
import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.diagnosis.Diagnosis;
import io.prodgate.diagnosis.Rules;
import io.prodgate.diagnosis.Signs;
import io.prodgate.diagnosis.Situation;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.ItemResult;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.Redactor;
import io.prodgate.system.PlainSystems;
import io.prodgate.testing.FakeLedger;
import io.prodgate.testing.PlanText;
import io.prodgate.testing.SteppingTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A journey as the plan writes it, tried once or more often against a fake production. */
final class Trial {
    private static final Duration LONG = Duration.ofMinutes(10);

    final SteppingTime time = SteppingTime.atNoon();
    final FakeProduction production = new FakeProduction(time);
    final FakeLedger ledger = new FakeLedger();
    private final List<AttemptRecord> attempts = new ArrayList<>();
    private final Check check;
    private final Path folder;
    private Duration deadline = LONG;

    Trial(Path folder, String journey) {
        this(folder, journey, plan -> plan);
    }

    /**
     * A journey in another plan.
     *
     * @param change what is other about it
     */
    Trial(Path folder, String journey, UnaryOperator<String> change) {
        this.folder = folder;
        PlanText plan = PlanText.read(
                folder,
                change.apply(PlanText.around("- journey:\n" + journey.indent(4))),
                new JourneyKind(new PlainSystems()));
        assertThat(plan.errors()).isEmpty();
        check = plan.checks().getFirst().check();
    }

    /** Gives the check less time than usual. */
    Trial within(Duration less) {
        deadline = less;
        return this;
    }

    /** One attempt, a second after the one before. */
    List<Evidence> attempt() throws InterruptedException {
        if (!attempts.isEmpty()) {
            time.advance(Duration.ofSeconds(1));
        }
        EvidenceLog log = new EvidenceLog(new Redactor(List.of("shared-secret", "token-of-ours")));
        Map<String, String> values =
                Map.of("run.id", "run-1", "secret.webhook", "shared-secret", "secret.api", "token-of-ours");
        var started = time.now();
        check.attempt(new Attempt(
                attempts.size() + 1,
                log,
                ledger,
                production,
                reference -> Optional.ofNullable(values.get(reference.namespace() + "." + reference.name())),
                started.plus(deadline),
                time,
                folder,
                Devices.NONE));
        Optional<Diagnosis> diagnosis = Signs.met(log.facts())
                ? Optional.empty()
                : Optional.of(Rules.builtIn()
                        .diagnose(new Situation(
                                attempts, log.facts(), started, started.minusSeconds(60), check.repeatable())));
        attempts.add(new AttemptRecord(
                attempts.size() + 1, started, Duration.between(started, time.now()), log.facts(), diagnosis));
        return log.facts();
    }

    /** Why the last attempt was missed. */
    Diagnosis diagnosis() {
        return attempts.getLast().diagnosis().orElseThrow(() -> new AssertionError("the attempt was met"));
    }

    /** True if the last attempt was met. */
    boolean met() {
        return attempts.getLast().diagnosis().isEmpty();
    }

    static List<ItemResult> items(List<Evidence> facts) {
        return facts.stream()
                .filter(ItemResult.class::isInstance)
                .map(ItemResult.class::cast)
                .toList();
    }

    static ItemResult item(List<Evidence> facts, String name) {
        return items(facts).stream()
                .filter(item -> item.item().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static Judgement judgement(List<Evidence> facts, String subject) {
        return facts.stream()
                .filter(fact -> fact instanceof Judgement judgement
                        && judgement.subject().equals(subject))
                .map(Judgement.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
