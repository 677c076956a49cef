package io.prodgate.check.trace;

import io.prodgate.check.Attempt;
import io.prodgate.check.Check;
import io.prodgate.check.Preview;
import io.prodgate.check.spans.Question;
import io.prodgate.check.spans.TracePlan;
import io.prodgate.check.spans.Traces;
import io.prodgate.evidence.Misconfiguration;
import io.prodgate.plan.Values;
import io.prodgate.system.Systems;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Traces of what was sent before: that they are there, whole and without errors, and where their time went. */
final class TraceCheck implements Check {
    private final TracePlan plan;
    private final Systems systems;

    TraceCheck(TracePlan plan, Systems systems) {
        this.plan = plan;
        this.systems = systems;
    }

    @Override
    public void attempt(Attempt attempt) throws InterruptedException {
        Question question;
        try {
            question = Question.of(plan, attempt.values());
        } catch (Values.MissingValueException e) {
            attempt.log()
                    .add(new Misconfiguration(
                            String.valueOf(e.getMessage()), "a check of traces", "give it a value in the plan"));
            return;
        }
        new Traces(plan, systems).look(attempt, question).ifPresent(findings -> {
            attempt.log().add(findings.reading());
            findings.judgements().forEach(attempt.log()::add);
        });
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public Optional<Duration> waits() {
        return Optional.of(plan.within());
    }

    @Override
    public Preview preview() {
        URI url = plan.system().entry().url();
        String what = switch (plan.search()) {
            case TracePlan.Ids ids -> ids.ids().size() + " traces by id";
            case TracePlan.Tags tags -> "traces of " + tags.service() + " by tag";
            case TracePlan.OfRun run -> "traces of " + run.service() + " by this run's marks";
        };
        int requests = switch (plan.search()) {
            case TracePlan.Ids ids -> ids.ids().size();
            case TracePlan.Tags tags -> Math.max(1, tags.items().size());
            case TracePlan.OfRun _ -> 1;
        };
        return new Preview(
                List.of("traces in " + plan.system().name() + " (" + url + "): " + what),
                List.of(),
                List.of(url),
                Preview.Load.ofSystems(requests));
    }
}
