package io.prodgate.diagnosis;

import static io.prodgate.testing.Facts.control;
import static io.prodgate.testing.Facts.missed;
import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.ProcessRun;
import io.prodgate.evidence.TestResults;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs and tests of other people: who is to blame. */
class TestSignsTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private final Rules rules = Rules.builtIn();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            1   | expected title Tickets                                                    | PG-359 | PRODUCTION
            1   | smoke.sh: line 3: jq: command not found                                   | PG-242 | CONFIGURATION
            1   | sh: 1: jq: not found                                                      | PG-242 | CONFIGURATION
            1   | smoke.sh: line 9: API_TOKEN: unbound variable                             | PG-350 | CONFIGURATION
            2   | smoke.sh: line 9: syntax error near unexpected token `fi'                 | PG-242 | CONFIGURATION
            1   | ModuleNotFoundError: No module named 'requests'                           | PG-242 | CONFIGURATION
            1   | Error: Cannot find module 'playwright'                                    | PG-242 | CONFIGURATION
            127 | what was that                                                             | PG-350 | CONFIGURATION
            126 | what was that                                                             | PG-350 | CONFIGURATION
            1   | An error occurred (ExpiredToken) when calling the GetObject operation     | PG-241 | CONFIGURATION
            1   | error: You must be logged in to the server (Unauthorized)                 | PG-241 | CONFIGURATION
            1   | {"error": "ExpiredToken: the token is expired"}                           | PG-359 | PRODUCTION
            1   | ticket 17: not found                                                      | PG-359 | PRODUCTION
            1   | tee: /tmp/log: No space left on device                                    | PG-246 | INFRASTRUCTURE
            1   | {"error": "write: No space left on device"}                               | PG-359 | PRODUCTION
            137 | going on                                                                  | PG-245 | INFRASTRUCTURE
            139 | going on                                                                  | PG-351 | INFRASTRUCTURE
            22  | curl: (22) The requested URL returned error: 429                          | PG-353 | RATE_LIMIT
            1   | rate limit test: expected 429 but got 200                                 | PG-359 | PRODUCTION
            1   | expected status 429                                                       | PG-359 | PRODUCTION
            6   | curl: (6) Could not resolve host: api.example.com                         | PG-359 | PRODUCTION
            1   | ✓ answers 429 Too Many Requests                                           | PG-359 | PRODUCTION
            """)
    void anExitCodeIsProductionsUnlessTheLastWordsSayOtherwise(int code, String output, String rule, Cause cause) {
        assertThat(diagnose(true, exited(code, output), missed("exit code", "0", String.valueOf(code))))
                .returns(rule, Diagnosis::rule)
                .returns(cause, Diagnosis::cause);
    }

    @Test
    void aComplaintThatWasMendedByTryingAgainIsNoReason() {
        String output = "HTTP 429, trying again\n" + "a line\n".repeat(5) + "expected title Tickets, got Error\n";
        assertThat(diagnose(true, exited(1, output), missed("exit code", "0", "1")))
                .returns("PG-359", Diagnosis::rule);
    }

    @Test
    void nobodyReachedIsTheRunnersNetworkIfNoControlHostAnswers() {
        ProcessRun run = exited(7, "curl: (7) Failed to connect to api.example.com port 443");
        Evidence miss = missed("exit code", "0", "7");
        assertThat(Signs.witnessesCouldTell(List.of(run, miss))).isTrue();
        assertThat(diagnose(true, run, miss, control(false)))
                .returns("PG-354", Diagnosis::rule)
                .returns(Next.BACK_OFF, Diagnosis::next);
        assertThat(diagnose(false, run, miss, control(false))).returns(Next.STOP, Diagnosis::next);
        assertThat(diagnose(true, run, miss, control(true))).returns("PG-359", Diagnosis::rule);
    }

    @Test
    void nobodyReachedWithinTheSettleWindowIsWaitedFor() {
        Diagnosis diagnosis = rules.diagnose(new Situation(
                List.of(),
                List.of(exited(22, "curl: (22) The requested URL returned error: 503"), missed("exit code", "0", "22")),
                NOON,
                NOON.plusSeconds(60),
                true));
        assertThat(diagnosis).returns("PG-355", Diagnosis::rule).returns(Next.UNTIL_SETTLED, Diagnosis::next);
    }

    @Test
    void everySingleFailedTestHasToSayThatProductionWasNotJudged() {
        TestResults.Miss limited = miss("login", "HTTP 429 Too Many Requests");
        TestResults.Miss wrong = miss("title", "expected Tickets, got Error");
        assertThat(diagnose(true, exited(2, ""), results(2, limited, limited), missed("failed", "0", "2")))
                .returns(Cause.RATE_LIMIT, Diagnosis::cause);
        assertThat(diagnose(true, exited(2, ""), results(2, limited, wrong), missed("failed", "0", "2")))
                .returns(Cause.PRODUCTION, Diagnosis::cause);
        // Of the third nothing is known.
        assertThat(diagnose(true, exited(2, ""), results(3, limited, limited), missed("failed", "0", "3")))
                .returns(Cause.PRODUCTION, Diagnosis::cause);
    }

    @Test
    void failedTestsOfASuiteThatLacksAProgramJudgeNothing() {
        ProcessRun run = exited(1, "smoke.sh: line 12: jq: command not found\n✗ health\n0 passed, 1 failed\nbye\n");
        assertThat(diagnose(true, run, results(1, miss("✗ health", "")), missed("failed", "0", "1")))
                .returns(Cause.CONFIGURATION, Diagnosis::cause);
    }

    @Test
    void aFailureIsConfirmedOnlyIfTheTestsMayRunTwice() {
        Evidence[] failed = {exited(1, "no"), results(1, miss("health", "500")), missed("failed", "0", "1")};
        assertThat(diagnose(true, failed)).returns(Next.CONFIRM, Diagnosis::next);
        assertThat(rules.diagnose(situation(true, List.of(List.of(failed)), List.of(failed))))
                .returns("PG-358", Diagnosis::rule)
                .returns(Next.STOP, Diagnosis::next);
        assertThat(diagnose(false, failed))
                .returns("PG-357", Diagnosis::rule)
                .returns(Cause.PRODUCTION, Diagnosis::cause)
                .returns(Next.STOP, Diagnosis::next)
                .satisfies(diagnosis -> assertThat(diagnosis.explanation()).contains("not repeated"));
    }

    @Test
    void outOfTimeBlamesProductionOnlyIfTestsFailedOrNobodyWasReached() {
        Evidence miss = missed("end", "within 1m", "still running");
        assertThat(diagnose(true, outOfTime("going on"), miss)).returns("PG-351", Diagnosis::rule);
        assertThat(diagnose(true, outOfTime("no"), results(1, miss("a", "b")), miss))
                .returns(Cause.PRODUCTION, Diagnosis::cause);
        assertThat(diagnose(true, outOfTime("connection refused, waiting"), miss, control(true)))
                .returns("PG-359", Diagnosis::rule);
        assertThat(diagnose(true, outOfTime("connection refused, waiting"), miss, control(false)))
                .returns("PG-354", Diagnosis::rule);
    }

    @Test
    void resultsFromAFileAreNotConfirmedAndKeepTheCausesThatAReportOfOursGave() {
        Evidence miss = missed("failed", "0", "1");
        assertThat(diagnose(true, results(1, typed("health", "AssertionError")), miss))
                .returns("PG-356", Diagnosis::rule)
                .returns(Next.STOP, Diagnosis::next);
        assertThat(diagnose(true, results(1, typed("health", "infrastructure")), miss))
                .returns("PG-352", Diagnosis::rule);
        assertThat(diagnose(true, results(1, typed("health", "rate-limit")), miss))
                .returns("PG-353", Diagnosis::rule);
        assertThat(diagnose(true, results(1, typed("health", "configuration")), miss))
                .returns("PG-350", Diagnosis::rule);
        assertThat(diagnose(true, results(2, typed("a", "infrastructure"), typed("b", "production")), miss))
                .returns("PG-356", Diagnosis::rule);
    }

    private Diagnosis diagnose(boolean repeatable, Evidence... evidence) {
        return rules.diagnose(situation(repeatable, List.of(), Arrays.asList(evidence)));
    }

    private static Situation situation(boolean repeatable, List<List<Evidence>> earlier, List<Evidence> now) {
        List<AttemptRecord> attempts = new ArrayList<>();
        for (List<Evidence> evidence : earlier) {
            attempts.add(new AttemptRecord(attempts.size() + 1, NOON, Duration.ZERO, evidence, Optional.empty()));
        }
        return new Situation(attempts, now, NOON, NOON.minusSeconds(60), repeatable);
    }

    private static ProcessRun exited(int code, String output) {
        return new ProcessRun(
                "./smoke.sh",
                ProcessRun.End.EXITED,
                Optional.of(code),
                output,
                output.length(),
                Optional.empty(),
                NOON,
                Duration.ofSeconds(1));
    }

    private static ProcessRun outOfTime(String output) {
        return new ProcessRun(
                "./smoke.sh",
                ProcessRun.End.OUT_OF_TIME,
                Optional.empty(),
                output,
                output.length(),
                Optional.empty(),
                NOON,
                Duration.ofSeconds(1));
    }

    private static TestResults results(int failed, TestResults.Miss... misses) {
        return new TestResults("x", "counts", 5, failed, 0, 0, 0, List.of(misses), Optional.empty());
    }

    private static TestResults.Miss miss(String name, String message) {
        return new TestResults.Miss(name, Optional.empty(), message);
    }

    private static TestResults.Miss typed(String name, String type) {
        return new TestResults.Miss(name, Optional.of(type), "message");
    }
}
