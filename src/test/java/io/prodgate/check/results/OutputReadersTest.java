package io.prodgate.check.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.Redactor;
import io.prodgate.evidence.TestResults;
import io.prodgate.plan.RegularExpression;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputReadersTest {
    private final Redactor redactor = new Redactor(List.of("token-of-ours"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            7 passed                                                                  | 7 | 0 | 0 | 0
            === 7 passed in 1.02s ===                                                 | 7 | 0 | 0 | 0
            ===== 2 failed, 5 passed, 1 skipped, 3 warnings in 12.34s (0:00:12) ===== | 5 | 2 | 0 | 1
            == 1 failed, 3 passed, 2 errors, 1 xfailed in 0.1s ==                     | 3 | 1 | 2 | 1
            Tests:       1 failed, 6 passed, 7 total                                  | 6 | 1 | 0 | 0
            '     Tests  1 failed | 6 passed (7)'                                     | 6 | 1 | 0 | 0
            7 tests, 2 failures, 1 skipped                                            | 4 | 2 | 0 | 1
            7 tests, 0 failures                                                       | 7 | 0 | 0 | 0
            7 examples, 1 failure, 2 pending                                          | 4 | 1 | 0 | 2
            [INFO] Tests run: 7, Failures: 1, Errors: 1, Skipped: 2                   | 3 | 1 | 1 | 2
            Tests: 7, Assertions: 12, Failures: 2.                                    | 5 | 2 | 0 | 0
            Passed: 7, Failed: 1                                                      | 7 | 1 | 0 | 0
            Passed: 7 Failed: 1                                                       | 7 | 1 | 0 | 0
            PASSED=7 FAILED=0 SKIPPED=2                                               | 7 | 0 | 0 | 2
            Results: 7 passed, 0 failed                                               | 7 | 0 | 0 | 0
            Production smoke test: 7 passed, 0 failed                                 | 7 | 0 | 0 | 0
            All 7 tests passed                                                        | 7 | 0 | 0 | 0
            7/7 tests passed                                                          | 7 | 0 | 0 | 0
            'ok | 7 passed | 0 failed (5ms)'                                          | 7 | 0 | 0 | 0
            test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s | 5 | 0 | 0 | 1
            '[         7 tests successful      ]'                                     | 7 | 0 | 0 | 0
            """)
    void summariesOfManyToolsAreUnderstood(String line, int passed, int failed, int broken, int skipped) {
        assertThat(counts(line)).get().satisfies(results -> {
            assertThat(List.of(results.passed(), results.failed(), results.broken(), results.skipped()))
                    .containsExactly(passed, failed, broken, skipped);
            assertThat(results.doubts()).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2 failed login attempts were refused",
                "Test Suites: 1 passed, 1 total",
                " Test Files  1 passed (1)",
                "Snapshots:   1 passed, 1 total",
                "Running 7 tests",
                "collected 7 items",
                "7 tests",
                "deleted 3 tickets, all passed",
                "GET /tickets 200 in 7 ms",
                "expected: 7 passed",
                "HTTP/1.1 200 OK",
                ""
            })
    void otherLinesAreNoSummaries(String line) {
        assertThat(counts(line)).isEmpty();
    }

    @Test
    void summariesOverSeveralLinesAreOne() {
        assertThat(counts("  7 passing (20ms)", "", "  1 pending", "  2 failing"))
                .get()
                .returns(7, Results::passed)
                .returns(2, Results::failed)
                .returns(1, Results::skipped);
        assertThat(counts("# tests 7", "# pass 6", "# fail 1", "# cancelled 0", "# duration_ms 12.5"))
                .get()
                .returns(6, Results::passed)
                .returns(1, Results::failed);
        assertThat(counts("Ran 7 tests in 0.1s", "", "OK")).get().returns(7, Results::passed);
        assertThat(counts("Ran 7 tests in 0.1s", "", "FAILED (failures=2, errors=1)"))
                .get()
                .returns(4, Results::passed)
                .returns(3, Results::notPassed);
        assertThat(counts("  2 failed", "    [chromium] › a.spec.ts:3:1 › opens", "  1 flaky", "  4 passed (3.2s)"))
                .get()
                .returns(5, Results::passed)
                .returns(2, Results::failed)
                .returns(1, Results::flaky);
    }

    @Test
    void ofSeveralSummariesTheLastCountsButNoFailureIsForgotten() {
        assertThat(counts("3 passed", "4 passed", "Total: 7 passed")).get().returns(7, Results::passed);
        assertThat(counts("3 passed, 1 failed", "7 passed, 0 failed"))
                .get()
                .extracting(Results::doubts)
                .asList()
                .containsExactly("an earlier summary tells of 1 that did not pass, the last one of 0");
    }

    @Test
    void mavensModulesAndCargosBinariesAddUp() {
        assertThat(counts(
                        "[INFO] Tests run: 2, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 0.1 s -- in a.ATest",
                        "[INFO] Tests run: 2, Failures: 0, Errors: 0, Skipped: 0",
                        "[ERROR] Tests run: 5, Failures: 1, Errors: 0, Skipped: 0"))
                .get()
                .returns(6, Results::passed)
                .returns(1, Results::failed);
        assertThat(counts(
                        "test result: ok. 5 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out",
                        "test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out"))
                .get()
                .returns(7, Results::passed);
    }

    @Test
    void goTestsAreCountedByTestOrByPackageAndItsCacheIsNoProof() {
        assertThat(counts(
                        "--- PASS: TestA (0.00s)", "    --- PASS: TestA/sub (0.00s)", "--- FAIL: TestB (0.1s)", "FAIL"))
                .get()
                .returns(1, Results::passed)
                .returns(1, Results::failed)
                .extracting(Results::misses)
                .asList()
                .containsExactly(new TestResults.Miss("TestB", Optional.empty(), ""));
        assertThat(counts("ok  \texample.com/a\t0.3s", "FAIL\texample.com/b\t0.1s"))
                .get()
                .returns(1, Results::passed)
                .returns(1, Results::failed);
        assertThat(counts("ok  \texample.com/a\t(cached)"))
                .get()
                .satisfies(results ->
                        assertThat(results.doubts()).singleElement().asString().contains("-count=1"));
    }

    @Test
    void numbersThatContradictOneAnotherAreADoubt() {
        assertThat(counts("5/7 tests passed"))
                .get()
                .satisfies(results ->
                        assertThat(results.doubts()).containsExactly("the summary speaks of 7 tests and counts 5"));
    }

    @Test
    void linesOfFailedTestsAreKeptWithoutSecrets() {
        assertThat(counts("✓ health", "✗ login with token-of-ours: 500", "1 passed, 1 failed"))
                .get()
                .satisfies(results -> assertThat(results.misses())
                        .containsExactly(new TestResults.Miss("✗ login with ***: 500", Optional.empty(), "")));
    }

    @Test
    void tapIsReadWithItsPlanDirectivesAndDiagnostics() {
        assertThat(tap(
                        "TAP version 14",
                        "1..5",
                        "ok 1 - health",
                        "    not ok 1 - a subtest",
                        "not ok 2 - login",
                        "# (in test file smoke.bats, line 7)",
                        "#   `[ \"$status\" -eq 0 ]' failed",
                        "ok 3 - later # SKIP no queue",
                        "not ok 4 - one day # TODO",
                        "ok"))
                .get()
                .satisfies(results -> {
                    assertThat(List.of(results.passed(), results.failed(), results.skipped()))
                            .containsExactly(2, 1, 2);
                    assertThat(results.doubts()).isEmpty();
                    assertThat(results.misses())
                            .containsExactly(new TestResults.Miss(
                                    "login",
                                    Optional.empty(),
                                    "(in test file smoke.bats, line 7)\n  `[ \"$status\" -eq 0 ]' failed"));
                });
    }

    @Test
    void tapThatEndedEarlyIsADoubt() {
        assertThat(tap("1..7", "ok 1", "ok 2").orElseThrow().doubts())
                .containsExactly("the plan announces 7 tests and 2 results came");
        assertThat(tap("ok 1", "ok 2").orElseThrow().doubts())
                .singleElement()
                .asString()
                .contains("no plan line");
        assertThat(tap("1..2", "ok 1", "Bail out! database gone").orElseThrow())
                .returns(1, Results::broken)
                .satisfies(results -> assertThat(results.doubts()).hasSize(1));
        assertThat(tap("hello", "okay")).isEmpty();
    }

    @Test
    void aRegularExpressionCountsByItsGroups() throws Exception {
        RegexReader reader = new RegexReader(
                RegularExpression.compile("^(?P<passed>OK) |^(?P<failed>NO) |skipped (?P<skipped>\\d+)"), redactor);
        List.of("OK health", "NO login", "OK queue", "skipped 4", "else").forEach(reader::line);
        assertThat(reader.end())
                .get()
                .returns(2, Results::passed)
                .returns(1, Results::failed)
                .returns(4, Results::skipped);
        assertThat(new RegexReader(RegularExpression.compile("(?P<passed>x)"), redactor).end())
                .isEmpty();
    }

    @Test
    void coloursAndControlCharactersAreTakenOut() {
        assertThat(PlainText.of("\u001B[32m✓ 7 passed\u001B[0m\u0007 \u001B]8;;https://x\u0007link\u001B]8;;\u0007\0"))
                .isEqualTo("✓ 7 passed link");
    }

    private Optional<Results> counts(String... lines) {
        return read(new CountsReader(redactor), lines);
    }

    private Optional<Results> tap(String... lines) {
        return read(new TapReader(redactor), lines);
    }

    private static Optional<Results> read(OutputReader reader, String... lines) {
        List.of(lines).forEach(reader::line);
        return reader.end();
    }
}
