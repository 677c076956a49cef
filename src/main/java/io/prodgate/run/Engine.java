package io.prodgate.run;

import io.prodgate.check.BoundCheck;
import io.prodgate.check.Threads;
import io.prodgate.check.Workbench;
import io.prodgate.diagnosis.Conclusion;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.diagnosis.Rules;
import io.prodgate.evidence.Disturbance;
import io.prodgate.journal.Event;
import io.prodgate.journal.Journal;
import io.prodgate.journal.JournalException;
import io.prodgate.journal.RunHead;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;

/**
 * Runs the checks of a plan: stages in order, the checks of a stage in parallel on virtual threads. Everything that matters
 * goes into the journal; the engine itself gives no result back.
 */
public final class Engine {
    private final RunHead head;
    private final List<BoundCheck> checks;
    private final Conduct conduct;
    private final Workbench bench;
    private final Optional<Earlier> earlier;
    private final Chronicle chronicle;
    private final Tries tries;
    private final Map<String, CompletableFuture<Outcome>> outcomes = new LinkedHashMap<>();
    private final Conditions conditions;
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();
    private final Set<Instant> postponed = ConcurrentHashMap.newKeySet();
    private volatile Optional<String> signal = Optional.empty();
    private volatile Optional<JournalException> broken = Optional.empty();

    /**
     * An engine for one run.
     *
     * @param head what the run is about; its checks are those of {@code checks}
     * @param earlier what it has behind it, if it is resumed
     * @param checks in the order of the plan, by stage
     * @param conduct how it goes about them
     * @param backoff how far apart the attempts of a check are
     */
    public Engine(
            RunHead head,
            Optional<Earlier> earlier,
            List<BoundCheck> checks,
            Conduct conduct,
            Workbench bench,
            Rules rules,
            Journal journal,
            Backoff backoff,
            RunListener listener) {
        this.head = head;
        this.earlier = earlier;
        this.checks = List.copyOf(checks);
        this.conduct = conduct;
        this.bench = bench;
        this.chronicle = new Chronicle(journal, listener);
        this.tries = new Tries(
                new Attempts(bench, new Assessment(rules, head.settleUntil())), backoff, bench.time(), chronicle);
        this.checks.forEach(check -> outcomes.put(check.entry().id(), outcome(check)));
        this.conditions = new Conditions(this.checks, outcomes);
    }

