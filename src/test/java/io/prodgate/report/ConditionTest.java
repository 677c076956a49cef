package io.prodgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.journal.Acceptance;
import io.prodgate.journal.RunResult;
import io.prodgate.report.CriterionFact.State;
import io.prodgate.verdict.Judge;
import io.prodgate.verdict.Judged;
import io.prodgate.verdict.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ConditionTest {
    private static final Acceptance.Criterion WORKS = new Acceptance.Criterion("works", "Tickets are worked on", false);
    private static final Acceptance.Criterion RATED = new Acceptance.Criterion("rated", "Technicians rate it", false);
    private static final Acceptance.Criterion WRITTEN = new Acceptance.Criterion("written", "It is written", true);

    @Test
    void what_stands_in_the_way_has_its_checks_owner_or_the_plans_and_a_date() {
        Judged judged = Judge.judge(SampleAcceptance.signed());
        List<Condition> conditions = Condition.of(judged);

        assertThat(conditions).extracting(Condition::text).isEqualTo(judged.reasons());
        assertThat(conditions)
                .extracting(condition ->
                        condition.checks() + " " + condition.owner().orElse("nobody"))
                .containsExactly("[walls] owners-of-walls", "[latency] team-a", "[] team-a");
        assertThat(conditions)
                .extracting(Condition::due)
                .containsOnly(Optional.of(judged.run().ended().plus(Duration.ofDays(5))));
    }

    @Test
    void without_a_word_of_the_plan_a_condition_is_nobodys_and_not_due() {
        assertThat(Condition.of(Judge.judge(SampleRuns.inconclusive())))
                .isNotEmpty()
                .allMatch(condition ->
                        condition.due().isEmpty() || !condition.checks().isEmpty());
    }

    @Test
    void a_criterion_that_no_check_shows_is_a_condition_and_what_a_report_shows_is_none() {
        RunResult shown = accepted(WORKS, WRITTEN);
        RunResult unshown = accepted(WORKS, RATED);

        assertThat(Judge.judge(shown).verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(Judge.judge(unshown).verdict()).isEqualTo(Verdict.APPROVED_WITH_CONDITIONS);
        assertThat(Judge.judge(unshown).reasons())
                .containsExactly("No check shows the acceptance criterion rated (Technicians rate it); this turns when"
                        + " one does and passes.");
    }

    @Test
    void a_criterion_is_as_good_as_the_worst_of_its_checks() {
        assertThat(CriterionFact.of(Judge.judge(SampleAcceptance.signed())))
                .extracting(CriterionFact::state)
                .containsExactly(State.MET, State.NOT_PROVEN, State.NOT_MET, State.NO_CHECK, State.BY_REPORT);
        assertThat(state(Outcome.SKIPPED, Optional.empty())).isEqualTo(State.NOT_PROVEN);
        assertThat(state(Outcome.FLAKY, Optional.of(Cause.PRODUCTION)))
                .as("without an attempt to show for it")
                .isEqualTo(State.NOT_PROVEN);
    }

    private static State state(Outcome outcome, Optional<Cause> cause) {
        RunResult run = SampleAcceptance.of(
                new Acceptance(List.of(WORKS), List.of(), Optional.empty(), Optional.empty()),
                List.of(),
                SampleAcceptance.check("one", Outcome.PASSED, Optional.empty(), "works"),
                SampleAcceptance.check("two", outcome, cause, "works"));
        return CriterionFact.of(Judge.judge(run)).getFirst().state();
    }

    private static RunResult accepted(Acceptance.Criterion... criteria) {
        return SampleAcceptance.of(
                new Acceptance(List.of(criteria), List.of(), Optional.empty(), Optional.empty()),
                List.of(),
                SampleAcceptance.check("tickets", Outcome.PASSED, Optional.empty(), "works"));
    }
}
