package io.prodgate.cli.progress;

import io.prodgate.diagnosis.Outcome;
import io.prodgate.journal.CheckHead;
import io.prodgate.journal.Event;
import io.prodgate.journal.RunHead;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How far a run is: a fold over its events and waits. Not safe for use by several threads. */
final class Board {
    /** So many checks have to be done before their pace says something about the rest. */
    private static final int ENOUGH_TO_ESTIMATE = 3;

    private final Map<String, CheckHead> heads = new HashMap<>();
    private final Map<String, Activity> active = new LinkedHashMap<>();
    private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    private final Map<String, Outcome> finished = new HashMap<>();
    private Optional<RunHead> run = Optional.empty();
    private Optional<Instant> started = Optional.empty();
    private Instant last = Instant.EPOCH;
    private String stage = "";

    /**
     * A check at work, or waiting to be.
     *
     * @param check its id
     * @param since when it began, or began to wait
     * @param attempt the attempt it is at, from 1; 0 before the first
     * @param pause what it waits for, if it does
     * @param doing what it does, if it told
     */
    record Activity(String check, Instant since, int attempt, Optional<Pause> pause, Optional<String> doing) {
        /** The wait, if it is not over yet. */
        Optional<Pause> waiting(Instant now) {
            return pause.filter(wait -> wait.until().isAfter(now));
        }
    }

    /** What a check waits for and until when. */
    record Pause(String reason, Instant until) {
        /** How much longer; empty if nobody knows, which is told by an instant in the far future. */
        Optional<Duration> left(Instant now) {
            return Optional.of(until)
                    .filter(end -> end.isBefore(now.plus(Duration.ofDays(30))))
                    .map(end -> Duration.between(now, end));
        }
    }

    /** Takes in an event. */
    void happened(Instant at, Event event) {
        switch (event) {
            case Event.RunStarted(RunHead head) -> {
                run = Optional.of(head);
                started = Optional.of(at);
                head.checks().forEach(check -> heads.put(check.id(), check));
            }
            case Event.StageStarted(String name) -> stage = name;
            case Event.WriteNoted ignored -> {}
            case Event.CheckStarted(String check) -> {
                reopen(check);
                active.put(check, new Activity(check, at, 1, Optional.empty(), Optional.empty()));
            }
            case Event.AttemptFinished attempt ->
                active.computeIfPresent(
                        attempt.check(),
                        (check, activity) -> new Activity(
                                check,
                                activity.since(),
                                attempt.attempt().number() + 1,
                                Optional.empty(),
                                Optional.empty()));
            case Event.CheckFinished end -> {
                active.remove(end.check());
                if (finished.putIfAbsent(end.check(), end.outcome()) == null) {
                    counts.merge(end.outcome(), 1, Integer::sum);
                }
            }
            case Event.RunInterrupted ignored -> active.clear();
            case Event.RunPaused ignored -> active.clear();
            case Event.RunFinished ignored -> active.clear();
            case Event.RunResumed ignored -> resumed(at);
            // Nothing of the run's work: its time does not count.
            case Event.DecisionMade ignored -> {
                return;
            }
            case Event.SignedOff ignored -> {
                return;
            }
            case Event.ShardsMerged ignored -> {
                return;
            }
            case Event.HistoryRead ignored -> {
                return;
            }
            case Event.ProofsKept ignored -> {}
            case Event.MessageNoted ignored -> {
                return;
            }
        }
        last = at;
    }

    /** The time between does not count, and what was skipped is open again. */
    private void resumed(Instant at) {
        active.clear();
        started = started.map(start -> at.minus(Duration.between(start, last)));
        List.copyOf(finished.entrySet()).stream()
                .filter(end -> end.getValue() == Outcome.SKIPPED)
                .forEach(end -> reopen(end.getKey()));
    }

    private void reopen(String check) {
        Optional.ofNullable(finished.remove(check)).ifPresent(outcome -> counts.merge(outcome, -1, Integer::sum));
    }

    /** Takes in a wait; one that is told late, after the check has ended, is no news. */
    void waiting(Instant at, String check, String reason, Instant until) {
        if (finished.containsKey(check)) {
            return;
        }
        Activity before = active.getOrDefault(check, new Activity(check, at, 0, Optional.empty(), Optional.empty()));
        active.put(
                check,
                new Activity(
                        check,
                        before.since(),
                        before.attempt(),
                        Optional.of(new Pause(reason, until)),
                        Optional.empty()));
    }

    /** Takes in what a check is doing. */
    void working(String check, String what) {
        active.computeIfPresent(
                check,
                (id, before) ->
                        new Activity(id, before.since(), before.attempt(), Optional.empty(), Optional.of(what)));
    }

    /** The stage that was begun last; empty before the first. */
    String stage() {
        return stage;
    }

    /** The check's name with its stage: {@code reachable/health}. */
    String name(String check) {
        return Optional.ofNullable(heads.get(check))
                .map(head -> head.stage() + "/" + check)
                .orElse(check);
    }

    /** The check's work so far, if it has begun and is not done. */
    Optional<Activity> activity(String check) {
        return Optional.ofNullable(active.get(check));
    }

    /** All that is at work or waits, longest first. */
    List<Activity> activities() {
        return List.copyOf(active.values());
    }

    int total() {
        return heads.size();
    }

    int done() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    int count(Outcome outcome) {
        return counts.getOrDefault(outcome, 0);
    }

    int checksOf(String stageName) {
        return (int) heads.values().stream()
                .filter(head -> head.stage().equals(stageName))
                .count();
    }

    /** How long the run has been going on. */
    Duration elapsed(Instant now) {
        return started.map(start -> Duration.between(start, now)).orElse(Duration.ZERO);
    }

    /** What is left of the budget, not below zero. */
    Optional<Duration> budgetLeft(Instant now) {
        return run.map(head -> head.budget().minus(elapsed(now))).map(left -> left.isNegative() ? Duration.ZERO : left);
    }

    /**
     * About how long the rest will take: the remaining checks at the pace so far, at least as long as the longest known
     * wait, at most what is left of the budget. Empty as long as too little is known.
     */
    Optional<Duration> toGo(Instant now) {
        int done = done();
        if (done < ENOUGH_TO_ESTIMATE || done >= total()) {
            return Optional.empty();
        }
        Duration atPace = elapsed(now).multipliedBy(total() - done).dividedBy(done);
        Duration longestWait = active.values().stream()
                .flatMap(activity -> activity.waiting(now).stream())
                .flatMap(pause -> pause.left(now).stream())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        Duration estimate = atPace.compareTo(longestWait) > 0 ? atPace : longestWait;
        return Optional.of(
                budgetLeft(now).filter(left -> left.compareTo(estimate) < 0).orElse(estimate));
    }
}
