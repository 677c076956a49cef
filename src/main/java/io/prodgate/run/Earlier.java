package io.prodgate.run;

import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.evidence.Write;
import io.prodgate.journal.RunResult;
import java.time.Duration;
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
 */
public record Earlier(String version, long cut, Duration spent, Map<String, Part> checks) {
    public Earlier {
        checks = Map.copyOf(checks);
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
                        .collect(Collectors.toMap(check -> check.head().id(), check -> part(check, again))));
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
