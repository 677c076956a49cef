package io.prodgate.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.prodgate.testing.FastMaestroLog.Entry;
import io.prodgate.testing.FastMaestroLog.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FastMaestroTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private FastMaestroInstallation maestro;

    /** What a start came to. */
    private record Ended(int exit, String out, String error) {}

    @BeforeEach
    void install() throws IOException {
        maestro = FastMaestroInstallation.in(folder.resolve("bin"));
    }

    private Path flow(String name, String... directives) throws IOException {
        StringBuilder yaml = new StringBuilder("appId: com.example.shop\nname: Flow " + name + "\ntags:\n  - smoke\n");
        for (String directive : directives) {
            yaml.append("# stand-in: ").append(directive).append('\n');
        }
        return Files.writeString(folder.resolve(name + ".yaml"), yaml + "---\n- launchApp\n");
    }

    private Process start(String home, Path... flows) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(maestro.program().toString(), "--device", "emulator-5554", "test"));
        command.addAll(List.of(
                "--no-ansi",
                "--format",
                "junit",
                "--output",
                folder.resolve("report.xml").toString()));
        command.addAll(List.of("--debug-output", folder.resolve("debug").toString(), "--flatten-debug-output"));
        command.addAll(List.of("-e", "NAME=Ada"));
        for (Path flow : flows) {
            command.add(flow.toString());
        }
        return start(home, command);
    }

    private Process start(String home, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("error").toFile());
        builder.environment().put("JAVA_OPTS", "-Duser.home=" + folder.resolve(home));
        return builder.start();
    }

    private Ended end(Process process) throws IOException, InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(
                process.exitValue(),
                Files.readString(folder.resolve("out")),
                Files.readString(folder.resolve("error")));
    }

    private JsonNode steps(String flow) throws IOException {
        return JSON.readTree(folder.resolve("debug/" + flow + "/commands.json").toFile());
    }

    private JsonNode lastStep(String flow) throws IOException {
        JsonNode steps = steps(flow);
        return steps.get(steps.size() - 1).path("metadata");
    }

    private List<String> logged(Event event) throws IOException {
        return maestro.log().read().stream()
                .filter(entry -> entry.event() == event)
                .map(entry -> entry.flow() + " " + entry.count() + ": " + entry.what())
                .toList();
    }

    @Test
    void flowsThatPassAreInTheReportWithTheirTagsAndLeaveTheirSteps() throws Exception {
        Ended ended = end(start("home", flow("a", "takes 5ms", "types \"user {unique}\""), flow("b")));
        assertThat(ended.exit()).isZero();
        assertThat(ended.out())
                .startsWith("\nWaiting for flows to complete...\n[Passed] Flow a (")
                .contains("2/2 Flows Passed in ");
        assertThat(folder.resolve("report.xml"))
                .content()
                .contains("device=\"Sim_API_34_5555\" tests=\"2\" failures=\"0\"")
                .contains("<property name=\"tags\" value=\"smoke\"/>")
                .contains("status=\"SUCCESS\"");
        assertThat(steps("Flow a")
                        .at("/0/command/defineVariablesCommand/env/NAME")
                        .asText())
                .isEqualTo("Ada");
        assertThat(steps("Flow a")
                        .at("/3/metadata/evaluatedCommand/inputTextCommand/text")
                        .asText())
                .startsWith("user ")
                .doesNotContain("unique");
        assertThat(JSON.readTree(folder.resolve("debug/Flow a/manifest.json").toFile())
                        .path("entries"))
                .extracting(entry -> entry.path("kind").asText())
                .containsExactly("MAESTRO_LOG", "COMMAND_METADATA", "DEVICE_LOG");
        assertThat(folder.resolve("debug/maestro.log"))
                .content()
                .contains("TestSuiteInteractor.runFlow:  Running flow Flow b");
        assertThat(logged(Event.FLOW_END)).containsExactly("a 1: passed", "b 1: passed");
        assertThat(logged(Event.END)).containsExactly(" 1: exit 0");
    }

    @Test
    void aVerdictOnTheAppIsAPlainSentenceWithAPicture() throws Exception {
        Ended ended = end(
                start("home", flow("a", "fails \"Assertion is false: \"Paid\" is visible\""), flow("b", "crashes")));
        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.out())
                .contains("(Assertion is false: \"Paid\" is visible)\n")
                .contains("2/2 Flows Failed");
        assertThat(folder.resolve("report.xml"))
                .content()
                .contains("<failure>Assertion is false: &quot;Paid&quot; is visible</failure>");
        assertThat(lastStep("Flow a").at("/error/message").asText())
                .isEqualTo("Assertion is false: \"Paid\" is visible");
        assertThat(folder.resolve("debug/Flow a")
                        .resolve(lastStep("Flow a").at("/artifacts/1/path").asText()))
                .isNotEmptyFile();
        assertThat(folder.resolve("debug/Flow b/manifest.json")).content().contains("CRASH_REPORT");
        assertThat(folder.resolve("debug/Flow b/logs/device-logcat.txt"))
                .content()
                .contains("FATAL EXCEPTION: main");
    }

    @Test
    void aDriverThatDiesLeavesAStepRunningAndTakesTheLaterFlowsAlong() throws Exception {
        end(start("home", flow("a", "driver-dies"), flow("b")));
        assertThat(folder.resolve("report.xml"))
                .content()
                .contains("Device server died during 'inputText' on emulator-5554")
                .contains("Device server died during 'launchApp' on emulator-5554");
        assertThat(lastStep("Flow a").path("status").asText()).isEqualTo("RUNNING");
        assertThat(lastStep("Flow b").path("status").asText()).isEqualTo("RUNNING");
        assertThat(steps("Flow b")).hasSize(3);
    }

    @Test
    void anUnknownErrorHasItsCauseInTheCommandsOnly() throws Exception {
        end(start("home", flow("a", "internal"), flow("b"), flow("c", "transport-lost"), flow("d")));
        assertThat(folder.resolve("report.xml"))
                .content()
                .contains("<failure>Unknown error</failure>")
                .contains("device offline");
        assertThat(lastStep("Flow a").at("/error/message").asText())
                .isEqualTo("'viewHierarchy' failed: INTERNAL - UiAutomation not connected");
        assertThat(lastStep("Flow b").path("status").asText()).isEqualTo("COMPLETED");
        assertThat(lastStep("Flow d").at("/error/message").asText()).endsWith("device 'emulator-5554' not found");
        assertThat(folder.resolve("debug/Flow d/logs/device-logcat.txt")).doesNotExist();
    }

    @Test
    void faultsHitOnlyTheAttemptAndTheDeviceThatTheyName() throws Exception {
        maestro.faults(List.of(
                "flow=a attempt=1: killed",
                "flow=b device=emulator-5556: hangs",
                "device=emulator-5554 start=2: driver-timeout"));
        Path[] flows = {flow("a"), flow("b")};
        assertThat(end(start("one", flows)).exit()).isEqualTo(137);
        assertThat(folder.resolve("report.xml")).doesNotExist();
        Ended second = end(start("two", flows));
        assertThat(second.exit()).isEqualTo(1);
        assertThat(second.error())
                .startsWith(
                        "Maestro Android driver did not start up in time on emulator [ emulator-5554 ] (driver port ");
        assertThat(folder.resolve("report.xml")).doesNotExist();
        assertThat(end(start("three", flows)).exit()).isZero();
        assertThat(logged(Event.START)).containsExactly(" 1: ", " 2: driver-timeout", " 3: ");
        assertThat(logged(Event.FLOW_START)).containsExactly("a 1: killed", "a 2: ", "b 1: ");
        assertThat(logged(Event.END)).containsExactly(" 2: exit 1", " 3: exit 0");
    }

    @Test
    void aDroppedFlowAndAReportThatIsNotWrittenAreMissing() throws Exception {
        assertThat(end(start("home", flow("a", "drops"), flow("b"))).exit()).isZero();
        assertThat(folder.resolve("report.xml")).content().contains("Flow b").doesNotContain("Flow a");
        Files.delete(folder.resolve("report.xml"));
        assertThat(end(start("home", flow("a", "no-report"))).exit()).isEqualTo(1);
        assertThat(folder.resolve("report.xml")).doesNotExist();
    }

    @Test
    void aSecondStartInTheHomeOfAKilledOneFindsTheDriverTaken() throws Exception {
        maestro.faults(List.of("flow=a attempt=1: killed"));
        Path flow = flow("a");
        end(start("home", flow));
        assertThat(end(start("home", flow)).exit()).isEqualTo(1);
        assertThat(folder.resolve("report.xml")).content().contains("Device server died during 'deviceInfo'");
        assertThat(end(start("other", flow)).exit()).isZero();
    }

    @Test
    void whoIsAskedToEndLeavesTheStepsSoFarAndNoReport() throws Exception {
        Process process = start("home", flow("a", "hangs"));
        Path stepLog = folder.resolve("debug/Flow a/logs/maestro.log");
        while (!Files.exists(stepLog) || !Files.readString(stepLog).contains("Assert that")) {
            assertThat(process.waitFor(20, TimeUnit.MILLISECONDS)).isFalse();
        }
        process.destroy();
        assertThat(end(process).exit()).isEqualTo(143);
        assertThat(steps("Flow a")).hasSize(3);
        assertThat(folder.resolve("report.xml")).doesNotExist();
        assertThat(folder.resolve("debug/Flow a/manifest.json")).doesNotExist();
    }

    @Test
    void theCommandLineIsReadAsMaestroReadsIt() throws Exception {
        String program = maestro.program().toString();
        assertThat(end(start("home", List.of(program, "--version"))).out()).isEqualTo("2.10.0\n");
        assertThat(end(start("home", List.of(program, "test", "--nope=1", "x.yaml")))
                        .exit())
                .isEqualTo(2);
        Ended none = end(start(
                "home",
                List.of(program, "test", "--include-tags", "other", flow("a").toString())));
        assertThat(none.exit()).isEqualTo(1);
        assertThat(none.error()).startsWith("Include / Exclude tags did not match any Flows:");
        assertThat(maestro.log().read()).isEmpty();
    }

    @Test
    void aMistakeInAFaultIsToldWhereItIsWritten() {
        assertThatThrownBy(() -> maestro.faults(List.of("flow=a: explodes"))).hasMessageContaining("explodes");
        assertThatThrownBy(() -> maestro.faults(List.of("flow=a: driver-timeout")))
                .hasMessageContaining("not for a flow");
        assertThatThrownBy(() -> maestro.faults(List.of("flows=a: hangs"))).hasMessageContaining("unknown selector");
    }

    @Test
    void theLogOfSeveralProcessesAtATimeHasEveryEntryOnce() throws Exception {
        List<Process> processes = new ArrayList<>();
        Path flow = flow("a");
        for (int device = 5554; device < 5562; device += 2) {
            List<String> command = List.of(
                    maestro.program().toString(),
                    "--device",
                    "emulator-" + device,
                    "test",
                    "--format",
                    "junit",
                    "--output",
                    folder.resolve(device + ".xml").toString(),
                    "--debug-output",
                    folder.resolve("debug" + device).toString(),
                    flow.toString());
            processes.add(start("home" + device, command));
        }
        for (Process process : processes) {
            assertThat(end(process).exit()).isZero();
        }
        assertThat(maestro.log().read()).hasSize(16);
        assertThat(maestro.log().read())
                .filteredOn(entry -> entry.event() == Event.FLOW_START)
                .extracting(Entry::count)
                .containsExactly(1, 2, 3, 4);
    }
}
