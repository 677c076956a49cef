package io.prodgate.check.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.evidence.AlertWatch;
import io.prodgate.journal.RunResult;
import io.prodgate.testing.ProductionRun;

/** What tests of drills look for in a run. */
final class AlertAsserts {
    private AlertAsserts() {}

    static void failed(ProductionRun run, String check, String rule, String... told) {
        RunResult.CheckResult result = run.check(check);
        assertThat(result.rule()).as(run.terminal()).contains(rule);
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.explanation()).contains(told);
    }

    static void inconclusive(ProductionRun run, String check, String rule, Cause cause, String... told) {
        RunResult.CheckResult result = run.check(check);
        assertThat(result.rule()).as(run.terminal()).contains(rule);
        assertThat(result.cause()).contains(cause);
        assertThat(result.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(result.explanation()).contains(told);
    }

    static AlertWatch watch(ProductionRun run, String check) {
        return run.check(check).attempts().getLast().evidence().stream()
                .filter(AlertWatch.class::isInstance)
                .map(AlertWatch.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
