package io.prodgate.cli;

import io.prodgate.check.BoundCheck;
import io.prodgate.journal.CheckHead;
import io.prodgate.journal.RunHead;
import io.prodgate.journal.RunResult;
import io.prodgate.run.Heads;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Sees to it that a run goes on with the plan it began with: what is done was judged by that one, and a verdict over two plans would
 * be about neither.
 */
final class SamePlan {
    private static final String WHAT_TO_DO =
            ". What is done was judged by the plan as it was, so the run cannot go on. Nothing was run: begin a new"
                    + " one.";

    private SamePlan() {}

    /**
     * The run's checks, out of the plan.
     *
     * @param before what the run has behind it
     * @param pipeline what is deployed now
     * @throws CommandException if the plan is not the one the run began with, or something that was judged is another one now
     */
    static List<BoundCheck> checks(RunResult before, LoadedPlan loaded, Heads.Pipeline pipeline)
            throws CommandException, InterruptedException {
        RunHead begun = before.head();
        deployed(begun, pipeline);
        Map<String, BoundCheck> byId = loaded.checks().stream()
                .collect(Collectors.toMap(check -> check.entry().id(), Function.identity()));
        List<BoundCheck> checks = begun.checks().stream()
                .map(CheckHead::id)
                .map(byId::get)
                .filter(Objects::nonNull)
                .toList();
        RunHead now =
                Heads.of(begun.id(), begun.version(), loaded.plan(), checks, begun.selection(), begun.settleUntil());
        if (!begun.planSha256().equals(now.planSha256())) {
            throw CommandException.usage("the plan " + now.plan() + " is not the one the run " + begun.id()
                    + " began with (its SHA-256 was " + start(begun.planSha256()) + "… and is "
                    + start(now.planSha256()) + "…)" + WHAT_TO_DO);
        }
        if (!begun.valuesSha256().equals(now.valuesSha256())) {
            throw CommandException.usage(
                    "what the plan " + now.plan() + " refers to has another value than when the run "
                            + begun.id() + " began: " + difference(begun, now) + WHAT_TO_DO
                            + " If only --set or --var-file is missing, repeat it as it was.");
        }
        for (RunResult.CheckResult done : before.checks()) {
            BoundCheck check = byId.get(done.head().id());
            Optional<String> changed = check == null || !judged(done)
                    ? Optional.empty()
                    : check.check().changedSince(done.attempts().getLast().evidence());
            if (changed.isPresent()) {
                throw CommandException.usage(changed.get() + WHAT_TO_DO);
            }
        }
        return checks;
    }

    private static void deployed(RunHead begun, Heads.Pipeline now) throws CommandException {
        Optional<String> other = begun.revision()
                .flatMap(revision ->
                        now.revision().flatMap(current -> changed("the revision of this job", revision, current)))
                .or(() -> begun.gate()
                        .terraform()
                        .flatMap(state -> now.terraform()
                                .flatMap(current -> changed("terraform's state", state.told(), current.told()))));
        if (other.isPresent()) {
            throw CommandException.usage("production is another one than when the run " + begun.id() + " began: "
                    + other.get() + WHAT_TO_DO);
        }
    }

    /** Whether the run keeps what it found of a check. */
    private static boolean judged(RunResult.CheckResult done) {
        return !done.attempts().isEmpty()
                && switch (done.outcome()) {
                    case PASSED, FLAKY, FAILED -> true;
                    case INCONCLUSIVE, SKIPPED -> false;
                };
    }

    private static String difference(RunHead begun, RunHead now) {
        return changed("production.url", begun.url().toString(), now.url().toString())
                .or(() -> changed(
                        "production.revision",
                        begun.revision().orElse("(none)"),
                        now.revision().orElse("(none)")))
                .or(() -> changed("production.name", begun.production(), now.production()))
                .orElse("a variable, the environment, a terraform output, or a file that it names or a check of it"
                        + " reads (a flow, a ticket, a schema, what is sent)");
    }

    private static Optional<String> changed(String key, String before, String after) {
        return before.equals(after) ? Optional.empty() : Optional.of(key + " was " + before + " and is " + after);
    }

    private static String start(String digest) {
        return digest.substring(0, Math.min(8, digest.length()));
    }
}
