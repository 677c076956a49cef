package io.prodgate.check.journey;

import io.prodgate.check.request.Claim;
import io.prodgate.check.request.References;
import io.prodgate.check.request.Step;
import io.prodgate.check.request.StepReader;
import io.prodgate.check.spans.TracePlan;
import io.prodgate.check.spans.TraceReader;
import io.prodgate.plan.Keys;
import io.prodgate.plan.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Binds {@code job} and {@code trace}: what has to prove the way of an item beside its end. */
final class ProofReader {
    /** Each trace is asked for singly. */
    private static final int MOST_TRACES = 200;

    private final Plan plan;
    private final References references;
    private final StepReader steps;
    private final Keys own;

    ProofReader(Plan plan, References references, StepReader steps, Keys own) {
        this.plan = plan;
        this.references = references;
        this.steps = steps;
        this.own = own;
    }

    /** What production says of an item on its way. */
    Optional<Journey.Job> job(Optional<Journey.Until> until) {
        checkEnd("job");
        return own.mapping("job", keys -> {
                    Optional<Step> step = steps.read(keys, Optional.of("job"));
                    if (step.filter(asked -> !asked.method().equals("GET")).isPresent()) {
                        keys.error(
                                "job",
                                "it is asked again and again, and only GET is certain to change nothing",
                                "write 'get: /…'");
                    }
                    List<Claim> failWhen = steps.conditions(keys, "fail-when");
                    Journey.Pace pace = JourneyReader.pace(
                            keys, until.map(waited -> waited.pace().first()).orElse(JourneyReader.EVERY));
                    Duration within = keys.duration("within")
                            .filter(Duration::isPositive)
                            .orElse(until.map(Journey.Until::within).orElse(Duration.ofMinutes(1)));
                    keys.done();
                    return step.map(asked -> new Journey.Job(new Look.AtAnswer(asked, failWhen), pace, within));
                })
                .flatMap(read -> read);
    }

    /** The trace that each item has to leave. */
    Optional<TracePlan> trace(int items) {
        checkEnd("trace");
        if (own.has("trace") && items > MOST_TRACES) {
            own.error(
                    "trace",
                    "each of " + items + " traces is asked for singly, and " + MOST_TRACES + " are the most",
                    "make several checks of it, or look for the run's traces together in a check 'trace'");
        }
        return own.mapping("trace", keys -> {
                    Optional<TracePlan> trace = new TraceReader(keys, plan).readEach(references);
                    keys.done();
                    return trace;
                })
                .flatMap(read -> read);
    }

    private void checkEnd(String key) {
        if (own.has(key) && !own.has("until")) {
            own.error(key, "it is seen of an item on its way, and nothing says where that ends", "add 'until'");
        }
    }
}
