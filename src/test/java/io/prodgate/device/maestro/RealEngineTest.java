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
import io.prodgate.testing.LabDevices;
import io.prodgate.testing.SideBySide;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Maestro's real engine, called as the product calls Maestro, on simulated devices whose app asks the demo's production. It mostly
 * waits, so cases run side by side; those with strangers come first, as strangers are in everybody's way.
 */
@Timeout(300)
class RealEngineTest {
    private static final String APP = "io.prodgate.demo.tickets";
    private static final String SECRET = "pa55 \"w\\rd €5#1";

    @TempDir
    static Path folder;

    private static DemoPlatform platform;
    private static LabDevices devices;
    private static String offline;
    private static SideBySide<Ended> cases;

    /**
     * What a case left behind.
     *
     * @param seen what was told while it ran
     */
    private record Ended(List<FlowRun> runs, List<String> seen) {
        FlowRun first() {
            return runs.getFirst();
        }
    }

    @BeforeAll
    static void start() throws Exception {
        platform = DemoPlatform.start(Scenario.HEALTHY);
        platform.writePlan(folder.resolve("plan"));
        devices = LabDevices.start(
                folder,
                "Lab_API_34",
                List.of(
                        "--installed",
                        APP,
                        "--production",
                        platform.url().toString().replace("localhost", "10.0.2.2"),
                        "--trust",
                        folder.resolve("plan/demo-ca.pem").toString()));
        cases = new SideBySide<>();
        offline = runWithStrangers();
        begin("crash", device -> {
            device.fault("app-crash", "Send");
            return run("crash", device, Map.of(), demo("ticket"));
        });
        begin("dialog", device -> {
            device.fault("system-dialog", "System UI isn't responding");
            return run("dialog", device, Map.of(), demo("sign-up"));
        });
        begin("instrumentation", device -> {
            device.fault("instrumentation-failure", "true");
            return run("instrumentation", device, Map.of(), demo("sign-up"));
        });
        begin("passes", device -> run("passes", device, Map.of(), demo("sign-up"), secret()));
        begin("dies", device -> {
            device.fault("driver-dies", "12");
            return run("dies", device, Map.of(), demo("sign-up"), demo("ticket"));
        });
        begin("verdict", device -> {
            Flow absent = written("absent", "com.example.absent", "- launchApp");
            return run("verdict", device, Map.of(), absent);
        });
    }

    /**
     * They stay as long as these cases, which see that; only one is there when it is to be named.
     *
     * @return its serial
     */
    private static String runWithStrangers() throws Exception {
        try (SimulatedDevice one = SimulatedDevice.start(5037, "--avd", "Stranger", "--fault", "offline")) {
            begin("proxied", device -> {
                device.awaitListed(one.serial(), "offline");
                Map<String, String> proxy = Map.of("JAVA_OPTS", "-DsocksProxyHost=proxy.example.com");
                return run("proxied", device, proxy, demo("sign-up"));
            });
            cases.await();
            try (SimulatedDevice other = SimulatedDevice.start(5037, "--avd", "Other", "--fault", "unauthorized")) {
                begin("strangers", device -> {
                    device.awaitListed(one.serial(), "offline");
                    device.awaitListed(other.serial(), "unauthorized");
                    Ended ended = run("strangers", device, Map.of(), demo("sign-up"));
                    device.awaitListed(one.serial(), "offline");
                    device.awaitListed(other.serial(), "unauthorized");
                    return ended;
                });
                cases.await();
            }
            return one.serial();
        }
    }

    private static void begin(String name, LabDevices.Use<Ended> use) {
        cases.begin(name, () -> devices.use(use));
    }

    @AfterAll
    static void stop() {
        try (DemoPlatform production = platform;
                LabDevices all = devices;
                SideBySide<Ended> begun = cases) {
            // Closed from the last to the first.
        }
    }

