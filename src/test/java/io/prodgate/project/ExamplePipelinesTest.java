package io.prodgate.project;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.testing.TestTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The examples for other CIs: their keys are known, their jobs fit together, and no shell finds fault with their scripts. */
class ExamplePipelinesTest {
    private static final Path EXAMPLES = Path.of("docs/examples");
    private static final Set<String> OF_A_JOB = Set.of(
            "extends",
            "stage",
            "image",
            "environment",
            "script",
            "parallel",
            "allow_failure",
            "artifacts",
            "needs",
            "rules",
            "variables",
            "interruptible",
            "resource_group");
    private static final Set<String> OF_A_STEP = Set.of(
            "label",
            "key",
            "command",
            "concurrency",
            "concurrency_group",
            "parallelism",
            "timeout_in_minutes",
            "artifact_paths",
            "soft_fail",
            "depends_on",
            "wait",
            "block",
            "prompt",
            "allowed_teams",
            "fields");

    /** The fields of the API's documents that the manifests use, each below the one that may hold it. */
    private static final Map<String, Set<String>> OF_KUBERNETES = Map.ofEntries(
            Map.entry("Job", Set.of("apiVersion", "kind", "metadata", "spec")),
            Map.entry("CronJob", Set.of("apiVersion", "kind", "metadata", "spec")),
            Map.entry("metadata", Set.of("name", "generateName", "labels")),
            Map.entry(
                    "Job.spec",
                    Set.of(
                            "backoffLimit",
                            "backoffLimitPerIndex",
                            "activeDeadlineSeconds",
                            "ttlSecondsAfterFinished",
                            "completionMode",
                            "completions",
                            "parallelism",
                            "template")),
            Map.entry(
                    "CronJob.spec",
                    Set.of(
                            "schedule",
                            "timeZone",
                            "concurrencyPolicy",
                            "startingDeadlineSeconds",
                            "successfulJobsHistoryLimit",
                            "failedJobsHistoryLimit",
                            "jobTemplate")),
            Map.entry("jobTemplate", Set.of("metadata", "spec")),
            Map.entry("template", Set.of("metadata", "spec")),
            Map.entry(
                    "template.spec",
                    Set.of(
                            "restartPolicy",
                            "terminationGracePeriodSeconds",
                            "automountServiceAccountToken",
                            "securityContext",
                            "containers",
                            "volumes")),
            Map.entry(
                    "containers",
                    Set.of("name", "image", "args", "env", "envFrom", "securityContext", "resources", "volumeMounts")));

    @Test
    void gitLabsJobsAreKnownAndNothingButVerifyOpensTheGate() throws Exception {
        Map<String, Map<?, ?>> jobs = new LinkedHashMap<>();
        Map<?, ?> yaml = (Map<?, ?>) load(EXAMPLES.resolve("gitlab-ci.yml")).getFirst();
        yaml.forEach((name, job) -> {
            if (!name.equals("stages")) {
                jobs.put(name.toString(), (Map<?, ?>) job);
            }
        });

        assertThat(jobs)
                .allSatisfy((name, job) ->
                        assertThat(strings(job.keySet())).as(name).isSubsetOf(OF_A_JOB));
        jobs.forEach((name, job) -> {
            assertThat(strings(job.get("needs"))).as(name + " needs").isSubsetOf(jobs.keySet());
            assertThat(strings(job.get("extends"))).as(name + " extends").isSubsetOf(jobs.keySet());
            assertThat(strings(job.get("stage"))).as(name + " stage").isSubsetOf(strings(yaml.get("stages")));
        });
        for (String validates : List.of("shard", "merge")) {
            assertThat(map(jobs, validates).get("allow_failure")).isEqualTo(Map.of("exit_codes", List.of(1, 3)));
        }
        assertThat(strings(map(jobs, ".frontend").get("script")).getFirst()).startsWith("prodgate verify ");
        assertThat(jobs.values()).allSatisfy(job -> noFault(String.join("\n", strings(job.get("script")))));
    }

    @Test
    void buildkitesStepsAreKnownAndNothingButVerifyOpensTheGate() throws Exception {
        List<String> keys = new ArrayList<>();
        for (String file : List.of("pipeline.yml", "decision.yml")) {
            Map<?, ?> yaml = (Map<?, ?>)
                    load(EXAMPLES.resolve("buildkite").resolve(file)).getFirst();
            assertThat(strings(yaml.keySet())).containsExactly("steps");
            for (Object one : list(yaml, "steps")) {
                Map<?, ?> step = (Map<?, ?>) one;
                assertThat(strings(step.keySet())).isSubsetOf(OF_A_STEP);
                keys.addAll(strings(step.get("key")));
                assertThat(strings(step.get("depends_on"))).isSubsetOf(keys);
                String command = step.get("command") instanceof String text ? text : "";
                assertThat(command.replace("$$", ""))
                        .as("what is left to the agent's shell")
                        .doesNotContain("$");
                noFault(command.replace("$$", "$"));
                if ("frontend".equals(step.get("key"))) {
                    assertThat(command.indexOf("prodgate verify ")).isBetween(0, command.indexOf("./deploy-frontend"));
                    assertThat(step.containsKey("soft_fail")).isFalse();
                }
            }
        }
        assertThat(keys).containsExactly("infrastructure", "shards", "verdict", "frontend", "closed", "decide");
    }

