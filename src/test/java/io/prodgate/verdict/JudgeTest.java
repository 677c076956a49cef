package io.prodgate.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.ItemResult;
import io.prodgate.evidence.SurveyReading;
import io.prodgate.journal.CheckHead;
import io.prodgate.journal.CheckHead.Quarantine;
import io.prodgate.journal.RunHead;
import io.prodgate.journal.RunResult;
import io.prodgate.journal.RunResult.CheckResult;
import io.prodgate.testing.Runs;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JudgeTest {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    private static final List<Verdict> WORST_FIRST =
            List.of(Verdict.NOT_APPROVED, Verdict.INCONCLUSIVE, Verdict.APPROVED_WITH_CONDITIONS, Verdict.APPROVED);
    private static final List<Outcome> BEST_FIRST =
            List.of(Outcome.PASSED, Outcome.FLAKY, Outcome.SKIPPED, Outcome.INCONCLUSIVE, Outcome.FAILED);

    /** How a check stands towards the gate. */
    private enum Standing {
        REQUIRED,
        OPTIONAL,
        QUARANTINED,
        QUARANTINE_OVER
    }

    @ParameterizedTest(name = "a {0} check that is {1}, beside a required one that passed: {2}")
    @CsvSource({
        "REQUIRED, PASSED, APPROVED",
        "REQUIRED, FLAKY, APPROVED_WITH_CONDITIONS",
        "REQUIRED, SKIPPED, INCONCLUSIVE",
        "REQUIRED, INCONCLUSIVE, INCONCLUSIVE",
        "REQUIRED, FAILED, NOT_APPROVED",
        "OPTIONAL, PASSED, APPROVED",
        "OPTIONAL, FLAKY, APPROVED_WITH_CONDITIONS",
        "OPTIONAL, SKIPPED, APPROVED_WITH_CONDITIONS",
        "OPTIONAL, INCONCLUSIVE, APPROVED_WITH_CONDITIONS",
        "OPTIONAL, FAILED, APPROVED_WITH_CONDITIONS",
        "QUARANTINED, PASSED, APPROVED_WITH_CONDITIONS",
        "QUARANTINED, FLAKY, APPROVED_WITH_CONDITIONS",
        "QUARANTINED, SKIPPED, APPROVED_WITH_CONDITIONS",
        "QUARANTINED, INCONCLUSIVE, APPROVED_WITH_CONDITIONS",
        "QUARANTINED, FAILED, APPROVED_WITH_CONDITIONS",
        "QUARANTINE_OVER, PASSED, APPROVED",
        "QUARANTINE_OVER, FAILED, NOT_APPROVED",
        "QUARANTINE_OVER, INCONCLUSIVE, INCONCLUSIVE",
    })
    void the_worst_outcome_decides(Standing standing, Outcome outcome, Verdict verdict) {
        Judged judged = Judge.judge(run(check("a", Standing.REQUIRED, Outcome.PASSED), check("b", standing, outcome)));

        assertThat(judged.verdict()).isEqualTo(verdict);
        assertThat(judged.gate())
                .isEqualTo(
                        verdict == Verdict.APPROVED || verdict == Verdict.APPROVED_WITH_CONDITIONS
                                ? Gate.OPEN
                                : Gate.CLOSED);
        if (verdict == Verdict.APPROVED) {
            assertThat(judged.reasons()).isEmpty();
        } else {
            assertThat(judged.reasons()).singleElement().asString().contains("b", "this turns when");
        }
    }

    @ParameterizedTest(name = "a single {0} check that is {1}: {2}")
    @CsvSource({
        "REQUIRED, PASSED, APPROVED",
        "REQUIRED, FLAKY, APPROVED_WITH_CONDITIONS",
        "OPTIONAL, PASSED, INCONCLUSIVE",
        "OPTIONAL, FAILED, INCONCLUSIVE",
        "QUARANTINED, PASSED, INCONCLUSIVE",
        "QUARANTINED, FAILED, INCONCLUSIVE",
    })
    void without_a_required_check_that_was_met_nothing_is_proven(Standing standing, Outcome outcome, Verdict verdict) {
        assertThat(Judge.judge(run(check("a", standing, outcome))).verdict()).isEqualTo(verdict);
    }

    @Test
    void a_run_without_checks_is_inconclusive() {
        Judged judged = Judge.judge(run());

        assertThat(judged.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judged.reasons()).singleElement().asString().startsWith("No check was run");
    }

    @Test
    void a_pass_without_a_met_attempt_in_the_journal_proves_nothing() {
        CheckResult claimed = new CheckResult(
                head("a", Standing.REQUIRED), Outcome.PASSED, Optional.empty(), Optional.empty(), "", List.of());

        Judged judged = Judge.judge(run(claimed, check("b", Standing.REQUIRED, Outcome.PASSED)));

        assertThat(judged.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judged.reasons()).singleElement().asString().contains("holds no attempt that met it");
    }

    @Test
    void what_is_proven_with_simulated_items_is_at_best_approved_with_conditions() {
        Judged judged = Judge.judge(run(
                check("a", Standing.REQUIRED, Outcome.PASSED),
                following("b", true, false, true),
                following("c", false, false, false)));

        assertThat(judged.verdict()).isEqualTo(Verdict.APPROVED_WITH_CONDITIONS);
        assertThat(judged.reasons())
                .containsExactly("Check b (high) passed with items that production has never met itself (2 simulated);"
                        + " this turns when it passes with real ones.");
        assertThat(Judge.judge(run(following("c", false, false))).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void what_too_few_people_were_asked_about_is_at_best_approved_with_conditions() {
        Judged judged = Judge.judge(run(check("a", Standing.REQUIRED, Outcome.PASSED), asked(2, false)));

        assertThat(judged.verdict()).isEqualTo(Verdict.APPROVED_WITH_CONDITIONS);
        assertThat(judged.reasons())
                .containsExactly(
                        "Check people (high) passed with answers of 2 technicians of the 3 wanted: 1 is missing; this"
                                + " turns when 1 more has answered and it passes.");
        assertThat(Judge.judge(run(asked(3, false))).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void people_who_are_made_up_are_a_condition() {
        Judged judged = Judge.judge(run(asked(9, true)));

        assertThat(judged.verdict()).isEqualTo(Verdict.APPROVED_WITH_CONDITIONS);
        assertThat(judged.reasons())
                .containsExactly(
                        "Check people (high) passed with answers of technicians who are made up; this turns when it"
                                + " passes with answers of real ones.");
    }

    private static CheckResult asked(int technicians, boolean simulated) {
        return proven(
                "people",
                List.of(new SurveyReading(
                        "answers.csv",
                        List.of(),
                        technicians,
                        3,
                        1,
                        technicians,
                        0,
                        0,
                        List.of(),
                        List.of(),
                        List.of(),
                        true,
                        simulated,
                        Optional.empty(),
                        Optional.empty())));
    }

    private static CheckResult following(String id, boolean... simulated) {
        List<Evidence> items = new ArrayList<>();
        for (boolean one : simulated) {
            items.add(new ItemResult(
                    "item " + items.size(),
                    ItemResult.End.ARRIVED,
                    START,
                    Optional.empty(),
                    Optional.empty(),
                    "",
                    List.of(),
                    one));
        }
        return proven(id, items);
    }

    private static CheckResult proven(String id, List<Evidence> evidence) {
        CheckResult passed = check(id, Standing.REQUIRED, Outcome.PASSED);
        AttemptRecord met = new AttemptRecord(1, START, Duration.ofMillis(5), evidence, Optional.empty());
        return new CheckResult(
                passed.head(), passed.outcome(), passed.cause(), passed.rule(), passed.explanation(), List.of(met));
    }

    @Test
    void a_part_of_the_plan_is_at_best_approved_with_conditions() {
        RunResult whole = run(check("a", Standing.REQUIRED, Outcome.PASSED));

        Judged judged = Judge.judge(with(whole, List.of("--only", "a"), true, Optional.empty()));

        assertThat(judged.verdict()).isEqualTo(Verdict.APPROVED_WITH_CONDITIONS);
        assertThat(judged.reasons())
                .containsExactly("Only a part of the plan was run (--only a); this turns when all of it is run.");
    }

    @Test
    void a_run_that_did_not_end_is_inconclusive_even_if_all_passed() {
        RunResult whole = run(check("a", Standing.REQUIRED, Outcome.PASSED));

        assertThat(Judge.judge(with(whole, List.of(), false, Optional.empty())).verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(Judge.judge(with(whole, List.of(), true, Optional.of("SIGTERM")))
                        .verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void a_required_failure_stands_even_if_the_run_was_interrupted() {
        RunResult whole = run(check("a", Standing.REQUIRED, Outcome.FAILED));

        Judged judged = Judge.judge(with(whole, List.of(), false, Optional.of("SIGINT")));

        assertThat(judged.verdict()).isEqualTo(Verdict.NOT_APPROVED);
        assertThat(judged.reasons().getFirst()).startsWith("Check a (high) failed");
        assertThat(judged.reasons()).anyMatch(reason -> reason.contains("interrupted by SIGINT"));
    }

    @Test
    void a_quarantine_ends_at_its_instant() {
        CheckResult ending = new CheckResult(
                quarantined("a", START),
                Outcome.FAILED,
                Optional.of(Cause.PRODUCTION),
                Optional.empty(),
                "",
                List.of());

        assertThat(Judge.judge(run(ending)).verdict()).isEqualTo(Verdict.NOT_APPROVED);
    }

    @Test
    void reasons_go_from_worst_to_least() {
        Judged judged = Judge.judge(run(
                check("optional", Standing.OPTIONAL, Outcome.FAILED),
                check("unjudged", Standing.REQUIRED, Outcome.INCONCLUSIVE),
                check("low", Standing.REQUIRED, Outcome.FAILED, "low"),
                check("critical", Standing.REQUIRED, Outcome.FAILED, "critical")));

        assertThat(judged.reasons())
                .extracting(reason -> reason.replaceAll("(?i)^(optional )?check (\\S+) .*", "$2"))
                .containsExactly(
                        "critical",
                        "low",
                        "No required check outside quarantine passed, so nothing is proven; this turns when at least"
                                + " one does.",
                        "unjudged",
                        "optional");
    }

    @Test
    void whatKeptSeveralChecksFromBeingJudgedIsOneReason() {
        Judged judged = Judge.judge(run(
                limited("low", "low", "PG-099"),
                limited("critical", "critical", "PG-099"),
                limited("other", "critical", "PG-099"),
                limited("burst", "low", "PG-100"),
                check("one", Standing.REQUIRED, Outcome.SKIPPED),
                check("two", Standing.REQUIRED, Outcome.SKIPPED),
                check("three", Standing.OPTIONAL, Outcome.SKIPPED),
                check("met", Standing.REQUIRED, Outcome.PASSED)));

        assertThat(judged.reasons())
                .containsExactly(
                        "3 checks could not be judged: a rate limit stood in the way (rule PG-099); this turns when"
                                + " the rate limit lets enough requests through and they pass: critical, other (critical),"
                                + " low (low).",
                        "2 checks were not run; this turns when they are run and pass: one, two (high).",
                        "Check burst (low) could not be judged: a rate limit stood in the way (rule PG-100); this"
                                + " turns when the rate limit lets enough requests through and it passes.",
                        "Optional check three (high) was not run; this turns when it is run and passes.");
    }

    @Test
    void whatIsOptionalOrFailedOrInQuarantineIsNotCountedWithTheRest() {
        Judged judged = Judge.judge(run(
                check("a", Standing.OPTIONAL, Outcome.SKIPPED),
                check("b", Standing.OPTIONAL, Outcome.SKIPPED),
                check("c", Standing.QUARANTINED, Outcome.SKIPPED),
                check("d", Standing.QUARANTINED, Outcome.SKIPPED),
                check("e", Standing.REQUIRED, Outcome.FAILED),
                check("f", Standing.REQUIRED, Outcome.FAILED),
                check("met", Standing.REQUIRED, Outcome.PASSED)));

        assertThat(judged.reasons()).hasSize(5);
        assertThat(judged.reasons().get(0)).startsWith("Check e (high) failed");
        assertThat(judged.reasons().get(1)).startsWith("Check f (high) failed");
        assertThat(judged.reasons().get(2))
                .isEqualTo("2 optional checks were not run; this turns when they are run and pass: a, b (high).");
        assertThat(judged.reasons().get(3)).startsWith("Quarantined check c (high) was not run");
        assertThat(judged.reasons().get(4)).startsWith("Quarantined check d (high) was not run");
    }

    private static CheckResult limited(String id, String severity, String rule) {
        CheckResult check = check(id, Standing.REQUIRED, Outcome.INCONCLUSIVE, severity);
        return new CheckResult(
                check.head(), check.outcome(), Optional.of(Cause.RATE_LIMIT), Optional.of(rule), "", check.attempts());
    }

    /** All runs of up to three checks of every standing and outcome: 20 + 400 + 8,000. */
    @Test
    void making_an_outcome_worse_never_makes_the_verdict_better() {
        for (List<CheckResult> checks : everyRunOfUpTo(3)) {
            RunResult run = run(checks.toArray(CheckResult[]::new));
            int before = WORST_FIRST.indexOf(Judge.judge(run).verdict());
            for (int i = 0; i < checks.size(); i++) {
                int outcome = BEST_FIRST.indexOf(checks.get(i).outcome());
                for (Outcome worse : BEST_FIRST.subList(outcome + 1, BEST_FIRST.size())) {
                    List<CheckResult> changed = new ArrayList<>(checks);
                    changed.set(i, ended(checks.get(i).head(), worse));
                    Verdict after = Judge.judge(run(changed.toArray(CheckResult[]::new)))
                            .verdict();
                    assertThat(WORST_FIRST.indexOf(after))
                            .as("%s to %s in %s", i, worse, checks)
                            .isLessThanOrEqualTo(before);
                }
            }
        }
    }

    @Test
    void the_gate_opens_only_with_every_required_check_met_and_at_least_one() {
        for (List<CheckResult> checks : everyRunOfUpTo(3)) {
            Judged judged = Judge.judge(run(checks.toArray(CheckResult[]::new)));
            List<CheckResult> counting = checks.stream()
                    .filter(check -> check.head().required()
                            && Judge.quarantine(check, START).isEmpty())
                    .toList();
            boolean proven = !counting.isEmpty()
                    && counting.stream()
                            .allMatch(check -> check.outcome() == Outcome.PASSED || check.outcome() == Outcome.FLAKY);
            assertThat(judged.gate()).isEqualTo(proven ? Gate.OPEN : Gate.CLOSED);
            assertThat(judged.reasons().isEmpty()).isEqualTo(judged.verdict() == Verdict.APPROVED);
        }
    }

    private static List<List<CheckResult>> everyRunOfUpTo(int size) {
        List<CheckResult> choices = new ArrayList<>();
        for (Standing standing : Standing.values()) {
            for (Outcome outcome : Outcome.values()) {
                choices.add(check(standing + "-" + outcome, standing, outcome));
            }
        }
        List<List<CheckResult>> runs = new ArrayList<>();
        List<List<CheckResult>> longest = List.of(List.of());
        for (int i = 0; i < size; i++) {
            List<List<CheckResult>> longer = new ArrayList<>();
            for (List<CheckResult> run : longest) {
                for (CheckResult choice : choices) {
                    List<CheckResult> more = new ArrayList<>(run);
                    more.add(choice);
                    longer.add(more);
                }
            }
            runs.addAll(longer);
            longest = longer;
        }
        return runs;
    }

    private static CheckResult check(String id, Standing standing, Outcome outcome) {
        return ended(head(id, standing), outcome);
    }

    private static CheckResult check(String id, Standing standing, Outcome outcome, String severity) {
        CheckHead head = head(id, standing);
        return ended(
                Runs.check(
                        head.id(),
                        head.title(),
                        head.stage(),
                        head.kind(),
                        severity,
                        head.required(),
                        head.tags(),
                        head.runbook(),
                        head.owner(),
                        head.quarantine()),
                outcome);
    }

    private static CheckResult ended(CheckHead head, Outcome outcome) {
        AttemptRecord met = new AttemptRecord(1, START, Duration.ofMillis(5), List.of(), Optional.empty());
        return new CheckResult(
                head,
                outcome,
                Optional.of(Cause.PRODUCTION).filter(cause -> outcome != Outcome.PASSED),
                Optional.empty(),
                "",
                outcome == Outcome.SKIPPED ? List.of() : List.of(met));
    }

    private static CheckHead head(String id, Standing standing) {
        return switch (standing) {
            case REQUIRED -> head(id, true, Optional.empty());
            case OPTIONAL -> head(id, false, Optional.empty());
            case QUARANTINED -> quarantined(id, START.plusSeconds(1));
            case QUARANTINE_OVER -> quarantined(id, START.minusSeconds(1));
        };
    }

    private static CheckHead quarantined(String id, Instant until) {
        return head(id, true, Optional.of(new Quarantine("anna", "being mended", until)));
    }

    private static CheckHead head(String id, boolean required, Optional<Quarantine> quarantine) {
        return Runs.check(
                id,
                Optional.empty(),
                "stage",
                "http",
                "high",
                required,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                quarantine);
    }

    private static RunResult run(CheckResult... checks) {
        RunHead head = Runs.head(
                "20260102-030405-9f3c",
                "0.1.0",
                "prodgate.yaml",
                "00",
                "11",
                "tickets",
                URI.create("https://api.example.com"),
                Optional.empty(),
                Duration.ofMinutes(30),
                START,
                List.of(),
                List.of(checks).stream().map(CheckResult::head).toList());
        return Runs.result(head, START, Duration.ofSeconds(1), true, Optional.empty(), List.of(checks));
    }

    private static RunResult with(
            RunResult run, List<String> selection, boolean finished, Optional<String> interrupted) {
        RunHead head = run.head();
        RunHead selected = Runs.head(
                head.id(),
                head.version(),
                head.plan(),
                head.planSha256(),
                head.valuesSha256(),
                head.production(),
                head.url(),
                head.revision(),
                head.budget(),
                head.settleUntil(),
                selection,
                head.checks());
        return Runs.result(selected, run.started(), run.duration(), finished, interrupted, run.checks());
    }
}
