package io.prodgate.cli;

import io.prodgate.evidence.Redactor;
import io.prodgate.plan.Plan;
import io.prodgate.plan.Secret;
import io.prodgate.plan.Template;
import io.prodgate.plan.Values;
import java.util.Optional;

/** The values that are known only when something is sent: the plan's secrets and the run's id. */
public final class RunSecrets {
    private RunSecrets() {}

    /** Fills in {@code ${secret.X}} and {@code ${run.id}}. */
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
            case "run" -> reference.name().equals("id") ? Optional.of(runId) : Optional.empty();
            default -> Optional.empty();
        };
    }
}
