package io.prodgate.check.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.Attempt;
import io.prodgate.device.Devices;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.Misconfiguration;
import io.prodgate.evidence.ProcessRun;
import io.prodgate.evidence.Redactor;
import io.prodgate.evidence.TestResults;
import io.prodgate.evidence.Time;
import io.prodgate.evidence.Trouble;
import io.prodgate.evidence.Write;
import io.prodgate.plan.Values;
import io.prodgate.testing.FakeLedger;
import io.prodgate.testing.FakeTraffic;
import io.prodgate.testing.PlanText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs real scripts. */
@Timeout(60)
class ScriptCheckTest {
    private static final Values VALUES = reference -> switch (reference.toString()) {
        case "${secret.api}" -> Optional.of("token-of-ours");
        case "${run.id}" -> Optional.of("run-1");
        default -> Optional.empty();
    };

    @TempDir
    Path folder;

    private final EvidenceLog log = new EvidenceLog(new Redactor(List.of("token-of-ours", "shared-secret")));
    private final FakeLedger ledger = new FakeLedger();

    @Test
    void aSuiteThatPassesIsJudgedByItsNumbersAndItsExitCode() throws Exception {
        attempt("{ run: 'echo \"7 passed\"', expect: { tests: '>= 7' } }");
        assertThat(judgements())
                .containsExactly(
                        new Judgement("tests", ">= 7", "7", true, 7, ""),
                        new Judgement("passed", ">= 1", "7", true, 7, ""),
                        new Judgement("failed", "0", "0", true, 7, ""),
                        new Judgement("exit code", "0", "0", true, 1, ""));
        assertThat(facts(Misconfiguration.class)).isEmpty();
        assertThat(facts(ProcessRun.class))
                .singleElement()
                .returns("sh -c 'echo \"7 passed\"'", ProcessRun::command)
                .returns(Optional.of(0), ProcessRun::exitCode)
                .returns("7 passed\n", ProcessRun::output)
                .returns(9L, ProcessRun::outputBytes);
    }

    @Test
    void withoutNumbersTheExitCodeDecidesAlone() throws Exception {
        attempt("{ run: 'exit 0' }");
        assertThat(judgements()).containsExactly(new Judgement("exit code", "0", "0", true, 1, ""));
    }

    @Test
    void anExitCodeThatSaysAllIsNotAskedForNumbers() throws Exception {
        attempt("{ run: 'echo 2 failed; exit 3', tests: exit-code, expect: { exit-code: 3 } }");
        assertThat(judgements()).containsExactly(new Judgement("exit code", "3", "3", true, 1, ""));
    }

    @Test
    void failuresCountAlthoughTheExitCodeIsZero() throws Exception {
        attempt("{ run: 'echo \"✗ login\"; echo \"6 passed, 1 failed\"' }");
        assertThat(missed()).containsExactly(new Judgement("failed", "0", "1", false, 7, "✗ login"));
        assertThat(facts(Misconfiguration.class)).isEmpty();
    }

    @Test
    void anExitCodeCountsAlthoughNothingFailed() throws Exception {
        attempt("{ run: 'echo 7 passed; exit 1' }");
        assertThat(missed())
                .containsExactly(new Judgement("exit code", "0", "1", false, 1, "although none of 7 tests failed"));
        assertThat(facts(Misconfiguration.class)).isEmpty();
    }

    @Test
    void fewerTestsThanExpectedAreAMissAndOurMistake() throws Exception {
        attempt("{ run: 'echo 5 passed', expect: { tests: '>= 7' } }");
        assertThat(missed()).containsExactly(new Judgement("tests", ">= 7", "5", false, 5, ""));
        assertThat(facts(Misconfiguration.class))
                .singleElement()
                .extracting(Misconfiguration::what)
                .isEqualTo("the script ended well, but tests should be >= 7 and is 5");
    }

    @Test
    void noResultsWhereTheyAreExpectedAreNoPass() throws Exception {
        attempt("{ run: 'echo hello', tests: counts }");
        assertThat(missed()).hasSize(1);
        assertThat(facts(Misconfiguration.class))
                .singleElement()
                .extracting(Misconfiguration::what)
                .asString()
                .contains("looked for a summary such as '7 passed'");
    }

