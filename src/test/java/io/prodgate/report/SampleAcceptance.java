package io.prodgate.report;

import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.journal.Acceptance;
import io.prodgate.journal.CheckHead;
import io.prodgate.journal.RunHead;
import io.prodgate.journal.RunResult;
import io.prodgate.journal.RunResult.CheckResult;
import io.prodgate.journal.RunResult.Signed;
import io.prodgate.journal.Signature;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A run that is accepted by criteria, and signed. */
public final class SampleAcceptance {
    private SampleAcceptance() {}

    /** One criterion of each state, a condition with its check's owner and one with the plan's, a signature that is stale, one that is a refusal. */
    public static RunResult signed() {
        return of(
                new Acceptance(
                        List.of(
                                new Acceptance.Criterion("works", "Tickets are worked on", false),
                                new Acceptance.Criterion("measured", "Latency is measured", false),
                                new Acceptance.Criterion("walls", "Tenants are apart", false),
                                new Acceptance.Criterion("rated", "Technicians rate it", false),
                                new Acceptance.Criterion("written", "A report is written", true)),
                        List.of("Operations lead", "Product manager"),
                        Optional.of("team-a"),
                        Optional.of(Duration.ofDays(5))),
                List.of(
                        signature("Product manager", "Kim", 60, false, false, Optional.empty()),
                        signature("Operations lead", "Jo", 120, false, true, Optional.of("Known since <b>May</b>")),
                        signature("Product manager", "Kim", 180, true, true, Optional.of("Not before it is measured"))),
                check("tickets", Outcome.PASSED, Optional.empty(), "works", "walls"),
                check("latency", Outcome.INCONCLUSIVE, Optional.of(Cause.CONFIGURATION), "measured"),
                check("walls", Outcome.FAILED, Optional.of(Cause.PRODUCTION), "walls"));
    }

    /** The run of these checks, accepted by these terms. */
    public static RunResult of(Acceptance acceptance, List<Signed> signatures, CheckResult... checks) {
        RunResult plain = SampleRuns.of(checks);
        RunHead head = plain.head();
        return new RunResult(
                new RunHead(
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
                        head.selection(),
                        head.checks(),
                        head.terms(),
                        head.shard(),
                        Optional.of(acceptance)),
                plain.started(),
                plain.duration(),
                plain.finished(),
                plain.interrupted(),
                plain.checks(),
                plain.sessions(),
                plain.decisions(),
                plain.messages(),
                plain.merged(),
                plain.kept(),
                signatures,
                plain.past());
    }

    /** A check that shows these criteria; one that passed is owned by nobody, others by those who are called like it. */
    public static CheckResult check(String id, Outcome outcome, Optional<Cause> cause, String... criteria) {
        CheckHead plain = SampleRuns.head(id, "tickets", "http");
        CheckHead head = new CheckHead(
                id,
                plain.title(),
                plain.stage(),
                plain.kind(),
                plain.severity(),
                plain.required(),
                plain.tags(),
                plain.runbook(),
                Optional.of("owners-of-" + id).filter(_ -> outcome == Outcome.FAILED),
                Optional.empty(),
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.of("read-only"),
                Optional.of(List.of(criteria)));
        CheckResult met = SampleRuns.passed(head, SampleRuns.met("status", "200", "200"));
        return outcome == Outcome.PASSED
                ? met
                : new CheckResult(
                        head,
                        outcome,
                        cause,
                        cause.map(_ -> "PG-101"),
                        cause.map(Cause::wireName).stream().collect(Collectors.joining("", "because of ", "")),
                        List.of());
    }

    private static Signed signature(
            String role, String by, int after, boolean rejected, boolean current, Optional<String> comment) {
        return new Signed(
                SampleRuns.START.plusSeconds(after),
                new Signature(
                        role,
                        by,
                        Optional.of(by.toLowerCase(Locale.ROOT) + " (github-actions)"),
                        "not-approved",
                        rejected,
                        comment,
                        "ef".repeat(32)),
                current);
    }
}
