package io.prodgate.check.spans;

import io.prodgate.check.Attempt;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.TraceReading;
import io.prodgate.system.SystemException;
import io.prodgate.system.Visit;
import io.prodgate.system.jaeger.Jaeger;
import io.prodgate.system.jaeger.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks for traces again and again, since they come in later than the requests that they tell of. */
final class Looking {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    /** Services' clocks may be ahead. */
    private static final Duration AHEAD = Duration.ofMinutes(1);

    private static final int MOST_FOR_ONE = 50;
    private static final int MOST_TOGETHER = 1000;
    private static final int MOST_LOOKS = 40;

    private final TracePlan plan;
    private final Question question;
    private final Attempt attempt;
    private final Visit visit;
    private final Jaeger jaeger;
    private final Instant began;
    private final Instant from;
    private final Map<Wanted, List<Found>> found = new LinkedHashMap<>();
    private final List<TraceReading.Look> looks = new ArrayList<>();
    private Optional<Map<String, String>> runTags = Optional.empty();
    private final Set<Wanted> read = new HashSet<>();
    private boolean cut;

    Looking(TracePlan plan, Question question, Attempt attempt, Visit visit, Jaeger jaeger) {
        this.plan = plan;
        this.question = question;
        this.attempt = attempt;
        this.visit = visit;
        this.jaeger = jaeger;
        this.began = attempt.time().now();
        this.from = plan.from(attempt.values(), began);
    }

    /** Looks until all is there, or the time is over. False if the last look got no answer; the log says why. */
    boolean look() throws InterruptedException {
        Duration pause = plan.every();
        while (true) {
            EvidenceLog aside = attempt.log().part(fact -> {});
            boolean answered = once(aside);
            Instant now = attempt.time().now();
            noteLook(Duration.between(began, now));
            Duration left = Duration.between(now, began.plus(plan.within()));
            boolean over = (answered && complete()) || !left.isPositive();
            Duration wait = left.compareTo(pause) < 0 ? left : pause;
            cut = !over && !now.plus(wait).isBefore(attempt.deadline());
            if (over || cut) {
                aside.facts().forEach(attempt.log()::add);
                return answered;
            }
            attempt.news().accept(all().size() + " of " + question.least() + " traces");
            attempt.time().sleep(wait);
            pause = pause.plus(pause.dividedBy(2));
            pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        }
    }

    /** True if the check's own time ended before that of the looking. */
    boolean cut() {
        return cut;
    }

    /** True if there are traces that were not read, and what was looked for may be among them. */
    boolean partial() {
        return question.wanted().stream()
                .anyMatch(wanted -> wanted.id().isEmpty()
                        && !read.contains(wanted)
                        && found.containsKey(wanted)
                        && !(wanted.single() && satisfied(wanted)));
    }

    /** All that was found, in the order of what was looked for. */
    List<Found> all() {
        return found.values().stream().flatMap(List::stream).toList();
    }

    /** What no trace was found of. */
    List<String> absent() {
        return question.wanted().stream()
                .filter(wanted ->
                        wanted.single() && found.getOrDefault(wanted, List.of()).isEmpty())
                .map(Wanted::name)
                .toList();
    }

    List<TraceReading.Look> looks() {
        return List.copyOf(looks);
    }

    /** By which tags the run was found, if it was. */
    Optional<Map<String, String>> runTags() {
        return runTags;
    }

    /** How many traces the service has in the same time, whoever they are of; empty if that cannot be told. */
    Optional<Integer> others() throws InterruptedException {
        if (question.service().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(search(aside(attempt.log().part(fact -> {})), Map.of(), MOST_FOR_ONE)
                    .traces()
                    .size());
        } catch (SystemException e) {
            return Optional.empty();
        }
    }

    /** The services that have traces; empty if that cannot be told. */
    Set<String> services() throws InterruptedException {
        try {
            return jaeger.services(aside(attempt.log().part(fact -> {})));
        } catch (SystemException e) {
            return Set.of();
        }
    }

    private boolean once(EvidenceLog aside) throws InterruptedException {
        try {
            for (Wanted wanted : question.wanted()) {
                if (!satisfied(wanted)) {
                    found.put(wanted, ask(wanted, aside(aside)));
                }
            }
            return true;
        } catch (SystemException e) {
            return false;
        }
    }

    private List<Found> ask(Wanted wanted, Visit aside) throws SystemException, InterruptedException {
        if (!wanted.id().isEmpty()) {
            return jaeger.trace(aside, wanted.id()).stream()
                    .map(trace -> Found.of(wanted.name(), trace, plan.expected()))
                    .toList();
        }
        if (wanted.single()) {
            return read(wanted, search(aside, wanted.tags(), MOST_FOR_ONE)).stream()
                    .map(trace -> Found.of(wanted.name(), trace, plan.expected()))
                    .min(Comparator.comparingInt(found -> found.lacking().size()))
                    .stream()
                    .toList();
        }
        return together(wanted, aside).stream()
                .filter(plan.expected()::begins)
                .map(trace -> Found.of("", trace, plan.expected()))
                .toList();
    }

    private List<Trace> together(Wanted wanted, Visit aside) throws SystemException, InterruptedException {
        if (runTags.isPresent()) {
            return read(wanted, search(aside, runTags.get(), MOST_TOGETHER));
        }
        List<Trace> traces = read(wanted, search(aside, wanted.tags(), MOST_TOGETHER));
        Map<String, String> by = wanted.tags();
        for (Map<String, String> other : question.alternatives(aside.log())) {
            if (traces.isEmpty()) {
                by = other;
                traces = read(wanted, search(aside, other, MOST_TOGETHER));
            }
        }
        runTags = traces.isEmpty() ? Optional.empty() : Optional.of(by);
        return traces;
    }

    /** Keeps whether all was read that there is. */
    private List<Trace> read(Wanted wanted, Jaeger.Search search) {
        if (search.whole()) {
            read.add(wanted);
        } else {
            read.remove(wanted);
        }
        return search.traces();
    }

    private Jaeger.Search search(Visit aside, Map<String, String> tags, int most)
            throws SystemException, InterruptedException {
        return jaeger.search(
                aside, question.service(), tags, from, attempt.time().now().plus(AHEAD), most);
    }

    private Visit aside(EvidenceLog log) {
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

    private boolean complete() {
        return question.wanted().stream().allMatch(this::satisfied);
    }

    private boolean satisfied(Wanted wanted) {
        List<Found> those = found.getOrDefault(wanted, List.of());
        return those.size() >= wanted.least() && those.stream().allMatch(Found::whole);
    }

    /** Keeps the looks that saw something new, and the last one. */
    private void noteLook(Duration after) {
        List<Found> all = all();
        int spans = all.stream().mapToInt(each -> each.trace().spans().size()).sum();
        TraceReading.Look look = new TraceReading.Look(after, all.size(), spans);
        boolean full = looks.size() >= MOST_LOOKS;
        boolean lastSawNothingNew = looks.size() >= 2
                && looks.getLast().traces() == looks.get(looks.size() - 2).traces()
                && looks.getLast().spans() == looks.get(looks.size() - 2).spans();
        if (full || lastSawNothingNew) {
            looks.removeLast();
        }
        looks.add(look);
    }
}
