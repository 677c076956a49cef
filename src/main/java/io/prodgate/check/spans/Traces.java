package io.prodgate.check.spans;

import io.prodgate.check.Attempt;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.TraceReading;
import io.prodgate.system.Systems;
import io.prodgate.system.Visit;
import io.prodgate.system.jaeger.Jaeger;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks for traces as a plan wants them, and judges what is found. */
public final class Traces {
    private static final int MOST_SHOWN = 20;

    private final TracePlan plan;
    private final Systems systems;

    public Traces(TracePlan plan, Systems systems) {
        this.plan = plan;
        this.systems = systems;
    }

    /**
     * What was found.
     *
     * @param reading what there is, as facts
     * @param judgements what it means for the plan's expectations
     * @param found each trace that is there
     */
    public record Findings(TraceReading reading, List<Judgement> judgements, List<Found> found) {
        public Findings {
            judgements = List.copyOf(judgements);
            found = List.copyOf(found);
        }
    }

    /**
     * Looks until all is there or the plan's time for it is over.
     *
     * @return empty if the last look got no answer; the log of the attempt says why
     */
    public Optional<Findings> look(Attempt attempt, Question question) throws InterruptedException {
        Optional<Visit> visit = plan.system().visit(attempt);
        if (visit.isEmpty()) {
            return Optional.empty();
        }
        Jaeger jaeger = new Jaeger(systems, plan.dialect());
        Looking looking = new Looking(plan, question, attempt, visit.get(), jaeger);
        if (!looking.look()) {
            return Optional.empty();
        }
        List<Found> found = looking.all();
        Set<String> services = found.isEmpty() && !question.service().isEmpty() ? looking.services() : Set.of();
        TraceJudge.Extent extent = new TraceJudge.Extent(looking.cut(), looking.partial());
        List<Judgement> judgements =
                new TraceJudge(plan, question, attempt.values(), found, extent, services).judgements();
        return Optional.of(new Findings(reading(question, looking, jaeger), judgements, found));
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
}
