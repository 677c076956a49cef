package io.prodgate.verdict;

import io.prodgate.journal.Decision;
import io.prodgate.journal.RunResult;
import io.prodgate.journal.RunResult.Decided;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the gate stands at a time: by the run's verdict as long as the approval lasts, and by what people decided since.
 *
 * <ol>
 *   <li>The last decision that counts still rules: {@code release} opens the gate, {@code retry} and {@code roll-back} close it.
 *   <li>Over a finding that is critical, {@code release} opens it only if two persons decided so and each of them said that critical
 *       findings are overridden. A wall between tenants that is open is nobody's to accept: no decision opens the gate over it.
 *   <li>Without a decision an approval opens it until it ends.
 * </ol>
 *
 * @param gate open or closed
 * @param why one sentence
 * @param until until when it stays open; empty for a closed one
 */
public record Standing(Gate gate, String why, Optional<Instant> until) {

    /** How the gate of a run stands. */
    public static Standing of(Judged judged, Instant now) {
        if (judged.run().head().shard().isPresent()) {
            return closed("it is shard " + judged.run().head().shard().get().told()
                    + " of a run: put all of them together with 'prodgate merge'");
        }
        List<Decided> counting = judged.run().decisions().stream()
                .filter(Decided::current)
                .filter(decided -> now.isBefore(decided.decision().until()))
                .toList();
        return counting.isEmpty() ? byVerdict(judged, now) : byDecision(judged, counting);
    }

    private static Standing byVerdict(Judged judged, Instant now) {
        if (judged.gate() == Gate.CLOSED) {
            return closed("the verdict is " + judged.verdict().wireName() + ": it waits for a decision"
                    + ended(judged.run()));
        }
        Instant end = judged.run().approvalEnd();
        return now.isBefore(end)
                ? new Standing(Gate.OPEN, "the verdict is " + judged.verdict().wireName(), Optional.of(end))
                : closed("the approval ended at " + end + ": production may be another one by now; run the plan again");
    }

    private static String ended(RunResult run) {
        return run.decisions().stream()
                .reduce((one, other) -> other)
                .map(last -> last.current()
                        ? " (that of " + last.decision().by() + " ended at "
                                + last.decision().until() + ")"
                        : " (that of " + last.decision().by() + " was about the run as it was before it went on)")
                .orElse("");
    }

    private static Standing byDecision(Judged judged, List<Decided> counting) {
        Decision last = counting.getLast().decision();
        return switch (last.kind()) {
            case RETRY -> closed(last.by() + " decided to retry: " + last.reason());
            case ROLL_BACK -> closed(last.by() + " decided to roll back: " + last.reason());
            case RELEASE -> released(judged, counting);
        };
    }

    private static Standing released(Judged judged, List<Decided> counting) {
        List<String> walls = openWalls(judged);
        if (!walls.isEmpty()) {
            return closed("walls between tenants are open (" + String.join(", ", walls)
                    + "), and that is never released: close them, and run again");
        }
        List<Decision> releases = sinceOtherwise(counting);
        Decision last = releases.getLast();
        List<String> critical = critical(judged);
        if (critical.isEmpty()) {
            return new Standing(
                    Gate.OPEN, last.by() + " decided to release: " + last.reason(), Optional.of(last.until()));
        }
        List<Decision> overriding =
                releases.stream().filter(Decision::overridesCritical).toList();
        Optional<Decision> first = overriding.isEmpty()
                ? Optional.empty()
                : overriding.reversed().stream()
                        .filter(overriding.getLast()::byAnother)
                        .findFirst();
        if (first.isEmpty()) {
            return closed(last.by() + " decided to release, but critical findings (" + String.join(", ", critical)
                    + ") need "
                    + (overriding.isEmpty()
                            ? "--override-critical, by two persons"
                            : "a second person who decides the same, with --override-critical"));
        }
        Decision second = overriding.getLast();
        return new Standing(
                Gate.OPEN,
                first.get().by() + " and " + second.by() + " decided to release over critical findings ("
                        + String.join(", ", critical) + "): " + second.reason(),
                Stream.of(first.get().until(), second.until()).min(Instant::compareTo));
    }

    /** The releases since somebody last decided otherwise. */
    private static List<Decision> sinceOtherwise(List<Decided> counting) {
        List<Decision> releases = new ArrayList<>();
        for (Decided decided : counting) {
            if (decided.decision().kind() == Decision.Kind.RELEASE) {
                releases.add(decided.decision());
            } else {
                releases.clear();
            }
        }
        return releases;
    }

    /** The ids of critical checks that keep the gate closed. */
    public static List<String> critical(Judged judged) {
        return closing(judged)
                .filter(check -> Judge.severityRank(check.head().severity()) == 0)
                .map(check -> check.head().id())
                .toList();
    }

    /** The ids of checks that show that a wall between tenants is open: no decision opens the gate over them. */
    public static List<String> openWalls(Judged judged) {
        return closing(judged)
                .filter(Judge::leaked)
                .map(check -> check.head().id())
                .toList();
    }

    private static Stream<RunResult.CheckResult> closing(Judged judged) {
        return judged.run().checks().stream()
                .filter(check -> Judge.effect(check, judged.run().started()) == Effect.CLOSES);
    }

    private static Standing closed(String why) {
        return new Standing(Gate.CLOSED, why, Optional.empty());
    }
}
