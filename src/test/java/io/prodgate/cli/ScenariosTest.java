package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.BoundCheck;
import io.prodgate.check.CheckKind;
import io.prodgate.check.SafetyClass;
import io.prodgate.evidence.FaultRun;
import io.prodgate.journal.Fold;
import io.prodgate.journal.JournalReader;
import io.prodgate.journal.RunResult;
import io.prodgate.testing.AllKinds;
import io.prodgate.testing.FakeKubernetes;
import io.prodgate.testing.PlanText;
import io.prodgate.testing.ProductionRun;
import io.prodgate.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every scenario, as users put them into their plans. */
class ScenariosTest {
    private ScenarioPlans plans;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws Exception {
        plans = new ScenarioPlans();
    }

    @AfterEach
    void close() {
        plans.close();
    }

    static Stream<ScenarioFile> all() {
        return ScenarioFile.all().stream();
    }

    static Stream<ScenarioFile> disruptive() {
        return all().filter(one -> one.safety() == SafetyClass.DISRUPTIVE);
    }

    @ParameterizedTest
    @MethodSource("all")
    void itIsValidInAPlanWithTheSystemsAndSecretsThatItNames(ScenarioFile scenario) throws Exception {
        Path plan = plan(scenario);

        Shell.Result result = shell().run("check", plan.toString());

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).doesNotContain("warning:");
        assertThat(scenario.systems())
                .allSatisfy(system -> assertThat(scenario.stage())
                        .containsPattern(
                                switch (system) {
                                    case "prometheus" -> "abort-when|alert:";
                                    case "jaeger" -> "trace:";
                                    default -> system;
                                }));
        assertThat(scenario.secrets())
                .allSatisfy(secret -> assertThat(scenario.stage()).contains("${secret." + secret + "}"));
        assertThat(scenario.proves()).contains("S2-AC4");
    }

    @ParameterizedTest
    @MethodSource("all")
    void itIsOfTheClassThatItSaysAndBeginsWithASteadyState(ScenarioFile scenario) throws Exception {
        List<BoundCheck> checks = PlanText.read(
                        folder,
                        plans.around(scenario, folder),
                        AllKinds.in(Map.of()).toArray(CheckKind[]::new))
                .checks();

        boolean breaks = checks.stream().anyMatch(BoundCheck::disruptive);
        assertThat(checks.stream().map(BoundCheck::safety).max(Comparator.naturalOrder()))
                .contains(scenario.safety());
        String steady = scenario.name() + "-steady";
        assertThat(checks.getFirst().entry().id()).isEqualTo(steady);
        assertThat(checks.subList(1, checks.size()))
                .isNotEmpty()
                .allSatisfy(check -> assertThat(
                                check.entry().needs().isEmpty()
                                        ? check.entry().under().stream().toList()
                                        : check.entry().needs())
                        .isNotEmpty());
        if (breaks) {
            assertThat(checks.get(1).check().makesCondition()).isTrue();
            assertThat(checks.get(1).entry().needs()).containsExactly(steady);
            assertThat(checks)
                    .as("something is looked at while it is broken, and afterwards")
                    .anyMatch(check -> check.entry().under().isPresent())
                    .anyMatch(check -> check.entry().needs().contains(scenario.name()));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void withoutTheOptionNothingIsBrokenAndNothingOfThatIsPassed(ScenarioFile scenario) throws Exception {
        Path out = folder.resolve("run");

        Shell.Result result = shell().run("run", plan(scenario).toString(), "--out", out.toString());

        assertThat(plans.calls()).isEmpty();
        assertThat(plans.cluster.requests()).isEmpty();
        RunResult run = Fold.of(JournalReader.read(out).entries());
        if (scenario.safety() == SafetyClass.DISRUPTIVE) {
            assertThat(run.checks())
                    .extracting(check -> check.head().id())
                    .as("nothing is left but the steady state")
                    .containsExactly(scenario.name() + "-steady");
            assertThat(result.out()).contains("APPROVED WITH CONDITIONS", "without --allow-disruption");
        } else {
            assertThat(result.exitCode()).as("this production takes no ticket").isNotZero();
        }
        assertThat(folder.resolve("state/leases")).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("disruptive")
    void withTheOptionItIsBrokenAndUndone(ScenarioFile scenario) throws Exception {
        String plan = plans.around(scenario, folder);
        var worker = plans.cluster.at(FakeKubernetes.WORKER).path("spec").deepCopy();

        ProductionRun run = ProductionRun.of(folder, plan);

        assertThat(run.judged().verdict()).as("this production takes no ticket").isNotEqualTo(Verdict.APPROVED);
        assertThat(run.check(scenario.name()).attempts().getLast().evidence())
                .filteredOn(FaultRun.class::isInstance)
                .extracting(fact -> (FaultRun) fact)
                .last()
                .satisfies(fault ->
                        assertThat(fault.trouble()).as(fault.toString()).isEmpty())
                .satisfies(fault -> assertThat(fault.from()).isPresent())
                .satisfies(fault -> assertThat(fault.to()).isPresent());
        assertThat(plans.calls().size() + plans.cluster.changes().size()).isGreaterThanOrEqualTo(2);
        assertThat(plans.harmless()).isTrue();
        assertThat(plans.cluster.at(FakeKubernetes.WORKER).path("spec")).isEqualTo(worker);
        assertThat(plans.cluster.below("/apis/networking.k8s.io")).isEmpty();
    }

    @Test
    void allAreListedAndEachIsPrintedAsItStandsInAPlan() {
        Shell.Result list = shell().run("scenario");
        assertThat(list.exitCode()).isZero();
        Golden.assertMatches("scenario.txt", list.out());

        assertThat(ScenarioFile.all()).allSatisfy(scenario -> {
            Shell.Result one = shell().run("scenario", scenario.name());
            assertThat(one.exitCode()).isZero();
            assertThat(one.out()).isEqualTo(scenario.stage());
        });
    }

    @Test
    void anUnknownOneIsAMistakeWithTheNearestName() {
        Shell.Result result = shell().run("scenario", "redis-gon");

        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("there is no scenario 'redis-gon'", "redis-gone");
    }

    @Test
    void allFilesAreScenariosAndAllAreInTheDocumentation() throws Exception {
        List<String> names = ScenarioFile.all().stream().map(ScenarioFile::name).toList();
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/scenarios"))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".yaml", "")))
                    .containsExactlyInAnyOrderElementsOf(names);
        }
        assertThat(Files.readAllLines(Path.of("docs/scenarios.md")))
                .containsAll(ScenarioFile.all().stream()
                        .map(one -> "| `%s` | %s | %s | %s | %s | %s |"
                                .formatted(
                                        one.name(),
                                        one.title(),
                                        one.proves(),
                                        one.safety().wireName(),
                                        listed(one.systems()),
                                        listed(one.secrets())))
                        .toList());
    }

    private static String listed(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private Path plan(ScenarioFile scenario) throws Exception {
        return Files.writeString(folder.resolve("prodgate.yaml"), plans.around(scenario, folder));
    }

    private Shell shell() {
        return Shell.inEarnest(Map.of(
                "PRODGATE_STATE", folder.resolve("state").toString(),
                "KUBECACHEDIR", folder.resolve("kube").toString(),
                "PATH", System.getenv("PATH")));
    }
}
