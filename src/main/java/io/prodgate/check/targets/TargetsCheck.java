package io.prodgate.check.targets;

import io.prodgate.check.Attempt;
import io.prodgate.check.Check;
import io.prodgate.check.Preview;
import io.prodgate.system.SystemException;
import io.prodgate.system.Systems;
import io.prodgate.system.Visit;
import io.prodgate.system.prometheus.Prometheus;
import io.prodgate.system.prometheus.TargetsAnswer.Target;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The targets that Prometheus scrapes: that there are some, that they are up, and that this is known of late. */
final class TargetsCheck implements Check {
    private static final Duration PAUSE = Duration.ofSeconds(3);
    private static final int MOST_LOOKS = 6;

    private final TargetsPlan plan;
    private final Systems systems;

    TargetsCheck(TargetsPlan plan, Systems systems) {
        this.plan = plan;
        this.systems = systems;
    }

    @Override
    public void attempt(Attempt attempt) throws InterruptedException {
        Optional<Visit> visit = plan.system().visit(attempt);
        if (visit.isEmpty()) {
            return;
        }
        try {
            List<Target> targets = settled(attempt, new Prometheus(systems, visit.get()));
            new TargetsJudge(plan, targets, attempt.time().now()).judgements().forEach(attempt.log()::add);
        } catch (SystemException e) {
            // The log says already what was wrong.
            attempt.news().accept(plan.system().name() + " gives no usable answer");
        }
    }

    /** Asks until all targets were scraped once: a Prometheus that has just started knows none for some seconds. */
    private static List<Target> settled(Attempt attempt, Prometheus prometheus)
            throws SystemException, InterruptedException {
        for (int look = 1; ; look++) {
            List<Target> targets = prometheus.targets();
            boolean settled = !targets.isEmpty()
                    && targets.stream().noneMatch(target -> target.health().equals("unknown"));
            boolean timeLeft = attempt.time().now().plus(PAUSE).isBefore(attempt.deadline());
            if (settled || look == MOST_LOOKS || !timeLeft) {
                return targets;
            }
            attempt.time().sleep(PAUSE);
        }
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public Preview preview() {
        URI url = plan.system().entry().url();
        String whose = plan.jobs().isEmpty() ? "all jobs" : String.join(", ", plan.jobs());
        return new Preview(
                List.of("targets in " + plan.system().name() + " (" + url + "): of " + whose),
                List.of(),
                List.of(url),
                Preview.Load.ofSystems(1));
    }
}
