package io.prodgate.journal;

import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.diagnosis.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From the events of a run to its result: a pure function. */
public final class Fold {
    private final Map<String, List<AttemptRecord>> attempts = new HashMap<>();
    private final Map<String, Event.CheckFinished> ends = new HashMap<>();
    private Optional<RunHead> head = Optional.empty();
    private Optional<String> interrupted = Optional.empty();
    private boolean finished;

    private Fold() {}

    /**
     * Folds the events of a run. A check without an end is {@code skipped}: the run ended before it.
     *
     * @throws JournalException if the events do not begin with a run's start
     */
    public static RunResult of(List<Entry> entries) {
        Fold fold = new Fold();
        entries.forEach(entry -> fold.take(entry.event()));
        RunHead head = fold.head.orElseThrow(() ->
                new JournalException("the journal does not begin with a run's start: nothing is known of the run"));
        return new RunResult(
                head,
                entries.getFirst().at(),
                Duration.between(entries.getFirst().at(), entries.getLast().at()),
                fold.finished,
                fold.interrupted,
                head.checks().stream().map(fold::result).toList());
    }

    private void take(Event event) {
        switch (event) {
            case Event.RunStarted started -> head = Optional.of(started.run());
            case Event.StageStarted stage -> {}
            case Event.CheckStarted check -> {}
            case Event.WriteNoted write -> {}
            case Event.AttemptFinished attempt ->
                attempts.computeIfAbsent(attempt.check(), check -> new ArrayList<>())
                        .add(attempt.attempt());
            case Event.CheckFinished end -> ends.put(end.check(), end);
            case Event.RunInterrupted signal -> interrupted = Optional.of(signal.signal());
            case Event.RunFinished end -> finished = true;
        }
    }

    private RunResult.CheckResult result(CheckHead check) {
        List<AttemptRecord> tried = attempts.getOrDefault(check.id(), List.of());
        Event.CheckFinished end = ends.get(check.id());
        if (end == null) {
            String reason = tried.isEmpty() ? "the run ended before it began" : "the run ended while it was under way";
            return new RunResult.CheckResult(check, Outcome.SKIPPED, Optional.empty(), Optional.empty(), reason, tried);
        }
        return new RunResult.CheckResult(check, end.outcome(), end.cause(), end.rule(), end.explanation(), tried);
    }
}