    @Test
    void theManifestsHaveNoFieldThatKubernetesDoesNotKnowAndNeedNoRights() throws Exception {
        Set<String> kinds = new TreeSet<>();
        for (String file : List.of("job.yaml", "shards.yaml", "cronjob.yaml")) {
            for (Object document : load(EXAMPLES.resolve("kubernetes").resolve(file))) {
                Map<?, ?> manifest = (Map<?, ?>) document;
                String kind = at(manifest, "kind").toString();
                kinds.add(kind + " "
                        + Map.copyOf(map(manifest, "metadata")).keySet().contains("labels"));
                assertThat(manifest.get("apiVersion")).isEqualTo("batch/v1");
                fields(kind, manifest);
                fields("metadata", map(manifest, "metadata"));
                Map<?, ?> spec = map(manifest, "spec");
                if (kind.equals("CronJob")) {
                    fields("CronJob.spec", spec);
                    fields("jobTemplate", map(spec, "jobTemplate"));
                    spec = map(map(spec, "jobTemplate"), "spec");
                }
                job(spec);
            }
        }
        assertThat(kinds).containsExactly("CronJob true", "Job true");
    }

    private static void job(Map<?, ?> spec) {
        fields("Job.spec", spec);
        fields("template", map(spec, "template"));
        Map<?, ?> pod = map(map(spec, "template"), "spec");
        fields("template.spec", pod);
        assertThat(pod.get("restartPolicy")).isEqualTo("Never");
        assertThat(pod.get("automountServiceAccountToken")).isEqualTo(false);
        assertThat(map(pod, "securityContext")).extracting("runAsNonRoot").isEqualTo(true);
        Set<String> volumes = new TreeSet<>();
        (list(pod, "volumes"))
                .forEach(volume -> volumes.add(at((Map<?, ?>) volume, "name").toString()));
        Map<?, ?> container = (Map<?, ?>) (list(pod, "containers")).getFirst();
        fields("containers", container);
        assertThat(map(container, "securityContext"))
                .isEqualTo(Map.of(
                        "allowPrivilegeEscalation",
                        false,
                        "readOnlyRootFilesystem",
                        true,
                        "capabilities",
                        Map.of("drop", List.of("ALL"))));
        assertThat(list(container, "volumeMounts"))
                .allSatisfy(mount -> assertThat(volumes)
                        .contains(at((Map<?, ?>) mount, "name").toString()));
        if ("Indexed".equals(spec.get("completionMode"))) {
            assertThat((list(container, "env")).toString()).contains("value=" + spec.get("completions"));
        }
    }

    private static void fields(String where, Map<?, ?> there) {
        assertThat(strings(there.keySet()))
                .as("fields of " + where)
                .isSubsetOf(OF_KUBERNETES.getOrDefault(where, Set.of()));
    }

    @Test
    void jenkinsAsksThePersonBeforeAnAgentAndVerifiesBeforeItDeploys() throws Exception {
        String pipeline = Files.readString(EXAMPLES.resolve("Jenkinsfile"));

        assertThat(pipeline.chars().filter(c -> c == '{').count())
                .isEqualTo(pipeline.chars().filter(c -> c == '}').count());
        assertThat(pipeline).contains("beforeInput true", "unstable('inconclusive", "submitterParameter 'DECIDED_BY'");
        assertThat(pipeline.indexOf("prodgate verify ")).isPositive().isLessThan(pipeline.indexOf("./deploy-frontend"));
        // Groovy puts values into texts in double quotes only, and a script must not be made of values.
        assertThat(pipeline).doesNotContainPattern("sh\\s*\\(?\\s*\"").doesNotContainPattern("script:\\s*\"");
        for (String line :
                pipeline.lines().filter(line -> line.strip().startsWith("sh '")).toList()) {
            noFault(line.strip().substring(4, line.strip().length() - 1));
        }
    }

    private static void noFault(String script) {
        try {
            TestTool.find("shellcheck", "shellcheck");
            // The files that a CI fetches, and variables that it sets, are not there.
            Process shellcheck = new ProcessBuilder("shellcheck", "--shell=sh", "--exclude=SC2154,SC2164", "-")
                    .redirectErrorStream(true)
                    .start();
            shellcheck.getOutputStream().write(script.getBytes(UTF_8));
            shellcheck.getOutputStream().close();
            String findings = new String(shellcheck.getInputStream().readAllBytes(), UTF_8);
            assertThat(shellcheck.waitFor()).as(script + "\n" + findings).isZero();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Object> load(Path file) throws IOException {
        List<Object> documents = new ArrayList<>();
        new Load(LoadSettings.builder().build())
                .loadAllFromString(Files.readString(file))
                .forEach(documents::add);
        return documents;
    }

    /** One or several words, as texts. */
    private static Object at(Map<?, ?> yaml, String key) {
        return Objects.requireNonNull(yaml.get(key), key);
    }

    private static Map<?, ?> map(Map<?, ?> yaml, String key) {
        return WorkflowStep.map(yaml, key);
    }

    private static List<?> list(Map<?, ?> yaml, String key) {
        return WorkflowStep.list(yaml, key);
    }

    private static List<String> strings(@Nullable Object value) {
        if (value instanceof Iterable<?> several) {
            List<String> texts = new ArrayList<>();
            several.forEach(one -> texts.add(String.valueOf(one)));
            return texts;
        }
        return value == null ? List.of() : List.of(value.toString());
    }
}
