package io.prodgate.check.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.Check;
import io.prodgate.diagnosis.Diagnosis;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.TraceReading;
import io.prodgate.system.PlainSystems;
import io.prodgate.testing.FakeSystem;
import io.prodgate.testing.JaegerStub;
import io.prodgate.testing.JaegerStub.Speaks;
import io.prodgate.testing.JaegerStub.StubSpan;
import io.prodgate.testing.PlanText;
import io.prodgate.testing.SteppingTime;
import io.prodgate.testing.Tries;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A check of traces as the plan writes it, tried once or more often against a Jaeger in small. */
final class Trial {
    /** What a ticket's spans are called, in their order, each a second after the one before and a part of it. */
    static final List<String> STAGES = List.of("webhook", "queue", "worker", "knowledge-base", "servicedesk");

    final SteppingTime time = SteppingTime.atNoon();
    final JaegerStub jaeger;
    final FakeSystem system;
    private final Tries tries = new Tries(time, List.of("shared-secret", "token-of-ours"));
    private final Check check;
    private final Path folder;
    private final Map<String, String> values = new HashMap<>(Map.of("run.id", "run-1", "secret.api", "token-of-ours"));
    private Duration deadline = Duration.ofMinutes(10);
    private int spans;

    /** What an attempt came to. */
    record Outcome(List<Evidence> evidence, Optional<Diagnosis> diagnosis) {
        boolean met() {
            return diagnosis.isEmpty();
        }

        String rule() {
            return diagnosis.map(Diagnosis::rule).orElse("met");
        }

        String explanation() {
            return diagnosis.map(Diagnosis::explanation).orElse("met");
        }

        TraceReading reading() {
            return evidence.stream()
                    .filter(TraceReading.class::isInstance)
                    .map(TraceReading.class::cast)
                    .findFirst()
                    .orElseThrow();
        }

        Judgement judgement(String subject) {
            return evidence.stream()
                    .filter(Judgement.class::isInstance)
                    .map(Judgement.class::cast)
                    .filter(judgement -> judgement.subject().equals(subject))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no judgement of " + subject + " in " + evidence));
        }
    }

    Trial(Path folder, String own, Speaks first, Speaks... more) {
        this.folder = folder;
        PlanText plan = PlanText.read(folder, PlanText.around("- trace: " + own), new TraceKind(new PlainSystems()));
        assertThat(plan.errors()).isEmpty();
        check = plan.checks().getFirst().check();
        jaeger = new JaegerStub(time, first, more);
        system = new FakeSystem(jaeger);
    }

    /** Gives the check less time than usual. */
    Trial within(Duration less) {
        deadline = less;
        return this;
    }

    /** Makes known when the run began. */
    Trial runStarted(Instant started) {
        values.put("run.started", started.toString());
        return this;
    }

    /** Traces a ticket through some stages, to be seen at once. */
    Trial ticket(String ticket, List<String> stages) {
        return ticket(ticket, stages, Duration.ZERO);
    }

    /** Traces a ticket through some stages, to be seen after a while. */
    Trial ticket(String ticket, List<String> stages, Duration after) {
        return trace(ticket, stages, Map.of("ticket", ticket), "", after);
    }

    /** Traces something through some stages; the first span has the tags. */
    Trial trace(String name, List<String> stages, Map<String, String> tags, String broken, Duration after) {
        String trace = String.format("%032x", name.hashCode() & 0xffffffffL);
        Instant start = time.now().minusSeconds(60);
        String parent = "";
        for (int i = 0; i < stages.size(); i++) {
            String id = String.format("%016x", ++spans);
            jaeger.keep(
                    new StubSpan(
                            trace,
                            id,
                            parent,
                            stages.get(i),
                            "do " + stages.get(i),
                            start.plusSeconds(i),
                            Duration.ofSeconds(STAGES.size() - i),
                            stages.get(i).equals(broken),
                            i == 0 ? tags : Map.of()),
                    after);
            parent = id;
        }
        return this;
    }

    /** One attempt. */
    Outcome attempt() throws InterruptedException {
        return attempt(system);
    }

    /** One attempt that asks another system. */
    Outcome attempt(FakeSystem other) throws InterruptedException {
        Optional<Diagnosis> diagnosis = tries.next(
                check,
                other,
                reference -> Optional.ofNullable(values.get(reference.namespace() + "." + reference.name())),
                time.now().plus(deadline),
                folder);
        return new Outcome(tries.last().evidence(), diagnosis);
    }
}
