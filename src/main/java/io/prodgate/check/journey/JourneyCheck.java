package io.prodgate.check.journey;

import io.prodgate.check.Attempt;
import io.prodgate.check.Check;
import io.prodgate.check.Preview;
import io.prodgate.check.Touch;
import io.prodgate.check.journey.servicedesk.NoteBoard;
import io.prodgate.check.journey.servicedesk.ServiceDesks;
import io.prodgate.check.request.Step;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.ItemResult.End;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.SystemTrouble;
import io.prodgate.plan.Actual;
import io.prodgate.plan.Values;
import io.prodgate.system.Systems;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sends items, follows each to its end, and holds all of them against what is expected. */
final class JourneyCheck implements Check {
    private static final int MOST_FACTS = 2000;
    private static final int MOST_FACTS_OF_ONE = 20;
    private static final int LEAST_FACTS_OF_ONE = 4;

    private final Journey journey;
    private final ServiceDesks serviceDesks;
    private final Systems systems;

    JourneyCheck(Journey journey, ServiceDesks serviceDesks, Systems systems) {
        this.journey = journey;
        this.systems = systems;
        this.serviceDesks = serviceDesks;
    }

    @Override
    public void attempt(Attempt attempt) throws InterruptedException {
        NoteBoard board = new NoteBoard();
        List<ItemRun> runs = runs(attempt, new ItemRun.Notes(serviceDesks, board));
        List<Watching> watches = journey.unchanged().stream()
                .map(watch -> new Watching(watch, watchful(attempt)))
                .toList();
        if (!begun(watches)) {
            List<ItemEnd> unsent = runs.stream()
                    .map(run -> ItemEnd.of(
                            run.name(),
                            End.NOT_JUDGED,
                            attempt.time().now(),
                            "not sent: what must stay unchanged could not be seen before",
                            new Trail(0)))
                    .toList();
            keep(new ItemTraces.Shown(unsent, List.of(), judged(unsent, watches)), watches, attempt.log());
            return;
        }
        List<ItemEnd> ends = new SideBySide(journey.parallel())
                .run(runs).stream().map(end -> strayed(end, board)).toList();
        keep(traced(ends, runs, judged(ends, watches), attempt), watches, attempt.log());
    }

    /** Traces are waited for and judged only where items do not show by themselves that something is wrong. */
    private ItemTraces.Shown traced(List<ItemEnd> ends, List<ItemRun> runs, List<Judgement> judgements, Attempt attempt)
            throws InterruptedException {
        Map<String, Values> sent = new LinkedHashMap<>();
        Map<String, Values> arrived = new LinkedHashMap<>();
        for (int i = 0; i < ends.size(); i++) {
            ItemEnd end = ends.get(i);
            if (!end.steps().isEmpty()) {
                sent.put(end.name(), runs.get(i).values());
            }
            if (end.end() == End.ARRIVED) {
                arrived.put(end.name(), runs.get(i).values());
            }
        }
        if (journey.trace().isEmpty() || sent.isEmpty()) {
            return new ItemTraces.Shown(ends, List.of(), judgements);
        }
        ItemTraces traces = new ItemTraces(journey.trace().get(), systems, attempt, journey.place());
        if (arrived.isEmpty() || judgements.stream().anyMatch(JourneyCheck::missedForCertain)) {
            return new ItemTraces.Shown(traces.glance(ends, sent), List.of(), judgements);
        }
        ItemTraces.Shown shown = traces.look(ends, arrived);
        List<Judgement> all = new ArrayList<>(shown.judgements());
        all.addAll(judged(shown.ends(), List.of()));
        return new ItemTraces.Shown(shown.ends(), shown.facts(), all);
    }

    /** What was not found where it belongs may be where it does not. */
    private static ItemEnd strayed(ItemEnd end, NoteBoard board) {
        return end.end() == End.LATE
                ? board.strayed(end.name()).map(end::failed).orElse(end)
                : end;
    }

    private List<ItemRun> runs(Attempt attempt, ItemRun.Notes notes) {
        int items = journey.items().size() * Math.max(1, journey.forgeries().size());
        int facts = Math.clamp(MOST_FACTS / items, LEAST_FACTS_OF_ONE, MOST_FACTS_OF_ONE);
        return journey.items().stream()
                .flatMap(item -> forgeries().map(forgery -> new ItemRun(journey, item, forgery, attempt, notes, facts)))
                .toList();
    }

    private Stream<Optional<Forgery>> forgeries() {
        return journey.forgeries().isEmpty()
                ? Stream.of(Optional.empty())
                : journey.forgeries().stream().map(Optional::of);
    }

    private Asking watchful(Attempt attempt) {
        return new Asking(attempt, journey.place(), reference -> Optional.empty(), new Trail(MOST_FACTS_OF_ONE));
    }

    private static boolean begun(List<Watching> watches) throws InterruptedException {
        for (Watching watch : watches) {
            if (!watch.begin()) {
                return false;
            }
        }
        return true;
    }

    private List<Judgement> judged(List<ItemEnd> ends, List<Watching> watches) throws InterruptedException {
        Tally tally = new Tally(ends);
        List<Judgement> judgements =
                new ArrayList<>(journey.expected().stream().map(tally::judge).toList());
        for (Watching watch : watches) {
            judgements.add(watch.end());
        }
        return judgements;
    }

