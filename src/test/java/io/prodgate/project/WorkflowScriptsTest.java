package io.prodgate.project;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.testing.TestTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scripts in workflows and in the action: what they call and what they tell the runner, with programs that only take notes. */
class WorkflowScriptsTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final String SHA256 = "ab".repeat(32);

    /** What people and branches may be called: nothing of it may be executed, or become a command of the runner. */
    private static final String HOSTILE =
            "x'\"$(touch PWNED)`touch PWNED`; touch PWNED\n::set-output name=gate::open\ngate=open\n/evil/bin";

    @TempDir
    Path folder;

    static Stream<WorkflowStep> steps() throws IOException {
        return WorkflowStep.all().stream();
    }

    @ParameterizedTest
    @MethodSource("steps")
    void shellcheckFindsNothing(WorkflowStep step) throws Exception {
        TestTool.find("shellcheck", "shellcheck");
        Process shellcheck = new ProcessBuilder("shellcheck", "--shell=bash", "-")
                .redirectErrorStream(true)
                .start();
        shellcheck.getOutputStream().write(step.script().getBytes(UTF_8));
        shellcheck.getOutputStream().close();
        String findings = new String(shellcheck.getInputStream().readAllBytes(), UTF_8);

        assertThat(shellcheck.waitFor()).as(findings).isZero();
    }

    @ParameterizedTest
    @MethodSource("steps")
    void valuesGetInAsVariablesOnly(WorkflowStep step) {
        assertThat(step.script()).doesNotContain("${{");
    }

    @Test
    void eachStepCallsWhatItIsExpectedTo() throws Exception {
        StringBuilder transcript = new StringBuilder();
        List<WorkflowStep> steps = WorkflowStep.all();
        for (int i = 0; i < steps.size(); i++) {
            WorkflowStep step = steps.get(i);
            DryRun.Outcome outcome = dryRun(i).run(step, WorkflowScriptsTest::usual);
            assertThat(outcome.exitCode()).as(step + "\n" + outcome.printed()).isZero();
            transcript.append("== ").append(step).append('\n');
            outcome.calls()
                    .forEach(call -> transcript
                            .append(call.replaceAll("/dev/fd/\\d+", "/dev/fd/N"))
                            .append('\n'));
            outcome.output()
                    .lines()
                    .forEach(line -> transcript.append("output: ").append(line).append('\n'));
            outcome.path()
                    .lines()
                    .forEach(line -> transcript.append("path: ").append(line).append('\n'));
        }
        Path golden = Path.of("src/test/resources/golden/project/workflow-steps.txt");
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(golden, transcript);
        }
        assertThat(transcript.toString()).isEqualTo(Files.readString(golden));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void hostileValuesBecomeNoCommands(WorkflowStep step) throws Exception {
        DryRun run = dryRun(0);

        DryRun.Outcome outcome = run.run(step, expression -> HOSTILE);

        assertThat(run.work().resolve("PWNED")).doesNotExist();
        assertThat(run.root().resolve("PWNED")).doesNotExist();
        assertThat(outcome.printed().lines()).noneMatch(line -> line.startsWith("::"));
        assertThat(outcome.output().lines()).noneMatch(line -> line.startsWith("gate="));
        assertThat(outcome.path().lines()).noneMatch(line -> line.startsWith("/evil"));
    }

    @Test
    void aHostileBranchNameBecomesNoCommand() throws Exception {
        for (WorkflowStep step : WorkflowStep.all()) {
            DryRun run = dryRun(WorkflowStep.all().indexOf(step));
            run.set("GITHUB_REF_NAME", "$(touch${IFS}PWNED)`touch${IFS}PWNED`");
            DryRun.Outcome outcome = run.run(step, WorkflowScriptsTest::usual);
            assertThat(run.work().resolve("PWNED")).as(step.toString()).doesNotExist();
            assertThat(outcome.printed().lines()).noneMatch(line -> line.startsWith("::"));
        }
    }

    @Test
    void aDecisionIsHeldAgainstThePackageThatWasProvenAndHandsOnNoOther() throws Exception {
        WorkflowStep gate = WorkflowStep.all().stream()
                .filter(step -> step.toString().equals("decision.yml / frontend / The gate"))
                .findFirst()
                .orElseThrow();
        String verify = "prodgate verify prodgate-reports --revision " + COMMIT + " --key ROOT/temp/gate.pub";

        DryRun.Outcome proven = dryRun(0).run(gate, WorkflowScriptsTest::usual);
        assertThat(proven.calls()).contains(verify + " --apk app/app-production.apk");
        assertThat(proven.output().lines()).contains("package=proven");

        DryRun without = dryRun(1);
        without.set("PACKAGES", "0");
        DryRun.Outcome none = without.run(gate, WorkflowScriptsTest::usual);
        assertThat(none.calls()).contains(verify);
        assertThat(none.output().lines()).containsExactly("revision=" + COMMIT);

        DryRun refusing = dryRun(2);
        refusing.set("REFUSES", "verify");
        DryRun.Outcome refused = refusing.run(gate, WorkflowScriptsTest::usual);
        assertThat(refused.exitCode()).isOne();
        assertThat(refused.output()).isEmpty();
    }

    /** What the expressions of the workflows usually are; an expression that is not here is a mistake of the workflow or of the test. */
    private static String usual(String expression) {
        Map<String, String> values = Map.ofEntries(
                Map.entry("github.sha", COMMIT),
                Map.entry("github.token", "token"),
                Map.entry("github.action_repository || github.repository", "acme/prodgate"),
                Map.entry("inputs.version", "0.1.0"),
                Map.entry("inputs.sha256", SHA256),
                Map.entry("inputs.mirror", ""),
                Map.entry("inputs.plan", "gate plan.yaml"),
                Map.entry("inputs.out", "prodgate-reports"),
                Map.entry("inputs.args", "--strict\n--set\nregion=eu west\n"),
                Map.entry("inputs.signing-key", "key"),
                Map.entry("inputs.decision", "release"),
                Map.entry("inputs.reason", "--known: INC-12; it's harmless"),
                Map.entry("inputs.override-critical", "true"),
                Map.entry("steps.archive.outputs.url", "https://example.com/prodgate.tar.gz"),
                Map.entry("steps.archive.outputs.file", "archive.tar.gz"),
                Map.entry("steps.gate.outputs.revision", COMMIT),
                Map.entry("vars.PRODGATE_PUBLIC_KEY", "public"),
                Map.entry("steps.version.outputs.version", "0.1.0"),
                Map.entry("needs.jvm.outputs.version", "0.1.0"),
                Map.entry("matrix.processor", "amd64"),
                Map.entry("matrix.platform", "linux-x86_64"));
        if (expression.startsWith("secrets.")) {
            return expression.substring("secrets.".length());
        }
        if (!values.containsKey(expression)) {
            throw new AssertionError("what is ${{ " + expression + " }} in a dry run?");
        }
        return values.get(expression);
    }

    private DryRun dryRun(int number) throws IOException {
        DryRun run = new DryRun(
                Files.createDirectories(folder.resolve("run-" + number)).toRealPath());
        for (String program : List.of("gh", "mvn", "terraform")) {
            run.stub(program, "");
        }
        run.real("yes");
        run.stub("prodgate", "[ \"$1\" != \"${REFUSES:-}\" ] || exit 1\n[ \"$1\" != gate ] || echo '{}'\n");
        run.stub("jq", "case $* in *packages*) echo \"${PACKAGES:-1}\";; *) echo " + COMMIT + ";; esac\n");
        // What is noted is what would be done as root; a file is "written" by tee.
        run.stub("sudo", "[ \"$1\" != tee ] || cat >/dev/null\n");
        run.stub("curl", "while (($# > 1)); do [ \"$1\" = --output ] && echo archive >\"$2\"; shift; done\n");
        run.stub("sha256sum", "cat >/dev/null; echo " + SHA256 + "  -\n");
        run.stub("unzip", "");
        run.stub("docker", "[ \"$1\" != run ] || { mkdir -p work/demo && echo {} >work/demo/report.json; }\n");
        run.stub("tar", """
            while (($# > 1)); do [ "$1" = -C ] && mkdir -p "$2/bin" && cp "$(type -P prodgate)" "$2/bin/prodgate"; shift; done
            true
            """);
        run.stub("android/cmdline-tools/latest/bin/sdkmanager", "");
        run.local("deploy-frontend", "");
        run.local("app/app-production.apk", "");
        run.local(".ci/run", "");
        run.local("mvnw", "");
        run.local("prodgate", "");
        run.local("target/prodgate-0.1.0-runner", "");
        run.local("src/packages/make", "");
        run.local("target/archive/prodgate-0.1.0-linux-x86_64/bin/prodgate", "");
        Sandbox.write(run.work().resolve("pom.xml"), "<project>\n    <version>0.1.0</version>\n</project>\n");
        return run;
    }
}
