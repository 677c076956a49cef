package io.prodgate.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.IsolationMatrix;
import io.prodgate.journal.CheckHead;
import io.prodgate.journal.Decision;
import io.prodgate.journal.GateTerms;
import io.prodgate.journal.RunHead;
import io.prodgate.journal.RunResult;
import io.prodgate.journal.RunResult.CheckResult;
import io.prodgate.journal.RunResult.Decided;
import io.prodgate.testing.Runs;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the gate stands after a run, at a time, with decisions. */
class StandingTest {
    private static final Instant END = Instant.parse("2026-01-02T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void anApprovalCountsUntilItsEndAndNotAMomentLonger() {
        Judged approved = judged(List.of(check("http", "high", Outcome.PASSED)), List.of());
        Instant until = END.plus(GateTerms.USUAL.approvalLasts());

        assertThat(Standing.of(approved, until.minusNanos(1)).gate()).isEqualTo(Gate.OPEN);
        assertThat(Standing.of(approved, until.minusNanos(1)).until()).contains(until);
        assertThat(Standing.of(approved, until).gate()).isEqualTo(Gate.CLOSED);
    }

    @ParameterizedTest
    @CsvSource({
        "http,      high,     release,            OPEN",
        "http,      high,     retry,              CLOSED",
        "http,      high,     release retry,      CLOSED",
        "http,      high,     retry release,      OPEN",
        "http,      critical, release,            CLOSED",
        "http,      critical, release! release!,  CLOSED",
        "http,      critical, release! RELEASE,   CLOSED",
        "http,      critical, release! RELEASE!,  OPEN",
        "http,      critical, release! retry RELEASE!, CLOSED",
        "isolation, critical, release! RELEASE!,  CLOSED",
        "isolation, high,     release,            CLOSED",
        "isolation, low,      release! RELEASE!,  CLOSED",
    })
    void aFailureIsReleasedByThoseWhoMay(String kind, String severity, String decisions, Gate gate) {
        List<Decided> decided =
                Stream.of(decisions.split(" ")).map(StandingTest::decided).toList();
        Judged failed =
                judged(List.of(check(kind, severity, Outcome.FAILED), check("http", "low", Outcome.PASSED)), decided);

        assertThat(Standing.of(failed, END).gate()).isEqualTo(gate);
        assertThat(Standing.of(failed, END.plus(HOUR)).gate())
                .as("when they count no longer")
                .isEqualTo(Gate.CLOSED);
    }

    @Test
    void anApprovalCanBeTakenBack() {
        Judged approved = judged(List.of(check("http", "high", Outcome.PASSED)), List.of(decided("roll-back")));

        assertThat(Standing.of(approved, END).gate()).isEqualTo(Gate.CLOSED);
        assertThat(Standing.of(approved, END).why()).isEqualTo("jane decided to roll back: because");
    }

    @Test
    void aReleaseIsOnlyWhatWasProven() {
        Release approved = new Release(
                Optional.of("4f2a91c0d3e5b6a7f8091a2b3c4d5e6f70819203"),
                Set.of("aa"),
                Optional.of("bb"),
                Optional.of(new GateTerms.State("lineage", 7)));

        assertThat(approved.differences(approved)).isEmpty();
        assertThat(new Release(Optional.empty(), Set.of(), Optional.empty(), Optional.empty()).differences(approved))
                .isEmpty();
        assertThat(new Release(Optional.of("4F2A91C"), Set.of(), Optional.empty(), Optional.empty())
                        .differences(approved))
                .isEmpty();
        assertThat(new Release(
                                Optional.of("4f2a91"),
                                Set.of("cc"),
                                Optional.of("dd"),
                                Optional.of(new GateTerms.State("lineage", 8)))
                        .differences(approved))
                .hasSize(4);
        assertThat(approved.differences(new Release(Optional.empty(), Set.of(), Optional.empty(), Optional.empty())))
                .hasSize(4)
                .allMatch(text -> text.contains("none"));
    }

    /** In capitals it is another person; with an exclamation mark critical findings are overridden. */
    private static Decided decided(String word) {
        String kind = word.replace("!", "").toUpperCase(Locale.ROOT).replace('-', '_');
        return new Decided(
                END,
                new Decision(
                        Decision.Kind.valueOf(kind),
                        Character.isUpperCase(word.charAt(0)) ? "joe" : "jane",
                        Optional.empty(),
                        "because",
                        END.plus(HOUR),
                        word.endsWith("!")),
                true);
    }

    private static CheckResult check(String kind, String severity, Outcome outcome) {
        CheckHead head = Runs.check(
                kind + "-" + outcome.wireName(),
                Optional.empty(),
                "all",
                kind,
                severity,
                !severity.equals("low"),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        Evidence seen = new IsolationMatrix(
                "API",
                List.of(new IsolationMatrix.Try(
                        "acme", "GET /tickets", "globex", IsolationMatrix.End.LEAKED, "200", "")));
        AttemptRecord met = new AttemptRecord(
                1, END, Duration.ZERO, kind.equals("isolation") ? List.of(seen) : List.of(), Optional.empty());
        return new CheckResult(
                head,
                outcome,
                outcome == Outcome.FAILED ? Optional.of(Cause.PRODUCTION) : Optional.empty(),
                Optional.empty(),
                "",
                List.of(met));
    }

    private static Judged judged(List<CheckResult> checks, List<Decided> decisions) {
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
                END,
                List.of(),
                checks.stream().map(CheckResult::head).toList());
        RunResult run = Runs.result(head, END, Duration.ZERO, true, Optional.empty(), checks);
        return Judge.judge(new RunResult(
                head,
                run.started(),
                run.duration(),
                true,
                Optional.empty(),
                checks,
                run.sessions(),
                decisions,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of()));
    }
}
