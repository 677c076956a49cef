package io.prodgate.journal;

import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.evidence.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From the events of a run to its result: a pure function. */
public final class Fold {
    private final Map<String, List<AttemptRecord>> attempts = new HashMap<>();
    private final Map<String, Map<String, Write>> writes = new HashMap<>();
    private final Map<String, Event.CheckFinished> ends = new HashMap<>();
    private final List<RunResult.Session> sessions = new ArrayList<>();
    private final List<RunResult.Decided> decisions = new ArrayList<>();
    private final List<RunResult.Signed> signatures = new ArrayList<>();
    private final Map<List<String>, RunResult.Told> messages = new LinkedHashMap<>();
    private Optional<RunHead> head = Optional.empty();
    private Optional<Event.ShardsMerged> merged = Optional.empty();
    private Optional<Event.ProofsKept> kept = Optional.empty();
    private List<PastRun> past = List.of();

    private Fold() {}

    /**
     * Folds the events of a run. A check without an end is {@code skipped}: the run ended before it.
     *
     * @throws JournalException if the events do not begin with a run's start
     */
    public static RunResult of(List<Entry> entries) {
        Fold fold = new Fold();
        entries.forEach(fold::take);
        RunHead head = fold.head.orElseThrow(() ->
                new JournalException("the journal does not begin with a run's start: nothing is known of the run"));
        RunResult.Session last = fold.sessions.getLast();
        return new RunResult(
                head,
                entries.getFirst().at(),
                fold.sessions.stream().map(RunResult.Session::duration).reduce(Duration.ZERO, Duration::plus),
                last.finished(),
                last.interrupted(),
                head.checks().stream().map(fold::result).toList(),
                fold.sessions,
                fold.decisions,
                List.copyOf(fold.messages.values()),
                fold.merged,
                fold.kept,
                fold.signatures,
                fold.past);
    }

    private void take(Entry entry) {
        Event event = entry.event();
        if (event instanceof Event.RunStarted(RunHead run)) {
            head = Optional.of(run);
        } else if (head.isEmpty()) {
            return;
        }
        session(entry.at(), event);
        switch (event) {
            case Event.RunResumed _ -> {
                decisions.replaceAll(old -> new RunResult.Decided(old.at(), old.decision(), false));
                signatures.replaceAll(old -> new RunResult.Signed(old.at(), old.signature(), false));
            }
            case Event.SignedOff(Signature signature) ->
                signatures.add(new RunResult.Signed(entry.at(), signature, true));
            case Event.DecisionMade(Decision decision) ->
                decisions.add(new RunResult.Decided(entry.at(), decision, true));
            case Event.ShardsMerged shards -> merged = Optional.of(shards);
            case Event.ProofsKept proofs -> kept = Optional.of(proofs);
            case Event.HistoryRead(List<PastRun> runs) -> past = runs;
            case Event.MessageNoted message ->
                messages.put(List.of(message.about(), message.recipient()), new RunResult.Told(entry.at(), message));
            case Event.RunStarted _,
                    Event.StageStarted _,
                    Event.RunInterrupted _,
                    Event.RunPaused _,
                    Event.RunFinished _ -> {}
            // A check that goes on has not ended, whatever was said before.
            case Event.CheckStarted start -> ends.remove(start.check());
            case Event.WriteNoted noted ->
                writes.computeIfAbsent(noted.check(), check -> new LinkedHashMap<>())
                        .put(noted.write().key(), noted.write());
            case Event.AttemptFinished attempt ->
                attempts.computeIfAbsent(attempt.check(), check -> new ArrayList<>())
                        .add(attempt.attempt());
            case Event.CheckFinished end -> ends.put(end.check(), end);
        }
    }

    private void session(Instant at, Event event) {
        switch (event) {
            case Event.RunStarted(RunHead run) ->
                sessions.add(new RunResult.Session(at, at, run.version(), false, Optional.empty(), Optional.empty()));
            case Event.RunResumed(String version, long _) ->
                sessions.add(new RunResult.Session(at, at, version, false, Optional.empty(), Optional.empty()));
            case Event.RunInterrupted(String signal) -> last(at, false, Optional.of(signal), Optional.empty());
            case Event.RunPaused(Instant until) -> last(at, false, Optional.empty(), Optional.of(until));
            case Event.RunFinished() -> last(at, true, Optional.empty(), Optional.empty());
            // Nothing of the run's work.
            case Event.DecisionMade _,
                    Event.SignedOff _,
                    Event.MessageNoted _,
                    Event.ShardsMerged _,
                    Event.ProofsKept _,
                    Event.HistoryRead _ -> {}
            case Event.StageStarted _,
                    Event.CheckStarted _,
                    Event.WriteNoted _,
                    Event.AttemptFinished _,
                    Event.CheckFinished _ -> last(at, false, Optional.empty(), Optional.empty());
        }
    }

    private void last(Instant at, boolean finished, Optional<String> signal, Optional<Instant> paused) {
        RunResult.Session open = sessions.removeLast();
        sessions.add(new RunResult.Session(open.started(), at, open.version(), finished, signal, paused));
    }

    private RunResult.CheckResult result(CheckHead check) {
        List<AttemptRecord> tried = attempts.getOrDefault(check.id(), List.of());
        List<Write> written =
                List.copyOf(writes.getOrDefault(check.id(), Map.of()).values());
        Event.CheckFinished end = ends.get(check.id());
        if (end == null) {
            String reason = tried.isEmpty() ? "the run ended before it began" : "the run ended while it was under way";
            return new RunResult.CheckResult(
                    check, Outcome.SKIPPED, Optional.empty(), Optional.empty(), reason, tried, written);
        }
        return new RunResult.CheckResult(
                check, end.outcome(), end.cause(), end.rule(), end.explanation(), tried, written);
    }
}
