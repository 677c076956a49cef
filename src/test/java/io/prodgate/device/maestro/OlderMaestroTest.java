package io.prodgate.device.maestro;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.FlowRun;
import io.prodgate.evidence.FlowRun.End;
import io.prodgate.evidence.FlowRun.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The layout up to 2.6.1: flat files named after the flows, commands in no order, the screen within them. */
class OlderMaestroTest {
    private static final Instant AT = Instant.parse("2026-11-22T01:00:00Z");

    @TempDir
    Path folder;

    private Path debug;

    @BeforeEach
    void flows() throws IOException {
        debug = Files.createDirectories(folder.resolve("debug"));
        Files.writeString(folder.resolve("report.xml"), """
                <?xml version='1.0' encoding='UTF-8'?>
                <testsuites>
                  <testsuite name="Test Suite" device="Pixel_6" tests="2" failures="1" time="31">
                    <testcase id="Login" name="Login" classname="Login" time="9" status="SUCCESS"/>
                    <testcase id="Buy/Pay" name="Buy/Pay" classname="Buy/Pay" time="22" status="ERROR">
                      <failure>Element not found: Text matching regex: Pay</failure>
                    </testcase>
                  </testsuite>
                </testsuites>
                """);
        Files.writeString(debug.resolve("commands-(Login).json"), """
                [{"command":{"launchAppCommand":{"appId":"com.example.shop"}},
                  "metadata":{"status":"COMPLETED","timestamp":1795309200000,"duration":900,"sequenceNumber":2}}]
                """);
        Files.writeString(debug.resolve("commands-(Buy_Pay).json"), """
                [{"command":{"tapOnElement":{"selector":{"textRegex":"Pay"},"optional":false}},
                  "metadata":{"status":"FAILED","timestamp":1795309220000,"duration":17000,"sequenceNumber":3,
                    "error":{"message":"Element not found: Text matching regex: Pay","cause":{"message":"io exception"},
                      "hierarchyRoot":{"attributes":{"text":""},"children":[
                        {"attributes":{"resource-id":"android:id/alertTitle","text":"System UI isn't responding"},"children":[]},
                        {"attributes":{"resource-id":"android:id/aerr_wait","text":"Wait"},"children":[]}]}}}},
                 {"command":{"launchAppCommand":{"appId":"com.example.shop"}},
                  "metadata":{"status":"COMPLETED","timestamp":1795309210000,"duration":900,"sequenceNumber":2}}]
                """);
        Files.write(debug.resolve("screenshot-❌-1795309237000-(Buy_Pay).png"), new byte[] {1});
    }

    private List<FlowRun> read(Flow... flows) {
        MaestroEnd end =
                new MaestroEnd(Optional.of(1), Optional.empty(), false, "", "", Map.of(), AT, AT.plusSeconds(60));
        return new FlowReader(
                        Sample.order(List.of(flows)),
                        new DebugFolder(debug),
                        FlowReport.read(folder.resolve("report.xml")),
                        end)
                .read();
    }

    @Test
    void flatFilesAreReadAsFoldersAre() {
        List<FlowRun> runs = read(Sample.flow("Login"), Sample.flow("Buy/Pay"));
        assertThat(runs).extracting(FlowRun::end).containsExactly(End.PASSED, End.FAILED);
        FlowRun failed = runs.getLast();
        assertThat(failed.failure()).contains(Failure.VERDICT);
        assertThat(failed.step()).contains("tapOn \"Pay\"");
        assertThat(failed.stepStarted()).contains(Instant.ofEpochMilli(1795309220000L));
        assertThat(failed.started()).isEqualTo(Instant.ofEpochMilli(1795309210000L));
        assertThat(failed.error().orElseThrow()).contains("Caused by: io exception");
        assertThat(failed.dialog()).contains("System UI isn't responding");
        assertThat(failed.duration()).hasSeconds(22);
    }

    @Test
    void aFlatFileThatWasCutOffTakesTheSuccessAway() throws IOException {
        Files.writeString(debug.resolve("commands-(Login).json"), "[{\"command\":{\"lau");
        assertThat(read(Sample.flow("Login"), Sample.flow("Buy/Pay")).getFirst().end())
                .isEqualTo(End.UNKNOWN);
    }

    @Test
    void whatStoodForAnOutputIsOne() throws IOException {
        Files.writeString(debug.resolve("commands-(Login).json"), """
                [{"command":{"inputTextCommand":{"text":"${output.user}"}},
                  "metadata":{"status":"COMPLETED","sequenceNumber":2,
                    "evaluatedCommand":{"inputTextCommand":{"text":"anonymous-17"}},
                    "logMessages":["ticket=T-9","not an output","empty="]}}]
                """);
        assertThat(read(Sample.flow("Login"), Sample.flow("Buy/Pay")).getFirst().outputs())
                .isEqualTo(Map.of("user", "anonymous-17", "ticket", "T-9"));
    }

    @Test
    void linesOfTheConsoleInTheLogAreOutputs() throws IOException {
        Files.createDirectories(debug.resolve("Login/logs"));
        Files.writeString(debug.resolve("Login/logs/maestro.log"), """
                01:44:41.612 [ INFO] maestro.orchestra.Orchestra.executeCommands: JsConsole: user=anonymous-18
                01:44:41.613 [ INFO] maestro.Maestro.inputText: Inputting text: other=1
                """);
        assertThat(read(Sample.flow("Login"), Sample.flow("Buy/Pay")).getFirst().outputs())
                .isEqualTo(Map.of("user", "anonymous-18"));
    }
}