    /** Puts everything into the log, what explains the result last: a diagnosis takes the last answer for the one that matters. */
    private void keep(ItemTraces.Shown shown, List<Watching> watches, EvidenceLog log) {
        List<ItemEnd> ends = shown.ends();
        List<Judgement> judgements = shown.judgements();
        boolean decided = judgements.stream().anyMatch(JourneyCheck::missedForCertain);
        boolean met = judgements.stream().allMatch(Judgement::met);
        boolean watchLast = !met && ends.stream().noneMatch(decided ? ItemEnd::productionFailed : ItemEnd::open);
        if (!watchLast) {
            watches.forEach(watch -> watch.trail().facts().forEach(log::add));
        }
        ends.stream()
                .sorted(Comparator.comparingInt(end -> weight(end, met, decided)))
                .flatMap(end -> end.trail().stream())
                // A system that told nothing of one item does not matter where enough is known of the others.
                .filter(fact -> !(met || decided) || !(fact instanceof SystemTrouble))
                .forEach(log::add);
        if (watchLast) {
            watches.forEach(watch -> watch.trail().facts().forEach(log::add));
        }
        shown.facts().forEach(log::add);
        ends.forEach(end -> log.add(end.fact()));
        judgements.stream()
                .sorted(Comparator.comparing(judgement -> !missedForCertain(judgement)))
                .forEach(log::add);
    }

    private static boolean missedForCertain(Judgement judgement) {
        return !judgement.met() && !judgement.remark().startsWith(Judgement.UNDECIDED);
    }

    private int weight(ItemEnd item, boolean met, boolean decided) {
        return switch (item.end()) {
            case ARRIVED -> met || countedWrongly(item) ? 3 : 0;
            case UNKNOWN -> met || decided ? 1 : 4;
            case NOT_JUDGED -> met || decided ? 2 : 5;
            case LATE -> met ? 0 : decided ? 4 : 1;
            case FAILED -> met ? 0 : decided ? 5 : 2;
            case REFUSED -> met ? 0 : decided ? 6 : 3;
        };
    }

    private boolean countedWrongly(ItemEnd item) {
        return item.results().isPresent()
                && journey.results()
                        .filter(results -> !results.expectation()
                                .judge(Actual.number(item.results().getAsInt()), reference -> Optional.empty())
                                .met())
                        .isPresent();
    }

    /** What was sent is on the books: another attempt looks again, and sends only what certainly did not arrive. */
    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public List<Path> files() {
        Stream<Path> sent = journey.items().stream()
                .map(Item::content)
                .filter(Item.Document.class::isInstance)
                .map(document -> ((Item.Document) document).file());
        Stream<Path> ofSteps = Stream.concat(Stream.of(journey.send()), journey.asked().stream())
                .flatMap(step -> step.files().stream());
        Stream<Path> ofFailures = journey.until().stream().flatMap(until -> until.look().files().stream());
        return Stream.of(sent, ofSteps, ofFailures).flatMap(files -> files).toList();
    }

    @Override
    public Optional<Duration> waits() {
        return journey.until().map(Journey.Until::longest);
    }

    @Override
    public Preview preview() {
        int count = journey.items().size() * Math.max(1, journey.forgeries().size());
        String times = count == 1 ? "" : " × " + count;
        String send = journey.send().line() + times;
        List<Step> asked = journey.asked();
        List<Look.ForNote> notes = journey.notes();
        List<URI> targets = Stream.of(
                        Stream.concat(Stream.of(journey.send()), asked.stream())
                                .flatMap(step -> step.target().origin().stream()),
                        notes.stream().map(look -> look.note().system().entry().url()),
                        journey.trace().stream()
                                .map(trace -> trace.system().entry().url()))
                .flatMap(urls -> urls)
                .distinct()
                .toList();
        List<String> requests = new ArrayList<>(List.of(send));
        asked.forEach(step -> requests.add(step.line()));
        notes.forEach(look -> requests.add(look.line()));
        journey.trace()
                .ifPresent(trace -> requests.add(
                        "a trace for each item in " + trace.system().name()));
        return new Preview(
                requests, journey.send().writes() ? List.of(send) : List.of(), targets, load(count, notes.size()));
    }

    /** Whose items they are, by their {@code tenant_id}. */
    @Override
    public Touch touch() {
        int sent = journey.items().size() * Math.max(1, journey.forgeries().size());
        return new Touch(
                journey.send().writes() ? sent : 0,
                journey.items().stream().flatMap(item -> item.tenant().stream()).collect(Collectors.toSet()));
    }

    /** Of what is looked for again and again, once for each item; what must not change is looked at before and after. */
    private Preview.Load load(int sent, int notes) {
        long states = journey.until().stream()
                .filter(until -> until.look().step().isPresent())
                .count();
        long results =
                journey.results().stream().count() + journey.job().stream().count();
        int watched = 2 * journey.unchanged().size();
        int looks = journey.items().size() * Math.toIntExact(states + results);
        int traces = journey.trace().isPresent() ? 1 : 0;
        int systems = (2 * notes + traces) * journey.items().size();
        return new Preview.Load(sent + looks + watched, systems, looks + watched + systems > 0);
    }
}
