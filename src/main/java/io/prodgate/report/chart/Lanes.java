package io.prodgate.report.chart;

import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.evidence.AlertWatch;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.PaceWait;
import io.prodgate.journal.RunResult;
import io.prodgate.journal.RunResult.CheckResult;
import io.prodgate.report.Figures;
import io.prodgate.report.Scenario;
import io.prodgate.report.chart.Lane.Bar;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** From a run to the lanes of its timeline: as many as can be read, the worst and the longest of them. */
final class Lanes {
    /** Checks with a lane of their own. */
    static final int CHECKS = 60;

    private static final int STAGES = 30;
    private static final int ATTEMPTS = 10;
    private static final int HOSTS = 5;
    private static final int WAITS = 60;
    private static final int FAULTS = 20;
    private static final int DRILLS = 20;
    private static final int NAME = 44;

    private final RunResult run;
    private final List<CheckResult> checks;
    private final Set<String> shown = new HashSet<>();

    Lanes(RunResult run) {
        this.run = run;
        this.checks = run.checks().stream()
                .filter(check -> !check.attempts().isEmpty())
                .toList();
        checks.stream()
                .sorted(Comparator.comparingInt((CheckResult check) -> urgency(check.outcome()))
                        .thenComparing(check -> span(check).length(), Comparator.reverseOrder()))
                .limit(CHECKS)
                .forEach(check -> shown.add(check.head().id()));
    }

    private static int urgency(Outcome outcome) {
        return switch (outcome) {
            case FAILED -> 0;
            case INCONCLUSIVE -> 1;
            case FLAKY -> 2;
            case SKIPPED -> 3;
            case PASSED -> 4;
        };
    }

    /** How many checks that were tried have no lane. */
    int leftOut() {
        return checks.size() - shown.size();
    }

    /** All lanes, from top to bottom. */
    List<Lane> all() {
        List<Lane> lanes = new ArrayList<>();
        Map<String, List<CheckResult>> stages = checks.stream()
                .collect(Collectors.groupingBy(check -> check.head().stage(), LinkedHashMap::new, Collectors.toList()));
        stages.entrySet().stream().limit(STAGES).forEach(stage -> {
            lanes.add(stage(stage.getKey(), stage.getValue()));
            stage.getValue().stream()
                    .filter(check -> shown.contains(check.head().id()))
                    .forEach(check -> lanes.add(check(check)));
        });
        lanes.addAll(faults());
        lanes.addAll(drills());
        lanes.addAll(waits());
        return lanes;
    }

    private static Span span(CheckResult check) {
        return Span.around(check.attempts().stream().map(Lanes::span).toList());
    }

    private static Span span(AttemptRecord attempt) {
        return Span.of(attempt.started(), attempt.duration());
    }

    private static Lane stage(String name, List<CheckResult> checks) {
        Span span = Span.around(checks.stream().map(Lanes::span).toList());
        String counts = Figures.count(checks.size(), "check");
        return new Lane(name(name), true, List.of(new Bar(span, "stage", "stage " + name, counts)));
    }

    private static Lane check(CheckResult check) {
        List<AttemptRecord> attempts = check.attempts();
        List<Bar> bars = attempts.subList(Math.max(0, attempts.size() - ATTEMPTS), attempts.size()).stream()
                .map(attempt -> bar(check, attempt))
                .toList();
        return new Lane(name(check.head().id()), false, bars);
    }

    private static Bar bar(CheckResult check, AttemptRecord attempt) {
        String what = check.head().id() + ", attempt " + attempt.number();
        return attempt.diagnosis()
                .map(found -> new Bar(
                        span(attempt),
                        found.cause() == Cause.PRODUCTION ? "missed" : "unknown",
                        what,
                        "missed: " + found.cause().wireName() + ", " + found.rule()))
                .orElseGet(() -> new Bar(span(attempt), "met", what, "met"));
    }

    private List<Lane> faults() {
        return Scenario.of(run).stream()
                .filter(scenario -> scenario.fault().from().isPresent())
                .limit(FAULTS)
                .map(this::fault)
                .toList();
    }

    private Lane fault(Scenario scenario) {
        Instant from = scenario.fault().from().orElseThrow();
        Span span = new Span(from, scenario.fault().to().orElseGet(this::ended));
        return new Lane(
                name("fault: " + scenario.fault().what()),
                false,
                List.of(new Bar(
                        span, scenario.left() ? "left" : "fault", "fault " + scenario.check(), scenario.end())));
    }

    /** The last that is known of the run. */
    private Instant ended() {
        return checks.stream()
                .map(check -> span(check).to())
                .filter(run.ended()::isBefore)
                .max(Comparator.naturalOrder())
                .orElse(run.ended());
    }

    private List<Lane> drills() {
        List<Lane> lanes = new ArrayList<>();
        for (CheckResult check : checks) {
            evidence(check)
                    .filter(AlertWatch.class::isInstance)
                    .map(AlertWatch.class::cast)
                    .filter(watch -> watch.since().isPresent() && !watch.steps().isEmpty())
                    .map(Lanes::drill)
                    .forEach(lanes::add);
        }
        return lanes.subList(0, Math.min(DRILLS, lanes.size()));
    }

    private static Lane drill(AlertWatch watch) {
        List<Instant> steps = watch.steps().stream().map(AlertWatch.Step::at).toList();
        Instant since = watch.since().orElseThrow();
        Span span =
                new Span(since, steps.stream().max(Comparator.naturalOrder()).orElse(since));
        String told = watch.steps().stream().map(AlertWatch.Step::what).collect(Collectors.joining(", "));
        return new Lane(
                name("alert: " + watch.alert()),
                false,
                List.of(new Bar(span, "drill", "alert " + watch.alert(), told, steps)));
    }

    private List<Lane> waits() {
        Map<String, List<PaceWait>> hosts = checks.stream()
                .flatMap(Lanes::evidence)
                .filter(PaceWait.class::isInstance)
                .map(PaceWait.class::cast)
                .filter(PaceWait::taken)
                .collect(Collectors.groupingBy(PaceWait::host, LinkedHashMap::new, Collectors.toList()));
        return hosts.entrySet().stream()
                .limit(HOSTS)
                .map(host -> wait(host.getKey(), host.getValue()))
                .toList();
    }

    /** Checks wait at the same time, so that what is drawn is when anybody waited. */
    private static Lane wait(String host, List<PaceWait> waits) {
        List<Span> spans = Span.joined(
                waits.stream().map(wait -> Span.of(wait.from(), wait.delay())).toList());
        List<Span> drawn = spans.size() <= WAITS
                ? spans
                : spans.stream()
                        .sorted(Comparator.comparing(Span::length).reversed())
                        .limit(WAITS)
                        .sorted(Comparator.comparing(Span::from))
                        .toList();
        return new Lane(
                name("waits: " + host),
                false,
                drawn.stream()
                        .map(span -> new Bar(span, "wait", "waits for " + host, "waited"))
                        .toList());
    }

    private static Stream<Evidence> evidence(CheckResult check) {
        return check.attempts().stream().flatMap(attempt -> attempt.evidence().stream());
    }

    private static String name(String text) {
        return Texts.label(text, NAME);
    }
}
