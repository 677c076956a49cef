package io.prodgate.check.separation;

import io.prodgate.check.AskedSystem;
import io.prodgate.check.Attempt;
import io.prodgate.check.Check;
import io.prodgate.check.Preview;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.Misconfiguration;
import io.prodgate.plan.Template;
import io.prodgate.plan.Values;
import io.prodgate.system.SystemException;
import io.prodgate.system.Systems;
import io.prodgate.system.Visit;
import io.prodgate.system.jaeger.Jaeger;
import io.prodgate.system.loki.Loki;
import io.prodgate.system.prometheus.Prometheus;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** That this run can be told from real users. Looks again and again, since metrics and traces come in later than requests. */
final class SeparationCheck implements Check {
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Template.Reference RUN_ID = new Template.Reference("run", "id", Optional.empty());
    private static final Template.Reference RUN_STARTED = new Template.Reference("run", "started", Optional.empty());

    private final SeparationPlan plan;
    private final Systems systems;

    SeparationCheck(SeparationPlan plan, Systems systems) {
        this.plan = plan;
        this.systems = systems;
    }

    @Override
    public void attempt(Attempt attempt) throws InterruptedException {
        Optional<Visit> prometheus = plan.metric().flatMap(part -> part.system().visit(attempt));
        Optional<Visit> jaeger = plan.traces().flatMap(part -> part.system().visit(attempt));
        Optional<Visit> loki = plan.lines().flatMap(part -> part.system().visit(attempt));
        if (prometheus.isPresent() != plan.metric().isPresent()
                || jaeger.isPresent() != plan.traces().isPresent()
                || loki.isPresent() != plan.lines().isPresent()) {
            return;
        }
        try {
            look(attempt, new Visits(prometheus, jaeger, loki));
        } catch (Values.MissingValueException e) {
            attempt.log()
                    .add(new Misconfiguration(
                            String.valueOf(e.getMessage()), "a check of separation", "give it a value in the plan"));
        }
    }

    /** Of the systems that are asked. */
    private record Visits(Optional<Visit> prometheus, Optional<Visit> jaeger, Optional<Visit> loki) {
        Visits logging(EvidenceLog log) {
            return new Visits(logging(prometheus, log), logging(jaeger, log), logging(loki, log));
        }

        private static Optional<Visit> logging(Optional<Visit> visit, EvidenceLog log) {
            return visit.map(to -> new Visit(
                    to.system(),
                    to.url(),
                    to.headers(),
                    to.credential(),
                    to.traffic(),
                    log,
                    to.deadline(),
                    to.timeout()));
        }
    }

    private void look(Attempt attempt, Visits visits) throws InterruptedException {
        Instant began = attempt.time().now();
        Marks marks = new Marks(value(attempt, RUN_ID));
        Instant from = plan.window().map(began::minus).orElseGet(() -> started(attempt));
        while (true) {
            EvidenceLog aside = attempt.log().part(fact -> {});
            Period period = new Period(from, attempt.time().now());
            Optional<List<Finding>> found = once(attempt, visits.logging(aside), marks, period);
            Instant now = attempt.time().now();
            Duration left = Duration.between(now, began.plus(plan.within()));
            boolean settled = found.isPresent() && found.get().stream().noneMatch(Finding::mayYetCome);
            boolean over = settled || !left.isPositive();
            Duration wait = left.compareTo(PAUSE) < 0 ? left : PAUSE;
            boolean cut = !over && !now.plus(wait).isBefore(attempt.deadline());
            if (over || cut) {
                aside.facts().forEach(attempt.log()::add);
                found.map(all -> judgements(all, cut)).orElse(List.of()).forEach(attempt.log()::add);
                return;
            }
            attempt.news().accept("test traffic is not to be seen apart from real users yet");
            attempt.time().sleep(wait);
        }
    }

    /** One look; empty if a system gave no usable answer, and then the log says why. */
    private Optional<List<Finding>> once(Attempt attempt, Visits visits, Marks marks, Period period)
            throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        try {
            if (visits.prometheus().isPresent()) {
                findings.addAll(new SeriesLook(
                                plan.metric().orElseThrow(),
                                new Prometheus(systems, visits.prometheus().get()),
                                marks,
                                period,
                                attempt.values())
                        .findings());
            }
            if (visits.jaeger().isPresent()) {
                SeparationPlan.TracePart traces = plan.traces().orElseThrow();
                Jaeger asked = new Jaeger(systems, traces.dialect());
                findings.addAll(new TraceLook(traces, asked, visits.jaeger().get(), marks, period).findings());
            }
            if (visits.loki().isPresent()) {
                Loki asked = new Loki(systems, visits.loki().get());
                findings.addAll(
                        new LogLook(plan.lines().orElseThrow(), asked, marks, period, attempt.values()).findings());
            }
            return Optional.of(findings);
        } catch (SystemException e) {
            return Optional.empty();
        }
    }

    /** The judgements of the last look; the first that is met says as well how logs are told apart. */
    private List<Judgement> judgements(List<Finding> findings, boolean cut) {
        List<Judgement> judgements = new ArrayList<>();
        Optional<String> logs = plan.logsWithoutUs();
        for (Finding finding : findings) {
            Judgement judgement = finding.last(cut);
            if (judgement.met() && !judgement.remark().isEmpty() && logs.isPresent()) {
                judgement = new Judgement(
                        judgement.subject(),
                        judgement.expected(),
                        judgement.actual(),
                        true,
                        judgement.samples(),
                        judgement.remark() + "; " + logs.get());
                logs = Optional.empty();
            }
            judgements.add(judgement);
        }
        return judgements;
    }

    private static String value(Attempt attempt, Template.Reference reference) {
        return attempt.values().find(reference).orElseThrow(() -> new Values.MissingValueException(reference));
    }

    private static Instant started(Attempt attempt) {
        try {
            return Instant.parse(value(attempt, RUN_STARTED));
        } catch (DateTimeParseException e) {
            throw new Values.MissingValueException(RUN_STARTED);
        }
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public Preview preview() {
        List<String> requests = new ArrayList<>();
        List<URI> targets = new ArrayList<>();
        plan.metric().ifPresent(part -> {
            requests.add("series of test traffic in " + told(part.system()) + ": "
                    + Matchers.with(part.series(), part.ours().toString()));
            targets.add(part.system().entry().url());
        });
        plan.traces().ifPresent(part -> {
            requests.add("traces of test traffic in " + told(part.system()) + ": of " + part.service());
            targets.add(part.system().entry().url());
        });
        plan.lines().ifPresent(part -> {
            requests.add("lines of test traffic in " + told(part.system()) + ": "
                    + LogFilters.with(part.streams(), part.ours().toString()));
            targets.add(part.system().entry().url());
        });
        int metric = plan.metric().isPresent() ? SeriesLook.QUESTIONS : 0;
        int lines = plan.lines().isPresent() ? LogLook.QUESTIONS : 0;
        int traces = plan.traces().isPresent() ? TraceLook.QUESTIONS : 0;
        return new Preview(requests, List.of(), targets, Preview.Load.ofSystems(metric + traces + lines));
    }

    private static String told(AskedSystem system) {
        return system.name() + " (" + system.entry().url() + ")";
    }
}
