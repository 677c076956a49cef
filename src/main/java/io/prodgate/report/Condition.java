package io.prodgate.report;

import io.prodgate.journal.Acceptance;
import io.prodgate.journal.CheckHead.Quarantine;
import io.prodgate.journal.RunResult;
import io.prodgate.journal.RunResult.CheckResult;
import io.prodgate.verdict.Effect;
import io.prodgate.verdict.Judge;
import io.prodgate.verdict.Judged;
import io.prodgate.verdict.Reason;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Something that stands between a run and a plain approval, and who sees to it until when.
 *
 * @param text one sentence: what it is, and what would turn it
 * @param effect what it means for the gate
 * @param checks the ids of the checks it is about; empty if it is about the whole run
 * @param owner who sees to it, if the plan says so
 * @param due until when, if the plan says so
 */
public record Condition(
        String text, Effect effect, List<String> checks, Optional<String> owner, Optional<Instant> due) {
    public Condition {
        checks = List.copyOf(checks);
    }

    /** Who sees to it until when, as far as the plan says: {@code owner team-a, until 2026-01-07 12:00:00 UTC}. */
    public Optional<String> whose() {
        List<String> known = Stream.of(
                        owner.map(name -> "owner " + name), due.map(end -> "until " + Figures.instant(end)))
                .flatMap(Optional::stream)
                .toList();
        return known.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", known));
    }

    /** All of a run, worst first. */
    public static List<Condition> of(Judged judged) {
        return Judge.reasons(judged.run()).stream()
                .map(reason -> of(reason, judged.run()))
                .toList();
    }

    private static Condition of(Reason reason, RunResult run) {
        Acceptance terms = run.head().accepted();
        Set<String> ids = new HashSet<>(reason.checks());
        List<CheckResult> about = run.checks().stream()
                .filter(check -> ids.contains(check.head().id()))
                .toList();
        Stream<String> owners = about.isEmpty()
                ? terms.owner().stream()
                : about.stream().flatMap(check -> ownerOf(check, run).stream()).distinct();
        Optional<Instant> quarantined = about.stream()
                .flatMap(check -> Judge.quarantine(check, run.started()).stream())
                .map(Quarantine::until)
                .min(Instant::compareTo);
        return new Condition(
                reason.text(),
                reason.effect(),
                reason.checks(),
                Optional.of(owners.collect(Collectors.joining(", "))).filter(text -> !text.isEmpty()),
                quarantined.or(() -> terms.due().map(run.ended()::plus)));
    }

    private static Optional<String> ownerOf(CheckResult check, RunResult run) {
        return Judge.quarantine(check, run.started())
                .map(Quarantine::owner)
                .or(() -> check.head().owner())
                .or(() -> run.head().accepted().owner());
    }
}
