package io.prodgate.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.cli.AppStage.AppRun;
import io.prodgate.demo.Scenario;
import io.prodgate.testing.DemoApks;
import io.prodgate.testing.SideBySide;
import io.prodgate.testing.SimulatedDevice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Whole runs of the demo's flows, unchanged: Maestro's engine, the real adb, simulated devices whose app calls the demo's
 * production. They mostly wait, so they run side by side, on devices of their own.
 */
@ResourceLock("adb-5037")
@Timeout(900)
class AppEngineTest {
    private static final Path MAESTRO = Path.of("src/android-lab");
    private static final Path FLOWS = Path.of("flows").toAbsolutePath();
    private static final String ALL = "flows: '" + FLOWS + "'";
    private static final String SIGN_UP = "flows: '" + FLOWS.resolve("sign-up.yaml") + "'";
    private static final String FRESH = "fresh-user: true";
    private static final String SECRET = "s3cr3t-of-the-environment-7d1f";
    private static final String PIN = "pin-of-the-plan-90c2e4";

    @TempDir
    private static Path folder;

    private static AttachedDevices attached;
    private static SideBySide<Ended> cases;

    /**
     * A run, and what was asked of its devices.
     *
     * @param calls the shell's, by serial
     */
    private record Ended(AppRun run, Map<String, List<String>> calls) {
        /** The calls that take the app's data away. */
        List<String> clearing() {
            return calls.values().stream()
                    .flatMap(List::stream)
                    .filter(call -> call.contains(DemoApks.PACKAGE))
                    .filter(call -> call.matches(".*\\b(clear|uninstall)\\b.*"))
                    .toList();
        }
    }

    /** Prepares a stage and runs it. */
    private interface Trial {
        AppRun run(AppStage stage) throws Exception;
    }

    @BeforeAll
    static void runAll() throws Exception {
        DemoApks.GOOD.path();
        attached = AttachedDevices.whereMaestroLooks(folder.resolve("home"));
        cases = new SideBySide<>();
        // In this order they take the least time together.
        begin("quota", Scenario.SIGN_UP_QUOTA, stage -> {
            stage.device();
            return stage.run(stage.plan(ALL, "tags: [smoke]"));
        });
        begin("crash", Scenario.HEALTHY, stage -> {
            stage.device("--fault", "app-crash=Start");
            return stage.run(stage.plan(SIGN_UP));
        });
        begin("approved", Scenario.HEALTHY, stage -> {
            stage.device();
            stage.device();
            return stage.with("APP_PIN", PIN)
                    .with("MAESTRO_CLOUD_API_KEY", SECRET)
                    .run(stage.plan(ALL, FRESH, "env: { RUN_ID: '${run.id}', PIN: '${secret.pin}' }"));
        });
        begin("disabled", Scenario.SIGN_UP_DISABLED, stage -> {
            stage.device();
            return stage.run(stage.plan(SIGN_UP));
        });
        begin("driver", Scenario.HEALTHY, stage -> {
            stage.device("--fault", "driver-dies=12");
            return stage.run(stage.plan(SIGN_UP));
        });
    }

    private static void begin(String name, Scenario scenario, Trial trial) {
        cases.begin(name, () -> {
            try (AppStage stage = AppStage.open(folder.resolve(name), scenario, attached, MAESTRO)) {
                AppRun run = trial.run(stage);
                Map<String, List<String>> calls = new HashMap<>();
                for (SimulatedDevice device : stage.devices()) {
                    calls.put(device.serial(), device.calls());
                }
                return new Ended(run, calls);
            }
        });
    }

    @AfterAll
    static void stop() {
        try (AttachedDevices devices = attached;
                SideBySide<Ended> begun = cases) {
            // Closed from the last to the first.
        }
    }

    private static AppRun run(String name) throws Exception {
        return cases.ended(name).run();
    }

    @Test
    void theDemosFlowsPassOnTwoDevicesWithAUserEach() throws Exception {
        AppRun run = run("approved");

        assertThat(run.ending()).as(run.said()).isEqualTo("approved 0");
        assertThat(run.checks())
                .containsExactly(
                        "app.apk passed - -",
                        "app.note passed - -",
                        "app.sign-up passed - -",
                        "app.ticket passed - -",
                        "app.fresh-users passed - -");
        assertThat(cases.ended("approved").clearing())
                .hasSize(3)
                .allMatch(call -> call.equals("pm clear " + DemoApks.PACKAGE));
        List<JsonNode> flows = Stream.of("app.note", "app.sign-up", "app.ticket")
                .flatMap(id -> evidence(run, id))
                .toList();
        assertThat(flows).hasSize(3);
        assertThat(flows.stream().map(flow -> flow.path("device").asText()).distinct())
                .as("both devices have worked")
                .hasSize(2);
    }

    private static Stream<JsonNode> evidence(AppRun run, String id) {
        try {
            return run.evidence(id, "flow-run").stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void noSecretIsInAnyFileOfARun() throws Exception {
        AppRun run = run("approved");

        try (Stream<Path> files = Files.walk(run.folder())) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all).hasSizeGreaterThan(10);
            for (Path file : all) {
                assertThat(Files.readString(file, ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(SECRET)
                        .doesNotContain(PIN);
            }
        }
        assertThat(run.said()).doesNotContain(SECRET).doesNotContain(PIN);
    }

    @Test
    void anAppThatCrashesIsNotApproved() throws Exception {
        AppRun run = run("crash");

        assertThat(run.ending()).as(run.said()).isEqualTo("not-approved 1");
        assertThat(run.attempts("app.sign-up")).containsOnly("production");
        assertThat(run.check("app.sign-up").path("outcome").asText()).isEqualTo("failed");
        assertThat(run.said()).containsIgnoringCase("crash");
    }

    @Test
    void aSignUpThatIsSwitchedOffIsTheFaultOfProduction() throws Exception {
        AppRun run = run("disabled");

        assertThat(run.ending()).as(run.said()).isEqualTo("not-approved 1");
        assertThat(run.attempts("app.sign-up")).containsOnly("production");
    }

    @Test
    void aQuotaOfSignUpsIsARateLimit() throws Exception {
        AppRun run = run("quota");

        assertThat(run.ending()).as(run.said()).isEqualTo("inconclusive 3");
        assertThat(run.checks()).filteredOn(check -> check.contains(" passed ")).hasSize(2);
        assertThat(run.checks())
                .filteredOn(check -> !check.contains(" passed "))
                .hasSize(1)
                .allMatch(check -> check.contains(" inconclusive rate-limit "));
    }

    @Test
    void aDriverThatDiesOnceIsNoFindingAboutProduction() throws Exception {
        AppRun run = run("driver");

        assertThat(run.ending()).as(run.said()).isEqualTo("approved 0");
        assertThat(run.attempts("app.sign-up")).containsExactly("infrastructure", "passed");
    }
}
