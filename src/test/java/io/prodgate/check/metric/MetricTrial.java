package io.prodgate.check.metric;

import io.prodgate.check.Attempt;
import io.prodgate.check.BoundCheck;
import io.prodgate.check.Disturbances;
import io.prodgate.check.Kinds;
import io.prodgate.check.Users;
import io.prodgate.check.lease.Leases;
import io.prodgate.device.Devices;
import io.prodgate.diagnosis.Diagnosis;
import io.prodgate.diagnosis.Rules;
import io.prodgate.diagnosis.Signs;
import io.prodgate.diagnosis.Situation;
import io.prodgate.evidence.Credential;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.MetricReading;
import io.prodgate.evidence.Redactor;
import io.prodgate.evidence.Time;
import io.prodgate.plan.PlanInputs;
import io.prodgate.plan.PlanReader;
import io.prodgate.plan.ReadPlan;
import io.prodgate.plan.Values;
import io.prodgate.system.PlainSystems;
import io.prodgate.system.Visit;
import io.prodgate.system.prometheus.Prometheus;
import io.prodgate.system.prometheus.QueryResult;
import io.prodgate.testing.FakeLedger;
import io.prodgate.testing.SteppingTime;
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
import java.util.function.DoublePredicate;

/**
 * One attempt of a metric check against a real server.
 *
 * @param facts what it found
 */
record MetricTrial(List<Evidence> facts) {
    /** When all checks of these tests are: the end of the past that they look at. */
    static final Instant END = Instant.parse("2026-01-02T12:00:00Z");

    private static final Values RUN = reference -> reference.equals(Window.RUN_STARTED)
            ? Optional.of(END.minusSeconds(3_600).toString())
            : Optional.empty();

    /** Tries a check whose own keys are written as in a plan. */
    static MetricTrial of(Path folder, URI prometheus, String own) throws Exception {
        return of(folder, prometheus, own, Duration.ofSeconds(60));
    }

    /** The same, with so much time. */
    static MetricTrial of(Path folder, URI prometheus, String own, Duration deadline) throws Exception {
        return of(folder, prometheus, own, deadline, Disturbances.NONE);
    }

    /** The same, at a production that was disturbed. */
    static MetricTrial of(Path folder, URI prometheus, String own, Duration deadline, Disturbances disturbances)
            throws Exception {
        Path file = Files.writeString(folder.resolve("prodgate.yaml"), """
            version: 1
            production: { name: tickets, url: 'https://api.example.com', deployed-at: '2026-01-02T06:00:00Z' }
            controls: off
            name-servers: off
            systems: { prometheus: { url: '%s' } }
            stages:
              - name: numbers
                checks:
                  - metric:
            %s
            """.formatted(
                        prometheus, own.strip().indent(12)));
        ReadPlan read = new PlanReader(new PlanInputs(Map.of(), Map.of(), List.of(), source -> Map.of())).read(file);
        List<BoundCheck> checks =
                new Kinds(List.of(new MetricKind(new PlainSystems()))).bind(read.plan(), read.errors());
        read.errors().throwIfAny();
        EvidenceLog log = new EvidenceLog(new Redactor(List.of()));
        try (Traffic traffic =
                HttpTraffic.open(read.plan(), RUN, "run-1", "0.1.0", Map.of(), Time.system(), new Random(1))) {
            checks.getFirst()
                    .check()
                    .attempt(new Attempt(
                            1,
                            log,
                            new FakeLedger(),
                            traffic,
                            RUN,
                            Instant.now().plus(deadline),
                            new SteppingTime(END),
                            folder.resolve("artifacts"),
                            Devices.NONE,
                            disturbances,
                            Leases.NONE,
                            Users.NONE,
                            news -> {}));
        }
        return new MetricTrial(log.facts());
    }

    /** What somebody believes who asks the query at the end and looks only whether a value is bad. */
    static boolean naivelyPasses(Path folder, URI prometheus, String query, DoublePredicate bad) throws Exception {
        ReadPlan read = new PlanReader(new PlanInputs(Map.of(), Map.of(), List.of(), source -> Map.of()))
                .read(folder.resolve("prodgate.yaml"));
        try (Traffic traffic =
                HttpTraffic.open(read.plan(), RUN, "run-1", "0.1.0", Map.of(), Time.system(), new Random(1))) {
            Visit visit = new Visit(
                    "prometheus",
                    prometheus,
                    List.of(),
                    Credential.NONE,
                    traffic,
                    new EvidenceLog(new Redactor(List.of())),
                    Instant.now().plusSeconds(60),
                    Visit.USUAL_TIMEOUT);
            QueryResult result = new Prometheus(new PlainSystems(), visit).query(query, END);
            return result.series().stream().noneMatch(series -> bad.test(series.value(0)));
        }
    }

    boolean met() {
        return Signs.met(facts);
    }

    List<Judgement> judgements() {
        return of(Judgement.class);
    }

    Judgement judgement() {
        return judgements().getFirst();
    }

    MetricReading reading() {
        return of(MetricReading.class).getFirst();
    }

    <T> List<T> of(Class<T> type) {
        return facts.stream().filter(type::isInstance).map(type::cast).toList();
    }

    List<MetricReading.Kind> flaws() {
        return reading().flaws().stream().map(MetricReading.Flaw::kind).toList();
    }

    Diagnosis diagnosis() {
        return Rules.builtIn().diagnose(new Situation(List.of(), facts, END, END.minusSeconds(9_999), true));
    }
}