    @Test
    void tapThatEndsEarlyContradictsItself() throws Exception {
        attempt("{ run: 'echo 1..7; echo ok 1; echo ok 2' }");
        assertThat(missed())
                .containsExactly(new Judgement(
                        "results",
                        "to agree",
                        "(contradictory)",
                        false,
                        1,
                        "the plan announces 7 tests and 2 results came"));
        assertThat(facts(Misconfiguration.class)).hasSize(1);
    }

    @Test
    void theEnvironmentIsInheritedAndExtendedAndItsSecretsAreMasked() throws Exception {
        attempt("""
                  run: echo "$OURS/$TOKEN/$DEPLOY_TOKEN/$ID"; pwd
                  environment: { TOKEN: '${secret.api}', ID: '${run.id}' }
                """.indent(2));
        String output = facts(ProcessRun.class).getFirst().output();
        assertThat(output).isEqualTo("inherited/***/***/run-1\n" + folder.toRealPath() + "\n");
        assertThat(Files.readString(folder.resolve("run/artifacts/it/1/output.txt")))
                .isEqualTo(output);
        assertThat(facts(ProcessRun.class).getFirst())
                .returns(Optional.of("artifacts/it/1/output.txt"), ProcessRun::file)
                .returns(
                        "TOKEN=*** ID='${run.id}' sh -c 'echo \"$OURS/$TOKEN/$DEPLOY_TOKEN/$ID\"; pwd'",
                        ProcessRun::command);
        assertThat(log.facts().toString()).doesNotContain("token-of-ours", "deploy-me-now");
    }

    @Test
    void onlyWhatIsNamedIsInherited() throws Exception {
        attempt("{ run: 'echo \"$OURS|$DEPLOY_TOKEN|\"', inherit: [PATH, OUR*] }");
        assertThat(facts(ProcessRun.class).getFirst().output()).isEqualTo("inherited||\n");
    }

    @Test
    void aScriptThatTakesTooLongIsEnded() throws Exception {
        attempt("{ run: 'echo \"1 failed\"; sleep 600', timeout: 500ms }");
        assertThat(facts(ProcessRun.class).getFirst())
                .returns(ProcessRun.End.OUT_OF_TIME, ProcessRun::end)
                .returns(Optional.empty(), ProcessRun::exitCode);
        assertThat(missed()).last().extracting(Judgement::subject).isEqualTo("end");
    }

    @Test
    void aProgramThatCannotBeStartedIsOurMistakeAndWroteNothing() throws Exception {
        attempt("{ run: [no-such-program, --fast] }");
        assertThat(facts(ProcessRun.class).getFirst()).returns(ProcessRun.End.NOT_STARTED, ProcessRun::end);
        assertThat(facts(Misconfiguration.class))
                .singleElement()
                .extracting(Misconfiguration::what)
                .asString()
                .contains("'no-such-program' cannot be started in", "No such file or directory");
        assertThat(ledger.noted())
                .extracting(Write::state)
                .containsExactly(Write.State.ABOUT_TO_BE_SENT, Write.State.NOT_DONE);
    }

    @Test
    void aRunIsNotedBeforeAndAfter() throws Exception {
        attempt("{ run: 'exit 4' }");
        assertThat(ledger.noted())
                .extracting(Write::state)
                .containsExactly(Write.State.ABOUT_TO_BE_SENT, Write.State.ANSWERED);
        assertThat(ledger.noted().getLast().values()).isEqualTo(Map.of("exit-code", "4"));
    }

    @Test
    void aScriptThatOnlyReadsIsNotNoted() throws Exception {
        attempt("{ run: 'exit 0', read-only: true }");
        assertThat(ledger.noted()).isEmpty();
    }

