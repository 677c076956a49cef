package io.prodgate.check.trace;

import io.prodgate.check.Attempt;
import io.prodgate.check.Check;
import io.prodgate.check.Preview;
import io.prodgate.evidence.Misconfiguration;
import io.prodgate.evidence.TraceReading;
import io.prodgate.plan.Values;
import io.prodgate.system.Systems;
import io.prodgate.system.Visit;
import io.prodgate.system.jaeger.Jaeger;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Traces of what was sent before: that they are there, whole and without errors, and where their time went. */
final class TraceCheck implements Check {
    private static final int MOST_SHOWN = 20;

    private final TracePlan plan;
    private final Systems systems;

    TraceCheck(TracePlan plan, Systems systems) {
        this.plan = plan;
        this.systems = systems;
    }

    @Override
    public void attempt(Attempt attempt) throws InterruptedException {
        Optional<Visit> visit = plan.system().visit(attempt);
        if (visit.isEmpty()) {
            return;
        }
        Question question;
        try {
            question = Question.of(plan, attempt);
        } catch (Values.MissingValueException e) {
            attempt.log()
                    .add(new Misconfiguration(
                            String.valueOf(e.getMessage()), "a check of traces", "give it a value in the plan"));
            return;
        }
        Jaeger jaeger = new Jaeger(systems, plan.dialect());
        Looking looking = new Looking(plan, question, attempt, visit.get(), jaeger);
        if (looking.look()) {
            attempt.log().add(reading(question, looking, jaeger));
            new TraceJudge(plan, question, attempt.values(), looking.all(), looking.cut(), jaeger.services())
                    .judgements()
                    .forEach(attempt.log()::add);
        }
    }

    private TraceReading reading(Question question, Looking looking, Jaeger jaeger) throws InterruptedException {
        List<Found> all = looking.all();
        Timings timings = new Timings(plan.expected().names());
        all.forEach(found -> timings.add(found.trace()));
        return new TraceReading(
                plan.system().name(),
                plan.system().entry().url().toString(),
                jaeger.dialect().map(Jaeger.Dialect::words).orElse(""),
                question.by(),
                looking.runTags()
                        .filter(tags -> question.by() == TraceReading.By.RUN)
                        .map(tags -> words(tags) + " of " + question.service())
                        .orElse(question.words()),
                question.least(),
                all.size(),
                (int) all.stream().filter(Found::whole).count(),
                (int) all.stream()
                        .filter(found -> found.trace().spans().size() == 1)
                        .count(),
                looking.absent().stream().limit(MOST_SHOWN).toList(),
                all.isEmpty() ? looking.others() : Optional.empty(),
                looking.looks(),
                all.stream()
                        .sorted(Comparator.comparing(Found::sound))
                        .limit(MOST_SHOWN)
                        .map(Found::seen)
                        .toList(),
                timings.stages());
    }

    private static String words(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag -> tag.getKey() + "=" + tag.getValue())
                .collect(Collectors.joining(", ", "tag ", ""));
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public Preview preview() {
        URI url = plan.system().entry().url();
        String what = switch (plan.search()) {
            case TracePlan.Ids ids -> ids.ids().size() + " traces by id";
            case TracePlan.Tags tags -> "traces of " + tags.service() + " by tag";
            case TracePlan.OfRun run -> "traces of " + run.service() + " by this run's marks";
        };
        return new Preview(
                List.of("traces in " + plan.system().name() + " (" + url + "): " + what), List.of(), List.of(url));
    }
}