    private static Ended run(String name, LabDevice device, Map<String, String> more, Flow... flows)
            throws IOException, InterruptedException {
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
        List<String> seen = new CopyOnWriteArrayList<>();
        List<FlowRun> runs = new MaestroProcess(settings, environment, new Redactor(List.of(SECRET)), Time.system())
                .run(order, (flow, step) -> seen.add(flow + ": " + step));
        return new Ended(runs, seen);
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

    private static Flow secret() throws IOException {
        return written(
                "secret",
                APP,
                "- evalScript: ${output.same = PASSWORD === 'pa55 \"w\\\\rd €5#1'}",
                "- assertTrue: ${output.same}");
    }

    @Test
    void flowsPassPutOutTheirUserAndKnowASecretThatIsKeptNowhere() throws Exception {
        Ended ended = cases.ended("passes");
        List<FlowRun> runs = ended.runs();

        assertThat(runs).as(runs.toString()).extracting(FlowRun::end).containsExactly(End.PASSED, End.PASSED);
        assertThat(runs).extracting(FlowRun::exitCode).containsOnly(Optional.of(0));
        assertThat(runs.getFirst().outputs().get("USER_ID")).matches("user-[0-9a-f]{32}");
        assertThat(ended.seen())
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

    @Test
    void strangersThatDoNotAnswerHideNothing() throws Exception {
        FlowRun run = cases.ended("strangers").first();

        assertThat(run.end()).as(run.toString()).isEqualTo(End.PASSED);
        assertThat(run.exitCode()).contains(0);
    }

    @Test
    void whereOurProxyCannotBeUsedTheStrangerIsNamed() throws Exception {
        FlowRun run = cases.ended("proxied").first();

        assertThat(run.end()).isEqualTo(End.NOT_RUN);
        assertThat(run.message())
                .contains(
                        "adb lists " + offline + " as offline, and one such device hides all others",
                        "adb -s " + offline + " emu kill",
                        "take the SOCKS proxy out of Maestro's Java options");
    }

    @Test
    void aVerdictIsReadWithItsPicture() throws Exception {
        FlowRun run = cases.ended("verdict").first();

        assertThat(run.end()).isEqualTo(End.FAILED);
        assertThat(run.failure()).contains(Failure.VERDICT);
        assertThat(run.message()).isEqualTo("Package com.example.absent is not installed");
        assertThat(run.files()).anyMatch(file -> file.endsWith(".png"));
    }

    @Test
    void aDriverThatDiesIsSeenInTheFirstFlowAndInTheNextOnes() throws Exception {
        List<FlowRun> runs = cases.ended("dies").runs();

        assertThat(runs).extracting(FlowRun::end).containsExactly(End.FAILED, End.FAILED);
        assertThat(runs)
                .extracting(FlowRun::message)
                .allMatch(message -> message.contains("Device server died during"));
        assertThat(runs).extracting(run -> run.failure().orElseThrow()).doesNotContain(Failure.VERDICT);
        assertThat(runs.getFirst().step()).isPresent();
    }

    @Test
    void aDriverThatDoesNotStartLeavesItsWordsAndNoFlow() throws Exception {
        FlowRun run = cases.ended("instrumentation").first();

        assertThat(run.end()).isEqualTo(End.NOT_RUN);
        assertThat(run.standardError()).contains("Maestro instrumentation could not be initialized");
        assertThat(run.exitCode()).contains(1);
    }

    @Test
    void aDialogOfTheSystemIsFoundOnTheScreen() throws Exception {
        FlowRun run = cases.ended("dialog").first();

        assertThat(run.end()).isEqualTo(End.FAILED);
        assertThat(run.failure()).contains(Failure.VERDICT);
        assertThat(run.step()).isPresent();
        assertThat(run.dialog()).contains("System UI isn't responding");
        assertThat(run.files()).anyMatch(file -> file.endsWith(".png"));
    }

    @Test
    void aCrashOfTheAppIsFoundInTheReport() throws Exception {
        FlowRun run = cases.ended("crash").first();

        assertThat(run.end()).isEqualTo(End.FAILED);
        assertThat(run.crash().orElseThrow()).contains(APP);
    }
}
