package io.prodgate.check.metric;

import io.prodgate.check.Attempt;
import io.prodgate.check.Check;
import io.prodgate.check.Preview;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Misconfiguration;
import io.prodgate.plan.Position;
import io.prodgate.plan.Values;
import io.prodgate.system.SystemException;
import io.prodgate.system.Systems;
import io.prodgate.system.Visit;
import io.prodgate.system.prometheus.Prometheus;
import io.prodgate.system.prometheus.SharedAnswers;
import io.prodgate.traffic.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A number of production, as its monitoring has it. */
final class MetricCheck implements Check {
    private final MetricSettings settings;
    private final Systems systems;
    private final Function<Traffic, SharedAnswers> shared;
    private final Optional<AgainstBaseline> baseline;
    private final Position at;

    /**
     * A check.
     *
     * @param baseline what its numbers are compared with, if with anything
     * @param shared what all checks of a run have asked, by the run's door
     */
    MetricCheck(
            MetricSettings settings,
            Systems systems,
            Function<Traffic, SharedAnswers> shared,
            Optional<AgainstBaseline> baseline,
            Position at) {
        this.settings = settings;
        this.systems = systems;
        this.shared = shared;
        this.baseline = baseline;
        this.at = at;
    }

    @Override
    public void attempt(Attempt attempt) throws InterruptedException {
        Optional<Visit> visit = settings.system().visit(attempt);
        if (visit.isEmpty()) {
            return;
        }
        int errors = 0;
        int done = 0;
        while (done < settings.measuring().count()) {
            if (done + errors > 0 && !wait(attempt)) {
                return;
            }
            EvidenceLog part = attempt.log().part(fact -> {});
            boolean answered = measured(attempt, visit.get(), part);
            errors = answered ? 0 : errors + 1;
            if (answered || errors > settings.measuring().errorBudget()) {
                part.facts().forEach(attempt.log()::add);
            }
            if (!answered && errors > settings.measuring().errorBudget()) {
                return;
            }
            done += answered ? 1 : 0;
        }
    }

    private boolean measured(Attempt attempt, Visit visit, EvidenceLog part) throws InterruptedException {
        try {
            Window.Span span = settings.window().endingAbout(attempt.time().now(), attempt.values());
            Calm calm = new Calm(attempt.disturbances().within(span.from(), span.to()));
            Prometheus prometheus =
                    new Prometheus(systems, logging(visit, part), shared.apply(visit.traffic()), attempt.time());
            List<Evidence> evidence = new Measurement(settings, prometheus, span, calm).evidence();
            evidence.forEach(part::add);
            baseline.ifPresent(before -> before.judge(evidence).forEach(part::add));
            return true;
        } catch (SystemException e) {
            return false;
        } catch (Values.MissingValueException e) {
            part.add(new Misconfiguration(
                    "it is not known when this run began",
                    at.toString(),
                    "use a run id of prodgate's own, or name the window as a duration"));
            return true;
        }
    }

    private static Visit logging(Visit visit, EvidenceLog log) {
        return new Visit(
                visit.system(),
                visit.url(),
                visit.headers(),
                visit.credential(),
                visit.traffic(),
                log,
                visit.deadline(),
                visit.timeout());
    }

    /** False if there is no time for another one: what was measured so far is not all that was wanted, and so proves nothing. */
    private boolean wait(Attempt attempt) throws InterruptedException {
        Duration interval = settings.measuring().interval();
        if (attempt.time().now().plus(interval).isAfter(attempt.deadline())) {
            attempt.log()
                    .add(new Misconfiguration(
                            "the check's deadline ends before "
                                    + settings.measuring().count() + " measurements are taken",
                            at.toString(),
                            "raise 'deadline' and the plan's budget, or lower 'count' or 'interval'"));
            return false;
        }
        attempt.time().sleep(interval);
        return true;
    }

    @Override
    public Optional<Instant> notBefore(Values values) {
        return settings.window().end(values);
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public Preview preview() {
        return new Preview(
                List.of("query " + settings.system().name() + ": " + settings.query() + ", expect " + settings.goal()
                        + " " + settings.window().when()),
                List.of(),
                List.of(settings.system().entry().url()),
                Preview.Load.ofSystems(settings.measuring().count() * requests()));
    }

    /** The number itself, with the first values of new counters too if it is a growth, a look a selector, and two at the scrapes of a job. */
    private int requests() {
        // So long a window as any: how long it is makes no difference.
        String asked = settings.query().replace(MetricKind.WINDOW, "1h");
        List<Selector> selectors = Traps.distinct(PromQl.of(asked));
        return 1
                + FirstValues.of(asked, Duration.ZERO).query().map(with -> 1).orElse(0)
                + selectors.size()
                + (selectors.isEmpty() ? 0 : 2);
    }
}
