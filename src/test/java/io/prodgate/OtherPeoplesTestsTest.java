package io.prodgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.testing.ProductionRun;
import io.prodgate.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs of suites that were there before prodgate. */
class OtherPeoplesTestsTest {
    private static final String SUITE = """
            #!/usr/bin/env bash
            set -uo pipefail
            passed=0 failed=0
            check() { # NAME COMMAND…
                if "${@:2}"; then echo "✓ $1"; passed=$((passed + 1)); else echo "✗ $1: HTTP 500"; failed=$((failed + 1)); fi
            }
            check health true; check login true; check tickets "${TICKETS:-true}"; check notes true
            check search true; check tenants true; check "logout of $SMOKE_USER" true
            echo "Production smoke test: $passed passed, $failed failed"
            exit "$failed"
            """;

    @TempDir
    Path folder;

    private String controls = "off";

    @Test
    void aSuiteThatPrintsSevenPassedIsApproved() throws Exception {
        ProductionRun run = run("""
                run: ./production-smoke-test.sh
                environment: { SMOKE_USER: '${secret.user}' }
                expect: { tests: '>= 7' }
                """);
        assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(Verdict.APPROVED);
        assertThat(run.check("suite").outcome()).isEqualTo(Outcome.PASSED);
        assertThat(Files.readString(run.folder().resolve("artifacts/suite/1/output.txt")))
                .contains("✓ logout of ***", "7 passed, 0 failed");
        assertThat(run.folder()).isDirectoryRecursivelyContaining("glob:**/report.html");
        assertThat(Files.readString(run.folder().resolve("report.html")))
                .contains("7 passed")
                .doesNotContain("synthetic-user");
    }

    @Test
    void aFailedTestIsProductionsAtOnceUnlessTheSuiteMayRunTwice() throws Exception {
        ProductionRun once = run("""
                run: ./production-smoke-test.sh
                environment: { SMOKE_USER: x, TICKETS: 'false' }
                """);
        assertThat(once.check("suite"))
                .returns(Outcome.FAILED, check -> check.outcome())
                .returns(Optional.of("PG-357"), check -> check.rule())
                .satisfies(check -> assertThat(check.attempts()).hasSize(1))
                .satisfies(check -> assertThat(check.explanation()).contains("✗ tickets: HTTP 500", "not repeated"));
        assertThat(once.judged().verdict()).isEqualTo(Verdict.NOT_APPROVED);

        ProductionRun twice = run("""
                run: ./production-smoke-test.sh
                environment: { SMOKE_USER: x, TICKETS: 'false' }
                read-only: true
                """);
        assertThat(twice.check("suite"))
                .returns(Optional.of("PG-358"), check -> check.rule())
                .satisfies(check -> assertThat(check.attempts()).hasSize(2));
    }

    @Test
    void aTestThatPassesOnTheSecondRunIsFlaky() throws Exception {
        ProductionRun run = run("""
                run: if [ -e been-here ]; then echo 1 passed; else touch been-here; echo 1 failed; exit 1; fi
                repeat: true
                """);
        assertThat(run.check("suite").outcome()).isEqualTo(Outcome.FLAKY);
        assertThat(run.judged().verdict()).isEqualTo(Verdict.APPROVED_WITH_CONDITIONS);
    }

    @Test
    void aSuiteThatProvesTooLittleIsInconclusive() throws Exception {
        ProductionRun run = run("""
                run: echo 3 passed
                expect: { tests: '>= 7' }
                """);
        assertThat(run.check("suite"))
                .returns(Outcome.INCONCLUSIVE, check -> check.outcome())
                .returns(Optional.of(Cause.CONFIGURATION), check -> check.cause());
        assertThat(run.judged().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void aSuiteThatReachesNobodyWhileNoControlHostAnswersJudgesNothing() throws Exception {
        controls = "[http://127.0.0.1:1/]";
        ProductionRun run = run("""
                run: "echo 'curl: (7) Failed to connect to api.example.com port 443'; exit 7"
                """);
        assertThat(run.check("suite"))
                .returns(Outcome.INCONCLUSIVE, check -> check.outcome())
                .returns(Optional.of("PG-354"), check -> check.rule())
                .satisfies(check -> assertThat(check.attempts()).hasSize(1));
    }

    @Test
    void resultsOfAnEarlierRunOfOursEnterTheVerdict() throws Exception {
        ProductionRun earlier = run("run: echo 1 failed");
        String plan = """
                version: 1
                production: { name: tickets, url: 'http://127.0.0.1:9' }
                controls: off
                stages:
                  - name: only
                    checks:
                      - import: { id: earlier, files: '%s' }
                """;
        ProductionRun failed = ProductionRun.of(
                folder.resolve("failed"), plan.formatted(earlier.folder().resolve("junit.xml")));
        assertThat(failed.check("earlier"))
                .returns(Outcome.FAILED, check -> check.outcome())
                .returns(Optional.of("PG-356"), check -> check.rule())
                .satisfies(check -> assertThat(check.attempts()).hasSize(1));

        ProductionRun good = run("run: echo 7 passed");
        ProductionRun passed = ProductionRun.of(
                folder.resolve("passed"), plan.formatted(good.folder().resolve("ctrf.json")));
        assertThat(passed.judged().verdict()).as(passed.terminal()).isEqualTo(Verdict.APPROVED);

        ProductionRun inconclusive = run("run: [no-such-program]");
        ProductionRun kept = ProductionRun.of(
                folder.resolve("kept"), plan.formatted(inconclusive.folder().resolve("junit.xml")));
        assertThat(kept.check("earlier"))
                .returns(Outcome.INCONCLUSIVE, check -> check.outcome())
                .returns(Optional.of(Cause.CONFIGURATION), check -> check.cause());
    }

    @Test
    void aTestThatPassedOnlyOnAFurtherTryMakesTheCheckFlaky() throws Exception {
        ProductionRun run = run("""
                run: echo '<testsuite><testcase name="a"><flakyFailure message="once"/></testcase></testsuite>' > flaky.xml
                tests: { junit: flaky.xml }
                """);
        assertThat(run.check("suite"))
                .returns(Outcome.FLAKY, check -> check.outcome())
                .returns("1 test passed only on a further try", check -> check.explanation());
        assertThat(run.judged().verdict()).as(run.terminal()).isEqualTo(Verdict.APPROVED_WITH_CONDITIONS);
        assertThat(run.judged().reasons())
                .anySatisfy(reason -> assertThat(reason).contains("is flaky: 1 test passed only on a further try"));
    }

    private ProductionRun run(String own) throws Exception {
        Path suite = folder.resolve("production-smoke-test.sh");
        Files.writeString(suite, SUITE);
        assertThat(suite.toFile().setExecutable(true)).isTrue();
        Path run = Files.createTempDirectory(folder, "run");
        Files.copy(suite, run.resolve("production-smoke-test.sh"), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        return ProductionRun.of(run, """
                version: 1
                production: { name: tickets, url: 'http://127.0.0.1:9', settle: 0s }
                controls: %s
                budget: 60s
                secrets: { user: synthetic-user }
                stages:
                  - name: only
                    checks:
                      - script:
                          id: suite
                """.formatted(controls) + own.indent(10));
    }
}
