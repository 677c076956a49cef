package io.prodgate.check.separation;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.BoundCheck;
import io.prodgate.check.Check;
import io.prodgate.check.Kinds;
import io.prodgate.diagnosis.Diagnosis;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.Time;
import io.prodgate.plan.PlanInputs;
import io.prodgate.plan.PlanReader;
import io.prodgate.plan.ReadPlan;
import io.prodgate.plan.Values;
import io.prodgate.system.PlainSystems;
import io.prodgate.testing.SteppingTime;
import io.prodgate.testing.Tries;
import io.prodgate.traffic.HttpTraffic;
import io.prodgate.traffic.Traffic;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A check of separation as the plan writes it, in a run that began ten minutes before noon. */
final class SeparationTrial {
    static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    static final Instant STARTED = NOON.minus(Duration.ofMinutes(10));

    private static final Map<String, String> RUN = Map.of("run.id", "run-1", "run.started", STARTED.toString());

    final SteppingTime time = new SteppingTime(NOON);
    private final Path folder;
    private final ReadPlan read;
    private final Check check;
    private final Tries tries = new Tries(time, List.of());
    private Map<String, String> known = RUN;
    private Instant deadline = Instant.MAX;

    /** What an attempt came to. */
    record Outcome(List<Evidence> evidence, Optional<Diagnosis> diagnosis) {
        String rule() {
            return diagnosis.map(Diagnosis::rule).orElse("met");
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

    SeparationTrial(Path folder, URI prometheus, String own) throws Exception {
        this.folder = folder;
        Path file = Files.writeString(folder.resolve("prodgate.yaml"), """
            version: 1
            production: { name: tickets, url: 'https://api.example.com' }
            controls: off
            name-servers: off
            systems:
              prometheus: { url: '%s' }
              jaeger: { url: 'https://jaeger.example.com' }
              loki: { url: 'https://loki.example.com', headers: { X-Scope-OrgID: acme } }
            stages:
              - name: separation
                checks:
                  - separation: %s
            """.formatted(prometheus, own));
        read = new PlanReader(new PlanInputs(Map.of(), Map.of(), List.of(), source -> Map.of())).read(file);
        List<BoundCheck> checks =
                new Kinds(List.of(new SeparationKind(new PlainSystems()))).bind(read.plan(), read.errors());
        assertThat(read.errors().all()).isEmpty();
        check = checks.getFirst().check();
    }

    /** Gives the check less time than it wants. */
    SeparationTrial until(Instant earlier) {
        deadline = earlier;
        return this;
    }

    /** Lets it not be known when the run began. */
    SeparationTrial withoutBeginning() {
        known = Map.of("run.id", "run-1");
        return this;
    }

    /** One attempt through the real door. */
    Outcome attempt() throws Exception {
        try (Traffic traffic =
                HttpTraffic.open(read.plan(), values(), "run-1", "0.1.0", Map.of(), Time.system(), new Random(1))) {
            deadline = Instant.now().plusSeconds(60);
            return attempt(traffic);
        }
    }

    /** One attempt. */
    Outcome attempt(Traffic traffic) throws Exception {
        Instant latest = deadline.equals(Instant.MAX) ? time.now().plusSeconds(600) : deadline;
        Optional<Diagnosis> diagnosis = tries.next(check, traffic, values(), latest, folder.resolve("artifacts"));
        return new Outcome(tries.last().evidence(), diagnosis);
    }

    private Values values() {
        return reference -> Optional.ofNullable(known.get(reference.namespace() + "." + reference.name()));
    }
}
