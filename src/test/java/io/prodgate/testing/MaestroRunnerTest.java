package io.prodgate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.demo.DemoPlatform;
import io.prodgate.demo.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The runner of Maestro's engine on simulated devices, with the real adb; cases run side by side. What is expected is what
 * Maestro 2.10.0 was recorded with, names apart.
 */
@Timeout(300)
class MaestroRunnerTest {
    private static final String HEADER = "<?xml version='1.0' encoding='UTF-8'?>\n";

    @TempDir
    static Path folder;

    private static DemoPlatform platform;
    private static LabDevices devices;
    private static SideBySide<EngineRun> cases;

    @BeforeAll
    static void start() throws Exception {
        platform = DemoPlatform.start(Scenario.HEALTHY);
        platform.writePlan(folder.resolve("plan"));
        devices = LabDevices.start(
                folder,
                "Lab_API_34",
                List.of(
                        "--installed",
                        "io.prodgate.demo.tickets",
                        "--production",
                        // How an emulator calls the machine that it runs on.
                        platform.url().toString().replace("localhost", "10.0.2.2"),
                        "--trust",
                        folder.resolve("plan/demo-ca.pem").toString()));
        cases = new SideBySide<>();
        beginAll();
    }

    private static void beginAll() {
        begin("dies", device -> {
            device.fault("driver-dies", "12");
            return run("dies", device, demo("sign-up.yaml"), demo("ticket.yaml"));
        });
        begin("steps", device -> run("steps", device, demo("sign-up.yaml")));
        begin("stopped", MaestroRunnerTest::runUntilStopped);
        begin("status", device -> {
            device.fault(
                    "driver-status",
                    "launchApp:INTERNAL:No launcher intent found for package io.prodgate.demo.tickets");
            return run("status", device, demo("sign-up.yaml"));
        });
        begin("verdict", device -> run("verdict", device, absent("absent")));
        begin("sequence", device -> run("sequence", device, sequence()));
        begin("unknown", device -> {
            Path place = folder.resolve("unknown");
            return EngineRun.of(place, device.adbHome(), "--device", "emulator-9998", "test", demo("sign-up.yaml"));
        });
        begin("syntax", device -> run("syntax", device, syntax()));
        begin("tags", device -> run("tags", device, "--include-tags", "none", demo("")));
        begin("usage", device -> run("usage", device, "--nope", demo("sign-up.yaml")));
    }

    private static void begin(String name, LabDevices.Use<EngineRun> use) {
        cases.begin(name, () -> devices.use(use));
    }

    @AfterAll
    static void stop() {
        try (DemoPlatform production = platform;
                LabDevices all = devices;
                SideBySide<EngineRun> begun = cases) {
            // Closed from the last to the first.
        }
    }

    private static EngineRun run(String name, LabDevice device, String... flows)
            throws IOException, InterruptedException {
        return EngineRun.of(folder.resolve(name), device.adbHome(), arguments(device, flows));
    }

    private static String[] arguments(LabDevice device, String... flows) {
        List<String> arguments = new ArrayList<>(List.of("--device", device.serial(), "test", "--no-ansi"));
        arguments.addAll(List.of("--format", "junit", "--output", "report.xml"));
        arguments.addAll(List.of("--debug-output", "debug", "--flatten-debug-output", "-e", "RUN_ID=run-7"));
        arguments.addAll(List.of(flows));
        return arguments.toArray(String[]::new);
    }

    private static String demo(String flow) {
        return Path.of("flows", flow).toAbsolutePath().toString();
    }

