package io.prodgate.cli;

import io.prodgate.check.BoundCheck;
import io.prodgate.journal.CheckHead;
import io.prodgate.journal.RunHead;
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
            ". What is done was judged by the plan as it was, so the run cannot go on. Nothing was run: begin a new one.";

    private SamePlan() {}

    /**
     * The run's checks, out of the plan.
     *
     * @throws CommandException if the plan is not the one the run began with
     */
    static List<BoundCheck> checks(RunHead begun, LoadedPlan loaded) throws CommandException {
        RunHead now = Heads.of(
                begun.id(), begun.version(), loaded.plan(), loaded.checks(), begun.selection(), begun.settleUntil());
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
        Map<String, BoundCheck> byId = loaded.checks().stream()
                .collect(Collectors.toMap(check -> check.entry().id(), Function.identity()));
        return begun.checks().stream()
                .map(CheckHead::id)
                .map(byId::get)
                .filter(Objects::nonNull)
                .toList();
    }

    private static String difference(RunHead begun, RunHead now) {
        return changed("production.url", begun.url().toString(), now.url().toString())
                .or(() -> changed(
                        "production.revision",
                        begun.revision().orElse("(none)"),
                        now.revision().orElse("(none)")))
                .or(() -> changed("production.name", begun.production(), now.production()))
                .orElse("a variable, the environment, a terraform output or a file");
    }

    private static Optional<String> changed(String key, String before, String after) {
        return before.equals(after) ? Optional.empty() : Optional.of(key + " was " + before + " and is " + after);
    }

    private static String start(String digest) {
        return digest.substring(0, Math.min(8, digest.length()));
    }
}