    @Test
    void aScriptThatMayHaveRunBeforeAnInterruptionIsNotRunAgain() throws Exception {
        ledger.note(new Write("run", "x", Write.State.ABOUT_TO_BE_SENT, Map.of(), Instant.now()));
        attempt("{ run: 'echo ran > ran.txt' }");
        assertThat(facts(Trouble.class)).singleElement().returns(Trouble.Kind.INTERRUPTED, Trouble::kind);
        assertThat(judgements()).isEmpty();
        assertThat(folder.resolve("ran.txt")).doesNotExist();
    }

    @Test
    void aScriptThatMayBeRepeatedIsRunAgainAfterAnInterruption() throws Exception {
        ledger.note(new Write("run", "x", Write.State.ABOUT_TO_BE_SENT, Map.of(), Instant.now()));
        attempt("{ run: 'echo ran > ran.txt', repeat: true }");
        assertThat(folder.resolve("ran.txt")).exists();
    }

    @Test
    void aRegularExpressionFindsTheNumbers() throws Exception {
        attempt(
                "{ run: 'echo GOOD a; echo GOOD b; echo BAD c', tests: { regex: '^(?P<passed>GOOD)|^(?P<failed>BAD)' } }");
        assertThat(facts(TestResults.class))
                .singleElement()
                .returns(2, TestResults::passed)
                .returns(1, TestResults::failed);
    }

    @Test
    void filesThatTheScriptWritesHoldTheResults() throws Exception {
        attempt("""
                  run: |
                    mkdir -p build
                    echo '<testsuite><testcase name="a"/><testcase name="b"><failure message="no"/></testcase></testsuite>' > build/a.xml
                  tests: { junit: 'build/*.xml' }
                """.indent(2));
        assertThat(facts(TestResults.class))
                .singleElement()
                .returns(1, TestResults::passed)
                .returns(1, TestResults::failed);
        assertThat(missed()).containsExactly(new Judgement("failed", "0", "1", false, 2, "b"));
    }

    @Test
    void aFileFromBeforeTheScriptProvesNothing() throws Exception {
        Path old = Files.writeString(folder.resolve("old.xml"), "<testsuite><testcase name='a'/></testsuite>");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(60)));
        attempt("{ run: 'true', tests: { junit: '*.xml' } }");
        assertThat(facts(TestResults.class)).isEmpty();
        assertThat(missed())
                .singleElement()
                .extracting(Judgement::remark)
                .asString()
                .contains("before the script was started");
        assertThat(facts(Misconfiguration.class)).hasSize(1);
    }

    @Test
    void aFileThatIsMissingOrBrokenProvesNothing() throws Exception {
        attempt("{ run: 'echo \"<testsuite><testcase\" > cut.xml', tests: { junit: [cut.xml] } }");
        attempt("{ run: 'true', tests: { ctrf: gone.json }, read-only: true }");
        assertThat(facts(Misconfiguration.class))
                .extracting(Misconfiguration::what)
                .satisfiesExactly(
                        what -> assertThat(what).contains("cut.xml:2:1 is not well-formed XML, or was cut off"),
                        what -> assertThat(what).contains("there is no file gone.json"));
    }

    private void attempt(String own) throws Exception {
        String check = "- script:" + (own.startsWith("{") ? " " + own : "\n" + own);
        Map<String, String> ours =
                Map.of("PATH", System.getenv("PATH"), "OURS", "inherited", "DEPLOY_TOKEN", "deploy-me-now");
        PlanText plan = PlanText.read(folder, PlanText.around(check), new ScriptKind(ours));
        assertThat(plan.errors()).isEmpty();
        Attempt attempt = new Attempt(
                1,
                log,
                ledger,
                new FakeTraffic(),
                VALUES,
                Instant.now().plusSeconds(300),
                Time.system(),
                folder.resolve("run/artifacts/it/1"),
                Devices.NONE);
        plan.checks().getFirst().check().attempt(attempt);
    }

    private List<Judgement> judgements() {
        return facts(Judgement.class);
    }

    private List<Judgement> missed() {
        return judgements().stream().filter(judgement -> !judgement.met()).toList();
    }

    private <E extends Evidence> List<E> facts(Class<E> type) {
        return log.facts().stream().filter(type::isInstance).map(type::cast).toList();
    }
}
