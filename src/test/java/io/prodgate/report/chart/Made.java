package io.prodgate.report.chart;

import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Diagnosis;
import io.prodgate.diagnosis.Next;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.evidence.Evidence;
import io.prodgate.journal.RunHead;
import io.prodgate.journal.RunResult;
import io.prodgate.journal.RunResult.CheckResult;
import io.prodgate.report.SampleRuns;
import io.prodgate.testing.Runs;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Runs as charts need them. */
final class Made {
    static final Instant START = SampleRuns.START;

    private Made() {}

    static RunResult run(CheckResult... checks) {
        return run(Arrays.asList(checks));
    }

    static RunResult run(List<CheckResult> checks) {
        RunHead head = Runs.head(
                "20260102-030405-9f3c",
                "0.1.0",
                "prodgate.yaml",
                "ab".repeat(32),
                "cd".repeat(32),
                "tickets",
                URI.create("https://api.example.com"),
                Optional.empty(),
                Duration.ofMinutes(30),
                START,
                List.of(),
                checks.stream().map(CheckResult::head).toList());
        return Runs.result(head, START, Duration.ofSeconds(10), true, Optional.empty(), checks);
    }

    /** A check that passed with the last of its attempts. */
    static CheckResult check(String id, AttemptRecord... attempts) {
        return new CheckResult(
                SampleRuns.head(id, "stage of " + id.replaceAll("\\d", ""), "http"),
                Outcome.PASSED,
                Optional.empty(),
                Optional.empty(),
                "",
                List.of(attempts));
    }

    static AttemptRecord met(Duration after, Duration took, Evidence... evidence) {
        return new AttemptRecord(1, START.plus(after), took, List.of(evidence), Optional.empty());
    }

    static AttemptRecord missed(Cause cause, Duration after, Duration took, Evidence... evidence) {
        return new AttemptRecord(
                1,
                START.plus(after),
                took,
                List.of(evidence),
                Optional.of(new Diagnosis(cause, "PG-101", "seen", "do", Next.CONFIRM)));
    }

    static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
