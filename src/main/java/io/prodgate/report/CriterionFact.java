package io.prodgate.report;

import io.prodgate.diagnosis.Outcome;
import io.prodgate.journal.Acceptance;
import io.prodgate.verdict.Effect;
import io.prodgate.verdict.Judged;
import java.util.List;
import java.util.Locale;

/**
 * How an acceptance criterion came out.
 *
 * @param criterion what was to be shown
 * @param state whether it was
 * @param checks those that were to show it, in the order of the plan
 */
public record CriterionFact(Acceptance.Criterion criterion, State state, List<Finding> checks) {
    public CriterionFact {
        checks = List.copyOf(checks);
    }

    /** Whether a criterion was met. */
    public enum State {
        /** All its checks passed, and nothing is to be said about them. */
        MET,
        /** All its checks were met, but somebody has to look at one: it is flaky, in quarantine, or about something simulated. */
        MET_WITH_CONDITIONS,
        /** One of its checks failed. */
        NOT_MET,
        /** None failed, but not all could be judged. */
        NOT_PROVEN,
        /** No check of the run is about it. */
        NO_CHECK,
        /** It asks for the validation report, which no check can show. */
        BY_REPORT;

        /** The name in {@code report.json}: lower case with hyphens. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** In words: {@code not met}. */
        public String told() {
            return this == BY_REPORT
                    ? "by this report"
                    : name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** All of a run, in the plan's order. */
    public static List<CriterionFact> of(Judged judged) {
        List<Finding> checks = judged.run().checks().stream()
                .map(check -> Finding.of(check, judged.run().started()))
                .toList();
        return judged.run().head().accepted().criteria().stream()
                .map(criterion -> of(criterion, checks))
                .toList();
    }

    private static CriterionFact of(Acceptance.Criterion criterion, List<Finding> all) {
        List<Finding> checks = all.stream()
                .filter(finding -> finding.check().head().shows().contains(criterion.id()))
                .toList();
        return new CriterionFact(criterion, state(criterion, checks), checks);
    }

    private static State state(Acceptance.Criterion criterion, List<Finding> checks) {
        if (checks.isEmpty()) {
            return criterion.byReport() ? State.BY_REPORT : State.NO_CHECK;
        }
        if (checks.stream().anyMatch(check -> check.outcome() == Outcome.FAILED)) {
            return State.NOT_MET;
        }
        if (!checks.stream().allMatch(CriterionFact::met)) {
            return State.NOT_PROVEN;
        }
        return checks.stream().allMatch(Finding::settled) ? State.MET : State.MET_WITH_CONDITIONS;
    }

    private static boolean met(Finding finding) {
        boolean passed = finding.outcome() == Outcome.PASSED || finding.outcome() == Outcome.FLAKY;
        return passed && finding.proven() && finding.effect() != Effect.UNPROVEN;
    }
}
