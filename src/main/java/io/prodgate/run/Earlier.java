package io.prodgate.run;

import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.evidence.Write;
import io.prodgate.journal.Event;
import io.prodgate.journal.RunResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a resumed run has behind it: a pure function of its journal.
 *
 * @param version of prodgate that goes on
 * @param cut how many bytes of an unfinished line were put aside
 * @param spent how long it was at work: so much of the budget is gone
 * @param checks what each check has behind it, by id
 * @param kept what to write down of an earlier run that was kept, before anything is done; empty if the run itself goes on
 */
public record Earlier(String version, long cut, Duration spent, Map<String, Part> checks, List<Event> kept) {
    public Earlier {
        checks = Map.copyOf(checks);
        kept = List.copyOf(kept);
    }

    /**
     * What a check has behind it.
     *
     * @param ended how, if it need not go on
     * @param attempts that were finished
     * @param again true if it had ended and is tried once more: what its attempts used up does not count
     * @param writes what it noted, by key
     */
    public record Part(
            Optional<Outcome> ended, List<AttemptRecord> attempts, boolean again, Map<String, Write> writes) {
        static final Part NOTHING = new Part(Optional.empty(), List.of(), false, Map.of());

        /** The same, but as if it had to be tried once more. */
        Part onceMore() {
            return new Part(Optional.empty(), attempts, true, writes);
        }

        public Part {
            attempts = List.copyOf(attempts);
            writes = Map.copyOf(writes);
        }
    }

    /**
     * What a run has behind it. A check that was skipped was not run, and whether it has to be is decided anew.
     *
     * @param again the outcomes that are not final: such checks are tried once more
     * @param version of prodgate that goes on
     * @param cut how many bytes of an unfinished line were put aside
     */
    public static Earlier of(RunResult run, Set<Outcome> again, String version, long cut) {
        return new Earlier(
                version,
                cut,
                run.duration(),
                run.checks().stream()
                        .collect(Collectors.toMap(check -> check.head().id(), check -> part(check, again))),
                List.of());
    }

    /**
     * What a new run keeps of an earlier one.
     *
     * @param run the earlier one
     * @param journalSha256 of its journal's file
     * @param keep the outcomes whose checks are not run again
     * @param version of prodgate
     */
    public static Earlier kept(RunResult run, String journalSha256, Set<Outcome> keep, String version) {
        List<RunResult.CheckResult> checks = run.checks().stream()
                .filter(check ->
                        keep.contains(check.outcome()) && !check.attempts().isEmpty())
                .toList();
        List<Event> events = new ArrayList<>();
        // Of what it kept itself, it says how old that is.
        Instant ended = run.kept().map(Event.ProofsKept::ended).orElseGet(run::ended);
        events.add(new Event.ProofsKept(
                run.head().id(),
                journalSha256,
                ended,
                checks.stream().map(check -> check.head().id()).toList()));
        for (RunResult.CheckResult check : checks) {
            String id = check.head().id();
            check.attempts().forEach(attempt -> events.add(new Event.AttemptFinished(id, attempt)));
            events.add(new Event.CheckFinished(id, check.outcome(), check.cause(), check.rule(), check.explanation()));
        }
        return new Earlier(
                version,
                0,
                Duration.ZERO,
                checks.stream()
                        .collect(Collectors.toMap(
                                check -> check.head().id(),
                                check -> new Part(Optional.of(check.outcome()), check.attempts(), false, Map.of()))),
                events);
    }

    private static Part part(RunResult.CheckResult check, Set<Outcome> again) {
        boolean skipped = check.outcome() == Outcome.SKIPPED;
        boolean onceMore = !skipped && again.contains(check.outcome());
        Map<String, Write> writes = new LinkedHashMap<>();
        check.writes().forEach(write -> writes.put(write.key(), write));
        return new Part(
                skipped || onceMore ? Optional.empty() : Optional.of(check.outcome()),
                check.attempts(),
                onceMore,
                writes);
    }

    Part part(String check) {
        return checks.getOrDefault(check, Part.NOTHING);
    }
}
