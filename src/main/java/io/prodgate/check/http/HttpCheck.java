package io.prodgate.check.http;

import io.prodgate.check.Attempt;
import io.prodgate.check.Check;
import io.prodgate.check.Preview;
import io.prodgate.check.request.Step;
import io.prodgate.check.request.StepRun;
import io.prodgate.plan.Position;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Requests to production, one after the other, each with what is expected of its answer. */
final class HttpCheck implements Check {
    private final Position at;
    private final List<Step> steps;
    private final boolean repeat;

    /**
     * A check.
     *
     * @param at where it stands in the plan
     * @param repeat true if the plan says that sending everything twice does no harm
     */
    HttpCheck(Position at, List<Step> steps, boolean repeat) {
        this.at = at;
        this.steps = List.copyOf(steps);
        this.repeat = repeat;
    }

    /** Takes the steps until one has no answer or misses an expectation. */
    @Override
    public void attempt(Attempt attempt) throws InterruptedException {
        StepRun run = StepRun.noting(attempt, at.toString(), repeat);
        for (Step step : steps) {
            if (!run.take(step)) {
                return;
            }
        }
    }

    @Override
    public boolean repeatable() {
        return repeat || steps.stream().noneMatch(Step::writes);
    }

    @Override
    public List<Path> files() {
        return steps.stream().flatMap(step -> step.files().stream()).toList();
    }

    @Override
    public Preview preview() {
        List<URI> origins = steps.stream()
                .map(step -> step.target().origin())
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        return new Preview(
                steps.stream().map(Step::line).toList(),
                steps.stream().filter(Step::writes).map(Step::line).toList(),
                origins);
    }
}