    private CompletableFuture<Outcome> outcome(BoundCheck check) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        earlier(check).ended().ifPresent(outcome::complete);
        return outcome;
    }

    /** What a check has behind it. A condition is made once more if somebody has yet to run under it. */
    private Earlier.Part earlier(BoundCheck check) {
        String id = check.entry().id();
        Earlier.Part part = part(id);
        boolean wanted = check.check().makesCondition()
                && checks.stream()
                        .filter(other ->
                                other.entry().under().filter(id::equals).isPresent())
                        .anyMatch(user -> part(user.entry().id()).ended().isEmpty());
        return wanted ? part.onceMore() : part;
    }

    private Earlier.Part part(String id) {
        return earlier.map(before -> before.part(id)).orElse(Earlier.Part.NOTHING);
    }

    /**
     * Runs everything that has not ended before; returns when the last check has ended, also when {@link #stop} was called meanwhile.
     *
     * @throws JournalException if the journal could not be written: nothing that happened after is known
     */
    public void run() {
        Duration spent = earlier.map(Earlier::spent).orElse(Duration.ZERO);
        Instant end = bench.time().now().plus(head.budget()).minus(spent);
        begin();
        for (List<BoundCheck> stage : stages()) {
            runStage(stage, end);
        }
        broken.ifPresent(e -> {
            throw e;
        });
        chronicle.record(signal.<Event>map(Event.RunInterrupted::new).orElseGet(this::end));
    }

    private void begin() {
        boolean goesOn = earlier.filter(before -> before.kept().isEmpty()).isPresent();
        chronicle.record(
                goesOn
                        ? new Event.RunResumed(
                                earlier.orElseThrow().version(),
                                earlier.orElseThrow().cut())
                        : new Event.RunStarted(head));
        earlier.ifPresent(before -> before.kept().forEach(chronicle::record));
    }

    private Event end() {
        return postponed.stream()
                .max(Comparator.naturalOrder())
                .<Event>map(Event.RunPaused::new)
                .orElseGet(Event.RunFinished::new);
    }

    /** Starts nothing new and breaks off what is running. May be called from any thread, more than once. */
    public synchronized void stop(String name) {
        if (signal.isEmpty()) {
            signal = Optional.of(name);
        }
        running.forEach(Thread::interrupt);
    }

    private List<List<BoundCheck>> stages() {
        Map<String, List<BoundCheck>> byStage = new LinkedHashMap<>();
        checks.stream()
                .filter(check -> earlier(check).ended().isEmpty())
                .forEach(check -> byStage.computeIfAbsent(check.entry().stage(), name -> new ArrayList<>())
                        .add(check));
        return List.copyOf(byStage.values());
    }

    private void runStage(List<BoundCheck> stage, Instant end) {
        chronicle.record(new Event.StageStarted(stage.getFirst().entry().stage()));
        Semaphore places = new Semaphore(conduct.parallel());
        List<Thread> threads = stage.stream()
                .map(check -> Thread.ofVirtual()
                        .name("check " + check.entry().id())
                        .unstarted(() -> runCheck(check, places, end)))
                .toList();
        running.addAll(threads);
        threads.forEach(Thread::start);
        if (signal.isPresent()) {
            threads.forEach(Thread::interrupt);
        }
        // Whatever happens to this thread: every check has to end in the journal.
        Threads.join(threads);
        threads.forEach(running::remove);
        stage.forEach(check -> check.check().stageEnded());
    }

    private void runCheck(BoundCheck check, Semaphore places, Instant end) {
        String id = check.entry().id();
        Conclusion conclusion;
        try {
            conclusion = conclude(check, places, end);
        } catch (InterruptedException e) {
            conclusion = Conclusion.skipped(
                    conditions.brokenOff(id).orElseGet(() -> "interrupted by " + signal.orElse("the runner")));
        } catch (JournalException e) {
            broken = Optional.of(e);
            stop("a journal that cannot be written");
            conclusion = Conclusion.skipped(String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) {
            // Whatever went wrong inside: the check has to end, and not as a pass. Others may be waiting for it.
            conclusion = Conclusion.mistake(bench.redactor().redact(e.toString()));
        }
        finish(id, conclusion);
    }

    private Conclusion conclude(BoundCheck check, Semaphore places, Instant end) throws InterruptedException {
        Optional<String> unmet = unmetNeed(check);
        if (unmet.isEmpty()) {
            unmet = conditions.await(check);
        }
        if (unmet.isPresent()) {
            return Conclusion.skipped(unmet.get());
        }
        Optional<Conclusion> later = waitUntilRipe(check, end);
        if (later.isPresent()) {
            return later.get();
        }
        int place = check.check().queues() ? 0 : 1;
        places.acquire(place);
        try {
            if (signal.isPresent()) {
                return Conclusion.skipped("interrupted by " + signal.get());
            }
            Instant now = bench.time().now();
            if (!now.isBefore(end)) {
                return Conclusion.skipped("the run's budget of " + head.budget().toSeconds() + " s had ended");
            }
            Instant deadline =
                    check.check().queues() ? end : now.plus(check.entry().deadline());
            return tried(check, deadline.isBefore(end) ? deadline : end);
        } finally {
            places.release(place);
        }
    }

    /** Waits until a check can be judged, if it is to be; else why it is not. */
    private Optional<Conclusion> waitUntilRipe(BoundCheck check, Instant end) throws InterruptedException {
        Optional<Instant> ripe = check.check()
                .notBefore(bench.values())
                .filter(instant -> instant.isAfter(bench.time().now()));
        if (ripe.isEmpty()) {
            return Optional.empty();
        }
        if (!conduct.waits() || !ripe.get().isBefore(end)) {
            postponed.add(ripe.get());
            return Optional.of(Conclusion.skipped(
                    "it cannot be judged before " + ripe.get() + "; it is judged when the run is resumed after that"));
        }
        String id = check.entry().id();
        chronicle.tell(who -> who.waiting(id, "it cannot be judged yet", ripe.get()));
        bench.time().sleep(Duration.between(bench.time().now(), ripe.get()));
        return Optional.empty();
    }

    private Conclusion tried(BoundCheck check, Instant deadline) throws InterruptedException {
        String id = check.entry().id();
        if (!check.disruptive()) {
            chronicle.record(new Event.CheckStarted(id));
            return untilConcluded(check, deadline);
        }
        if (!conduct.disrupts()) {
            return Conclusion.skipped("it disturbs production on purpose, and --allow-disruption was not given");
        }
        String what = check.entry().title().orElse(id);
        try {
            bench.disturbances()
                    .begin(new Disturbance(what, head.id(), id, bench.time().now(), deadline));
        } catch (UncheckedIOException e) {
            return Conclusion.skipped(String.valueOf(e.getMessage()));
        }
        chronicle.record(new Event.CheckStarted(id));
        try {
            return untilConcluded(check, deadline);
        } finally {
            bench.disturbances().end(head.id(), id, bench.time().now());
        }
    }

    private Conclusion untilConcluded(BoundCheck check, Instant deadline) throws InterruptedException {
        return Conclusion.of(
                tries.untilConcluded(check, conditions.users(check.entry().id()), earlier(check), deadline));
    }

    private Optional<String> unmetNeed(BoundCheck check) throws InterruptedException {
        for (String need : check.entry().needs()) {
            CompletableFuture<Outcome> outcome = outcomes.get(need);
            if (outcome == null) {
                return Optional.of("needs " + need + ", which was not selected");
            }
            Outcome known = await(outcome);
            if (known != Outcome.PASSED && known != Outcome.FLAKY) {
                return Optional.of("needs " + need + ", which is " + known.wireName());
            }
        }
        return Optional.empty();
    }

    private static Outcome await(CompletableFuture<Outcome> outcome) throws InterruptedException {
        try {
            return outcome.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("outcomes never complete with an exception", e);
        }
    }

    private void finish(String id, Conclusion conclusion) {
        try {
            chronicle.record(new Event.CheckFinished(
                    id, conclusion.outcome(), conclusion.cause(), conclusion.rule(), conclusion.explanation()));
        } catch (JournalException e) {
            broken = Optional.of(e);
        } finally {
            outcomes.getOrDefault(id, new CompletableFuture<>()).complete(conclusion.outcome());
            conditions.ended(id);
        }
    }
}
