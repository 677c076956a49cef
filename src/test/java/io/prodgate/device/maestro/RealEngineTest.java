package io.prodgate.device.maestro;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.prodgate.demo.DemoPlatform;
import io.prodgate.demo.Scenario;
import io.prodgate.evidence.FlowRun;
import io.prodgate.evidence.FlowRun.End;
import io.prodgate.evidence.FlowRun.Failure;
import io.prodgate.evidence.Redactor;
import io.prodgate.evidence.Time;
import io.prodgate.testing.LabDevice;
import io.prodgate.testing.SimulatedDevice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Maestro's real engine, called as the product calls Maestro, on a simulated device whose app asks the demo's production. */
class RealEngineTest {
    private static final String APP = "io.prodgate.demo.tickets";
    private static final String SECRET = "pa55 \"w\\rd €5#1";

    @TempDir
    static Path folder;

    private static DemoPlatform platform;
    private static LabDevice device;

    private final Map<String, String> more = new HashMap<>();
    private final List<String> seen = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        platform = DemoPlatform.start(Scenario.HEALTHY);
        platform.writePlan(folder.resolve("plan"));
        device = LabDevice.start(
                folder.resolve("device"),
                "Lab_API_34",
                List.of(
                        "--installed",
                        APP,
                        "--production",
                        platform.url().toString().replace("localhost", "10.0.2.2"),
                        "--trust",
                        folder.resolve("plan/demo-ca.pem").toString()));
    }

    @AfterAll
    static void stop() {
        device.close();
        platform.close();
    }

    @AfterEach
    void mend() throws Exception {
        device.mend();
    }

    private List<FlowRun> run(String name, Flow... flows) throws IOException, InterruptedException {
        Path root = folder.resolve(name);
        Files.createDirectories(root.resolve("private"));
        MaestroSettings settings = new MaestroSettings(
                Path.of("src/android-lab/maestro").toAbsolutePath().toString(),
                JsonNodeFactory.instance.objectNode(),
                true,
                false,
                root.resolve("private"));
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("HOME", device.adbHome().toString());
        environment.put("MAESTRO_DRIVER_STARTUP_TIMEOUT", "20000");
        environment.putAll(more);
        FlowOrder order = new FlowOrder(
                device.serial(),
                Arrays.asList(flows),
                Map.of("RUN_ID", "run-7", "PASSWORD", SECRET),
                root.resolve("run/artifacts"),
                root.resolve("run"),
                Duration.ofMinutes(5),
                Duration.ofMinutes(10));
        return new MaestroProcess(settings, environment, new Redactor(List.of(SECRET)), Time.system())
                .run(order, (flow, step) -> seen.add(flow + ": " + step));
    }

    private static Flow demo(String name) {
        Path file = Path.of("flows", name + ".yaml").toAbsolutePath();
        return new Flow(name, file, name + ".yaml", APP, List.of(), Optional.empty(), 1);
    }

    private static Flow written(String name, String app, String... commands) throws IOException {
        Path file = folder.resolve(name + ".yaml");
        Files.writeString(file, "appId: " + app + "\n---\n" + String.join("\n", commands) + "\n");
        return new Flow(name, file, name + ".yaml", app, List.of(), Optional.empty(), 1);
    }

    @Test
    void flowsPassPutOutTheirUserAndKnowASecretThatIsKeptNowhere() throws Exception {
        Flow secret = written(
                "secret",
                APP,
                "- evalScript: ${output.same = PASSWORD === 'pa55 \"w\\\\rd €5#1'}",
                "- assertTrue: ${output.same}");

        List<FlowRun> runs = run("passes", demo("sign-up"), secret);

        assertThat(runs).as(runs.toString()).extracting(FlowRun::end).containsExactly(End.PASSED, End.PASSED);
        assertThat(runs).extracting(FlowRun::exitCode).containsOnly(Optional.of(0));
        assertThat(runs.getFirst().outputs().get("USER_ID")).matches("user-[0-9a-f]{32}");
        assertThat(seen)
                .contains("sign-up: begins", "secret: begins")
                .anyMatch(line -> line.startsWith("sign-up: Launch app"));
        assertThat(kept(runs.getFirst(), "commands.json"))
                .contains("\"PASSWORD\" : \"***\"")
                .contains("prodgate run-7")
                .doesNotContain("pa55");
        assertThat(kept(runs.getLast(), "commands.json")).contains("\"PASSWORD\" : \"***\"");
        for (String file : runs.getLast().files()) {
            // It stands in the flow itself.
            assertThat(kept(runs.getLast(), file).replace("=== 'pa55", "")).doesNotContain("pa55");
        }
    }

    private static String kept(FlowRun run, String name) throws IOException {
        String kept = run.files().stream()
                .filter(file -> file.endsWith(name))
                .findFirst()
                .orElseThrow();
        return Files.readString(folder.resolve("passes/run").resolve(kept), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"offline", "unauthorized"})
    void aStrangerThatDoesNotAnswerHidesNothing(String state) throws Exception {
        try (SimulatedDevice stranger = SimulatedDevice.start(5037, "--avd", "Stranger", "--fault", state)) {
            device.awaitListed(stranger.serial(), state);

            FlowRun run = run(state, demo("sign-up")).getFirst();

            assertThat(run.end()).as(run.toString()).isEqualTo(End.PASSED);
            assertThat(run.exitCode()).contains(0);
            device.awaitListed(stranger.serial(), state);
        }
    }

    @Test
    void whereOurProxyCannotBeUsedTheStrangerIsNamed() throws Exception {
        try (SimulatedDevice stranger = SimulatedDevice.start(5037, "--avd", "Stranger", "--fault", "offline")) {
            device.awaitListed(stranger.serial(), "offline");
            more.put("JAVA_OPTS", "-DsocksProxyHost=proxy.example.com");

            FlowRun run = run("proxied", demo("sign-up")).getFirst();

            assertThat(run.end()).isEqualTo(End.NOT_RUN);
            assertThat(run.message())
                    .contains(
                            "adb lists " + stranger.serial() + " as offline, and one such device hides all others",
                            "adb -s " + stranger.serial() + " emu kill",
                            "take the SOCKS proxy out of Maestro's Java options");
        }
    }

    @Test
    void aVerdictIsReadWithItsPicture() throws Exception {
        FlowRun run = run("verdict", written("absent", "com.example.absent", "- launchApp"))
                .getFirst();

        assertThat(run.end()).isEqualTo(End.FAILED);
        assertThat(run.failure()).contains(Failure.VERDICT);
        assertThat(run.message()).isEqualTo("Package com.example.absent is not installed");
        assertThat(run.files()).anyMatch(file -> file.endsWith(".png"));
    }

    @Test
    void aDriverThatDiesIsSeenInTheFirstFlowAndInTheNextOnes() throws Exception {
        device.fault("driver-dies", "12");
        List<FlowRun> runs = run("dies", demo("sign-up"), demo("ticket"));

        assertThat(runs).extracting(FlowRun::end).containsExactly(End.FAILED, End.FAILED);
        assertThat(runs)
                .extracting(FlowRun::message)
                .allMatch(message -> message.contains("Device server died during"));
        assertThat(runs).extracting(run -> run.failure().orElseThrow()).doesNotContain(Failure.VERDICT);
        assertThat(runs.getFirst().step()).isPresent();
    }

    @Test
    void aDriverThatDoesNotStartLeavesItsWordsAndNoFlow() throws Exception {
        device.fault("instrumentation-failure", "true");
        FlowRun run = run("instrumentation", demo("sign-up")).getFirst();

        assertThat(run.end()).isEqualTo(End.NOT_RUN);
        assertThat(run.standardError()).contains("Maestro instrumentation could not be initialized");
        assertThat(run.exitCode()).contains(1);
    }

    @Test
    void aDialogOfTheSystemIsFoundOnTheScreen() throws Exception {
        device.fault("system-dialog", "System UI isn't responding");
        FlowRun run = run("dialog", demo("sign-up")).getFirst();

        assertThat(run.end()).isEqualTo(End.FAILED);
        assertThat(run.failure()).contains(Failure.VERDICT);
        assertThat(run.step()).isPresent();
        assertThat(run.dialog()).contains("System UI isn't responding");
        assertThat(run.files()).anyMatch(file -> file.endsWith(".png"));
    }

    @Test
    void aCrashOfTheAppIsFoundInTheReport() throws Exception {
        device.fault("app-crash", "Send");
        FlowRun run = run("crash", demo("ticket")).getFirst();

        assertThat(run.end()).isEqualTo(End.FAILED);
        assertThat(run.crash().orElseThrow()).contains(APP);
    }
}
