package io.prodgate.cli;

import io.prodgate.evidence.Redactor;
import io.prodgate.plan.Plan;
import io.prodgate.plan.Secret;
import io.prodgate.plan.Template;
import io.prodgate.plan.Values;
import java.time.Instant;
import java.util.Optional;

/** The values that are known only when something is sent: the plan's secrets, the run's id, and when it began. */
public final class RunSecrets {
    private RunSecrets() {}

    /** Fills in {@code ${secret.X}} and {@code ${run.id}}; and {@code run.started}, which plans cannot name but checks ask for. */
    public static Values values(Plan plan, String runId) {
        return reference -> find(plan, runId, reference);
    }

    /** Knows all secrets of the plan. */
    public static Redactor redactor(Plan plan) {
        return new Redactor(plan.secrets().values().stream().map(Secret::reveal).toList());
    }

    private static Optional<String> find(Plan plan, String runId, Template.Reference reference) {
        return switch (reference.namespace()) {
            case "secret" ->
                Optional.ofNullable(plan.secrets().get(reference.name())).map(Secret::reveal);
            case "run" ->
                switch (reference.name()) {
                    case "id" -> Optional.of(runId);
                    case "started" -> RunId.started(runId).map(Instant::toString);
                    default -> Optional.empty();
                };
            default -> Optional.empty();
        };
    }
}