    private static String written(String name, String... lines) throws IOException {
        Path file = folder.resolve("written").resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, String.join("\n", lines) + "\n").toString();
    }

    private static String absent(String path) throws IOException {
        String name = Path.of(path).getFileName().toString();
        return written(path + ".yaml", "appId: com.example.absent", "name: " + name, "---", "- launchApp");
    }

    private static String syntax() throws IOException {
        return written("syntax.yaml", "appId: com.example.app", "---", "- launchApp", "- tapOnn: x");
    }

    private static String sequence() throws IOException {
        written(
                "sequence/config.yaml",
                "executionOrder:",
                "  continueOnFailure: false",
                "  flowsOrder:",
                "    - one",
                "    - two");
        absent("sequence/one");
        absent("sequence/two");
        absent("sequence/three");
        return folder.resolve("written/sequence").toString();
    }

    private static EngineRun runUntilStopped(LabDevice device) throws IOException, InterruptedException {
        device.fault("driver-hangs", "10");
        Path place = folder.resolve("stopped");
        Process process = EngineRun.start(place, device.adbHome(), arguments(device, demo("sign-up.yaml")));
        while (!Files.exists(place.resolve("debug/sign-up/logs/maestro.log"))) {
            assertThat(process.waitFor(100, TimeUnit.MILLISECONDS)).isFalse();
        }
        process.destroy();
        assertThat(process.waitFor(150, TimeUnit.SECONDS)).isTrue();
        return EngineRun.ended(place, process);
    }

    @Test
    @EnabledIfSystemProperty(named = "long", matches = "true")
    void theDemosFlowsPassAgainstTheDemosProduction() throws Exception {
        String flows = Path.of("flows").toAbsolutePath().toString();
        EngineRun run = devices.use(device -> run("pass", device, flows));

        assertThat(run.error()).isEmpty();
        assertThat(run.exit()).isZero();
        assertThat(EngineRun.masked(run.out())).isEqualTo("""

            Waiting for flows to complete...
            [Passed] note (T)
            [Passed] sign-up (T)
            [Passed] ticket (T)

            3/3 Flows Passed in T


            """);
        assertThat(run.report()).isEqualTo(HEADER + """
            <testsuites>
              <testsuite name="Test Suite" device="Lab_API_34" tests="3" failures="0" time="T" timestamp="D">
                <testcase id="note" name="note" classname="note" file="/note.yaml" time="T" timestamp="D" status="SUCCESS">
                  <properties>
                    <property name="tags" value="ticket"/>
                  </properties>
                </testcase>
                <testcase id="sign-up" name="sign-up" classname="sign-up" file="/sign-up.yaml" time="T" timestamp="D" status="SUCCESS">
                  <properties>
                    <property name="tags" value="smoke, user"/>
                  </properties>
                </testcase>
                <testcase id="ticket" name="ticket" classname="ticket" file="/ticket.yaml" time="T" timestamp="D" status="SUCCESS">
                  <properties>
                    <property name="tags" value="smoke, ticket"/>
                  </properties>
                </testcase>
              </testsuite>
            </testsuites>\
            """);
        assertThat(run.files("debug/sign-up"))
                .containsExactly("commands.json", "logs/device-logcat.txt", "logs/maestro.log", "manifest.json");
        assertThat(run.artifacts("sign-up")).containsExactly("MAESTRO_LOG", "COMMAND_METADATA", "DEVICE_LOG");
        assertThat(run.log("sign-up"))
                .containsPattern(
                        "\\d\\d:\\d\\d:\\d\\d\\.\\d{3} \\[ INFO\\] maestro\\.cli\\.runner\\.CliConsoleListener\\."
                                + "onCommandStart: Define variables RUNNING\n")
                .containsPattern("JsConsole: .*user-[0-9a-f]{32}");
        assertThat(run.folder().resolve("debug/maestro.log"))
                .content()
                .contains("maestro.cli.runner.TestSuiteInteractor.runFlow:  Running flow sign-up");
    }

    @Test
    void everyStepIsThereWithWhatWasSaidAndWhatItMeant() throws Exception {
        EngineRun run = cases.ended("steps");

        var first = run.steps("sign-up").get(0);
        assertThat(EngineRun.names(first)).containsExactly("command", "metadata");
        assertThat(EngineRun.names(first.path("metadata")))
                .containsExactly("depth", "duration", "evaluatedCommand", "sequenceNumber", "status", "timestamp");
        assertThat(EngineRun.names(first.at("/command/defineVariablesCommand/env")))
                .contains(
                        "MAESTRO_DEVICE_UDID", "MAESTRO_FILENAME", "MAESTRO_SHARD_ID", "MAESTRO_SHARD_INDEX", "RUN_ID");
        assertThat(run.steps("sign-up").toString())
                .contains("\"evaluatedCommand\":{\"evalScriptCommand\"")
                .contains("\"copyTextCommand\"");
    }

    @Test
    void aVerdictOnTheAppIsASentence() throws Exception {
        EngineRun run = cases.ended("verdict");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(EngineRun.masked(run.out())).isEqualTo("""

            Waiting for flows to complete...
            [Failed] absent (T) (Package com.example.absent is not installed)

            1/1 Flow Failed

            """);
        assertThat(run.report()).isEqualTo(HEADER + """
            <testsuites>
              <testsuite name="Test Suite" device="Lab_API_34" tests="1" failures="1" time="T" timestamp="D">
                <testcase id="absent" name="absent" classname="absent" file="/absent.yaml" time="T" timestamp="D" status="ERROR">
                  <failure>Package com.example.absent is not installed</failure>
                </testcase>
              </testsuite>
            </testsuites>\
            """);
        assertThat(EngineRun.names(run.lastStep("absent"))).contains("artifacts", "duration", "error");
        assertThat(run.lastStep("absent").at("/error/message").asText())
                .isEqualTo("Package com.example.absent is not installed");
        assertThat(run.artifacts("absent")).contains("SCREENSHOT", "SCREEN_HIERARCHY", "DEVICE_LOG");
        assertThat(run.files("debug/absent"))
                .contains(
                        "screen-hierarchy/step-003-launchApp-com.example.absent.json",
                        "screenshots/step-003-launchApp-com.example.absent.png");
    }

    @Test
    void aDriverThatDiesFailsItsFlowAndTheNextOnesWithATraceAndAStepThatNeverEnds() throws Exception {
        EngineRun run = cases.ended("dies");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(EngineRun.masked(run.out())).endsWith("[Failed] ticket (T)\n\n2/2 Flows Failed\n\n");
        assertThat(run.report())
                .containsPattern("<failure>maestro\\.android\\.DeviceServerDiedException: Device server died during "
                        + "'(?!launchApp)\\w+' on emulator-N \\(AGE\\): StatusRuntimeException: UNAVAILABLE\n")
                .contains(
                        "<failure>maestro.android.DeviceServerDiedException: Device server died during 'launchApp' on "
                                + "emulator-N (AGE): StatusRuntimeException: UNAVAILABLE\n"
                                + "Caused by: io.grpc.StatusRuntimeException: UNAVAILABLE\n"
                                + "Caused by: java.io.IOException: Command failed (tcp:P): closed\n</failure>");
        for (String flow : List.of("sign-up", "ticket")) {
            assertThat(EngineRun.names(run.lastStep(flow)))
                    .containsExactly("depth", "evaluatedCommand", "sequenceNumber", "status", "timestamp");
            assertThat(run.lastStep(flow).path("status").asText()).isEqualTo("RUNNING");
        }
    }

    @Test
    void anAnswerOfTheDriverThatIsAnErrorIsUnknownToTheReport() throws Exception {
        EngineRun run = cases.ended("status");

        assertThat(EngineRun.masked(run.out())).contains("[Failed] sign-up (T)\n");
        assertThat(run.report()).contains("<failure>Unknown error</failure>");
        assertThat(run.lastStep("sign-up").at("/error/message").asText())
                .isEqualTo(
                        "'launchApp' failed: INTERNAL - No launcher intent found for package io.prodgate.demo.tickets");
    }

    @Test
    @EnabledIfSystemProperty(named = "long", matches = "true")
    void aDriverThatDoesNotStartIsToldBeforeAnyFlow() throws Exception {
        EngineRun silent = devices.use(device -> {
            device.fault("driver-silent", "true");
            return run("silent", device, demo("sign-up.yaml"));
        });
        EngineRun install = devices.use(device -> {
            device.fault("install-failure", "INSTALL_FAILED_INSUFFICIENT_STORAGE");
            return run("install", device, demo("sign-up.yaml"));
        });

        assertThat(EngineRun.masked(silent.error())).startsWith("""
            Maestro Android driver did not start up in time on emulator [ emulator-N ] (driver port P)

            The stack trace was:
            maestro.MaestroDriverStartupException$AndroidDriverTimeoutException: Maestro Android driver\
            """);
        assertThat(install.error())
                .startsWith("Failure [INSTALL_FAILED_INSUFFICIENT_STORAGE]\n\n\nThe stack trace was:\n"
                        + "maestro.android.AndroidOperationFailedException: Failure [INSTALL");
        assertThat(List.of(silent, install)).allSatisfy(run -> {
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.out()).isEqualTo("\n");
            assertThat(run.hasReport()).isFalse();
        });
    }

    @Test
    void whatIsWrongWithTheCallIsToldInASentence() throws Exception {
        EngineRun unknown = cases.ended("unknown");

        assertThat(unknown.error()).isEqualTo("Device emulator-9998 was requested, but it is not connected.\n");
        assertThat(unknown.exit()).isEqualTo(1);
        assertThat(cases.ended("syntax").error())
                .startsWith("Invalid Command: tapOnn at " + syntax() + ":4:")
                .hasLineCount(1);
        assertThat(cases.ended("tags").error())
                .startsWith("Include / Exclude tags did not match any Flows:\n\nInclude Tags:\n- none\n");
        EngineRun usage = cases.ended("usage");
        assertThat(usage.exit()).isEqualTo(2);
        assertThat(usage.error()).isEqualTo("Unknown option: '--nope'\nPossible solutions: --no-color, --no-ansi\n");
    }

    @Test
    void aSequenceEndsAtItsFirstFailure() throws Exception {
        EngineRun run = cases.ended("sequence");

        assertThat(EngineRun.masked(run.out())).startsWith("""

            Waiting for flows to complete...
            [Failed] one (T) (Package com.example.absent is not installed)

            Flow one failed and continueOnFailure is set to false, aborting running sequential Flows

            [Failed] three (T) (\
            """);
        assertThat(run.report()).contains("tests=\"2\"").doesNotContain("two");
    }

    @Test
    void whoIsAskedToEndWritesNoReport() throws Exception {
        EngineRun run = cases.ended("stopped");

        assertThat(run.exit()).isEqualTo(143);
        assertThat(run.hasReport()).isFalse();
    }
}
