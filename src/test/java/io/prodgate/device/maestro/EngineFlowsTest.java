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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Maestro's real engine, called and read as the product does, on the simulated device with the real adb. */
class EngineFlowsTest {
    private static final String APP = "io.prodgate.demo.tickets";
    private static final String SECRET = "pass\"w\\rd €5#1";

    @TempDir
    static Path folder;

    private static DemoPlatform platform;
    private static LabDevice device;

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

    private static Flow demo(String name) {
        Path file = Path.of("flows", name + ".yaml").toAbsolutePath();
        return new Flow(name, file, name + ".yaml", APP, List.of(), Optional.empty());
    }

    private static Flow written(String name, String... commands) throws IOException {
        Path file = Files.createDirectories(folder.resolve("written")).resolve(name + ".yaml");
        Files.writeString(file, "appId: " + APP + "\n---\n" + String.join("\n", commands) + "\n");
        return new Flow(name, file, name + ".yaml", APP, List.of(), Optional.empty());
    }

    private List<FlowRun> run(Map<String, String> variables, Flow... flows) throws InterruptedException, IOException {
        Path run = Files.createTempDirectory(folder, "run");
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("HOME", device.adbHome().toString());
        MaestroSettings settings = new MaestroSettings(
                Path.of("src/android-lab/maestro").toAbsolutePath().toString(),
                JsonNodeFactory.instance.objectNode(),
                true,
                false,
                folder.resolve("private"));
        FlowOrder order = new FlowOrder(
                device.serial(),
                List.of(flows),
                variables,
                run.resolve("kept"),
                run,
                Duration.ofMinutes(3),
                Duration.ofMinutes(5));
        return new MaestroProcess(settings, environment, new Redactor(List.of(SECRET)), Time.system())
                .run(order, (flow, step) -> seen.add(flow + ": " + step));
    }

    @Test
    void flowsPassPutOutTheirUserAndKnowASecretThatStandsNowhereElse() throws Exception {
        Flow secret = written(
                "secret",
                "- evalScript: ${output.same = PASSWORD === 'pass\"w\\\\rd €5#1'}",
                "- assertTrue: ${output.same}");
        List<FlowRun> runs = run(Map.of("RUN_ID", "run-7", "PASSWORD", SECRET), demo("sign-up"), secret);
        assertThat(runs).as(runs.toString()).extracting(FlowRun::end).containsExactly(End.PASSED, End.PASSED);
        assertThat(runs.getFirst().outputs().get("USER_ID")).matches("user-[0-9a-f]{32}");
        assertThat(seen).contains("sign-up: begins", "secret: begins");
        for (String file : runs.getLast().files()) {
            if (file.endsWith("commands.json")) {
                assertThat(kept(file)).contains("\"PASSWORD\" : \"***\"");
            }
            assertThat(kept(file).replace("=== 'pass", "")).doesNotContain("\"pass\\\"w");
        }
    }

    private static String kept(String file) throws IOException {
        try (Stream<Path> runs = Files.list(folder)) {
            Path root = runs.filter(one -> Files.isRegularFile(one.resolve(file)))
                    .findFirst()
                    .orElseThrow();
            return Files.readString(root.resolve(file), java.nio.charset.StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void aDriverThatDiesIsALostDeviceForEveryFlow() throws Exception {
        device.fault("driver-dies", "12");
        List<FlowRun> runs = run(Map.of(), demo("sign-up"), demo("ticket"));
        assertThat(runs).extracting(FlowRun::end).containsExactly(End.FAILED, End.FAILED);
        assertThat(runs)
                .allMatch(run -> run.failure().filter(Failure.VERDICT::equals).isEmpty());
        assertThat(runs.getFirst().step()).isPresent();
    }

    @Test
    void aDialogOfTheSystemIsFoundOnTheScreen() throws Exception {
        device.fault("system-dialog", "System UI isn't responding");
        FlowRun run = run(Map.of(), demo("sign-up")).getFirst();
        assertThat(run.end()).isEqualTo(End.FAILED);
        assertThat(run.failure()).contains(Failure.VERDICT);
        assertThat(run.step()).isPresent();
        assertThat(run.dialog()).contains("System UI isn't responding");
        assertThat(run.files()).anyMatch(file -> file.endsWith(".png"));
    }

    @Test
    void aCrashOfTheAppIsFoundInTheReport() throws Exception {
        device.fault("app-crash", "Send");
        FlowRun run = run(Map.of("RUN_ID", "run-8"), demo("ticket")).getFirst();
        assertThat(run.end()).isEqualTo(End.FAILED);
        assertThat(run.crash().orElseThrow()).contains(APP);
    }
}
