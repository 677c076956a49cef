package io.prodgate.device.maestro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.prodgate.device.DeviceException;
import io.prodgate.device.maestro.FlowRunner.FlowProgress;
import io.prodgate.evidence.FlowRun;
import io.prodgate.evidence.FlowRun.End;
import io.prodgate.evidence.FlowRun.Failure;
import io.prodgate.evidence.Redactor;
import io.prodgate.evidence.Time;
import io.prodgate.testing.FastMaestroInstallation;
import java.io.IOException;
import java.io.StreamTokenizer;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a stand-in of Maestro's command line, as a process of its own. */
class MaestroProcessTest {
    private static final String SECRET = "s3cr3t-pässwörd&<1>";

    @TempDir
    Path folder;

    private final Redactor redactor = new Redactor(List.of(SECRET));
    private final ShiftedTime time = new ShiftedTime();
    private final List<String> seen = new CopyOnWriteArrayList<>();

    /** The real clock, which a test can put ahead. */
    private static final class ShiftedTime implements Time {
        private volatile Duration ahead = Duration.ZERO;

        @Override
        public Instant now() {
            return Instant.now().plus(ahead);
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            Time.system().sleep(duration);
        }
    }

    private Flow flow(String name, String directives) throws IOException {
        Path file = folder.resolve("flows").resolve(name + ".yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "appId: com.example.shop\nname: " + name + "\n---\n" + directives + "\n- launchApp\n");
        return new Flow(name, file, name + ".yaml", "com.example.shop", List.of(), Optional.empty(), 1);
    }

    private FlowOrder order(Map<String, String> variables, Flow... flows) {
        return new FlowOrder(
                "emulator-5554",
                Arrays.asList(flows),
                variables,
                folder.resolve("run/artifacts/app/1"),
                folder.resolve("run"),
                Duration.ofMinutes(5),
                Duration.ofMinutes(20));
    }

    private MaestroProcess maestro(String program) {
        MaestroSettings settings = new MaestroSettings(
                program, JsonNodeFactory.instance.objectNode(), true, false, folder.resolve("private"));
        return new MaestroProcess(settings, System.getenv(), redactor, time);
    }

    private MaestroProcess standIn() throws IOException {
        return maestro(
                FastMaestroInstallation.in(folder.resolve("bin")).program().toString());
    }

    private MaestroProcess script(String text) throws IOException {
        Path program = folder.resolve("maestro");
        Files.writeString(program, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return maestro(program.toString());
    }

    private List<FlowRun> run(MaestroProcess maestro, FlowOrder order) throws InterruptedException {
        return maestro.run(order, (flow, step) -> seen.add(flow + ": " + step));
    }

    @Test
    void flowsAreRunAndEachIsTold() throws Exception {
        List<FlowRun> runs = run(
                standIn(),
                order(
                        Map.of(),
                        flow("Sign up", ""),
                        flow("Buy", "# stand-in: fails \"Element not found: Text matching regex: Pay\""),
                        flow("Sell", "# stand-in: crashes")));
        assertThat(runs).extracting(FlowRun::end).containsExactly(End.PASSED, End.FAILED, End.FAILED);
        assertThat(runs.get(1).failure()).contains(Failure.VERDICT);
        assertThat(runs.get(1).message()).isEqualTo("Element not found: Text matching regex: Pay");
        assertThat(runs.get(2).crash()).isPresent();
        assertThat(seen)
                .contains("Sign up: begins", "Buy: begins", "Sell: begins")
                .anyMatch(line -> line.startsWith("Buy: Launch"));
    }

    @Test
    void whatMaestroWroteIsKeptWithoutSecretsAndNothingElseIsLeft() throws Exception {
        Map<String, String> variables = Map.of("PASSWORD", SECRET, "MAESTRO_PIN", "0" + SECRET, "USER", "Ada");
        FlowRun run = run(standIn(), order(variables, flow("Sign up", "# stand-in: fails \"no\"")))
                .getFirst();
        assertThat(run.files())
                .contains(
                        "artifacts/app/1/1-Sign_up/commands.json",
                        "artifacts/app/1/report.xml",
                        "artifacts/app/1/maestro.log")
                .anyMatch(file -> file.endsWith(".png"));
        String commands = Files.readString(folder.resolve("run/artifacts/app/1/1-Sign_up/commands.json"));
        assertThat(commands).contains("\"PASSWORD\" : \"***\"").contains("\"USER\" : \"Ada\"");
        assertThat(everything(folder.resolve("run"))).doesNotContain("s3cr3t").doesNotContain("w\\u00f6rd");
        try (Stream<Path> left = Files.list(folder.resolve("private"))) {
            assertThat(left).isEmpty();
        }
    }

    private static String everything(Path root) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.UTF_8));
            }
        }
        return all.toString();
    }

    @Test
    void aFlowThatTakesTooLongIsEndedWithAllThatRuns() throws Exception {
        AtomicReference<Instant> putAhead = new AtomicReference<>();
        FlowProgress progress = (flow, step) -> {
            if (flow.equals("Hangs") && step.startsWith("Launch") && putAhead.compareAndSet(null, Instant.now())) {
                time.ahead = Duration.ofMinutes(6);
            }
        };
        FlowOrder order = order(Map.of(), flow("First", ""), flow("Hangs", "# stand-in: hangs"), flow("Never", ""));
        List<FlowRun> runs = standIn().run(order, progress);
        assertThat(runs).extracting(FlowRun::end).containsExactly(End.UNKNOWN, End.UNKNOWN, End.NOT_RUN);
        assertThat(runs)
                .extracting(run -> run.failure().orElseThrow())
                .containsExactly(Failure.NO_REPORT, Failure.OUT_OF_TIME, Failure.OUT_OF_TIME);
        assertThat(runs.get(1).message()).contains("'Hangs' took longer than 5 min");
        assertThat(runs.getFirst().message()).contains("[Passed] First");
        assertThat(running()).isEmpty();
    }

    private List<String> running() {
        return ProcessHandle.allProcesses()
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().commandLine().stream())
                .filter(line -> line.contains(folder.resolve("private").toString()))
                .toList();
    }

    @Test
    void anInterruptEndsTheProcessAndLeavesNothing() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        MaestroProcess maestro = standIn();
        FlowOrder order = order(Map.of(), flow("Hangs", "# stand-in: hangs"));
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                maestro.run(order, (flow, step) -> begun.countDown());
            } catch (InterruptedException e) {
                thrown.set(e);
            }
        });
        begun.await();
        thread.interrupt();
        thread.join();
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThat(running()).isEmpty();
        try (Stream<Path> left = Files.list(folder.resolve("private"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aProcessThatIsKilledLeavesNoFlowBehind() throws Exception {
        List<FlowRun> runs = run(standIn(), order(Map.of(), flow("Killed", "# stand-in: killed"), flow("Never", "")));
        assertThat(runs).extracting(FlowRun::end).containsExactly(End.UNKNOWN, End.NOT_RUN);
        assertThat(runs.getFirst().failure()).contains(Failure.KILLED);
        assertThat(runs.getFirst().exitCode()).contains(137);
    }

    @Test
    void aProgramThatIsNotThereSaysSoForEveryFlow() throws Exception {
        List<FlowRun> runs =
                run(maestro(folder.resolve("nowhere").toString()), order(Map.of(), flow("A", ""), flow("B", "")));
        assertThat(runs).extracting(FlowRun::end).containsExactly(End.NOT_RUN, End.NOT_RUN);
        assertThat(runs)
                .allMatch(run -> run.failure().equals(Optional.of(Failure.NOT_STARTED))
                        && run.message().contains("No such file or directory"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2.10.0|2.10.0",
                "1.40.0|1.40.0",
                "cli-2.1.0|2.1.0",
                "A new version of the Maestro CLI is available (9.9.9).\\n2.3.0\\n|2.3.0",
                "2.11.0-SNAPSHOT|2.11.0",
                "2.8|2.8.0",
            })
    void theVersionIsFoundWhateverStandsAroundIt(String printed, String version) throws Exception {
        assertThat(script("printf '" + printed + "'").version()).hasToString(version);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.39.13|too old",
                "ERROR: Java 17 or higher is required.|does not say a version",
            })
    void aVersionThatIsTooOldOrNotSaidIsRefused(String printed, String words) throws Exception {
        MaestroProcess maestro = script("echo '" + printed + "'");
        assertThatThrownBy(maestro::version).isInstanceOf(DeviceException.class).hasMessageContaining(words);
        FlowRun run = run(maestro, order(Map.of(), flow("A", ""))).getFirst();
        assertThat(run.failure()).contains(Failure.NOT_STARTED);
        assertThat(run.message()).contains(words);
    }

    @Test
    void theCallIsMaestrosAndNoSecretStandsInIt() throws Exception {
        Path told = folder.resolve("told");
        MaestroProcess maestro = script("[ \"$1\" = --version ] && echo 2.10.0 && exit; "
                + "for a; do echo \"$a\"; case $a in @*) cat \"${a#@}\";; esac; done > " + told + "; env | sort >> "
                + told);
        Map<String, String> variables = Map.of("USER", "Ada", "PASSWORD", "a\"" + SECRET, "MAESTRO_TOKEN", SECRET);
        run(maestro, order(variables, flow("A", "")));
        List<String> lines = new ArrayList<>(Files.readAllLines(told));
        lines.replaceAll(line -> line.replaceAll(folder.resolve("private") + "/prodgate-maestro-\\d+-\\d+", "PRIVATE"));
        assertThat(lines)
                .startsWith(
                        "--device",
                        "emulator-5554",
                        "test",
                        "--no-ansi",
                        "--format",
                        "junit",
                        "--output",
                        "PRIVATE/report/report.xml",
                        "--debug-output",
                        "PRIVATE/debug",
                        "--flatten-debug-output",
                        "-e",
                        "USER=Ada",
                        "@PRIVATE/variables",
                        "\"-e\"",
                        "\"PASSWORD=a\\\"" + SECRET + "\"",
                        folder.resolve("flows/A.yaml").toString())
                .contains(
                        "MAESTRO_TOKEN=" + SECRET,
                        "CI=true",
                        "MAESTRO_CLI_NO_ANALYTICS=1",
                        "MAESTRO_DRIVER_STARTUP_TIMEOUT=120000")
                .anyMatch(line -> line.startsWith("JAVA_OPTS=") && line.endsWith("-Duser.home=PRIVATE/home"));
    }

    @Test
    void aSequenceThatEndsAtTheFirstFailureIsMaestrosToStop() throws Exception {
        Path told = folder.resolve("told");
        String program = "[ \"$1\" = --version ] && echo 2.10.0 && exit; "
                + "while [ $# -gt 0 ]; do [ \"$1\" = --config ] && cat \"$2\" > " + told + "; shift; done";
        List<Flow> flows = new ArrayList<>();
        for (String name : List.of("Sign up", "Buy")) {
            flows.add(flow(name, "").at(new Flow.Place(flows.size(), false)));
        }
        flows.add(flow("Other", ""));
        run(script(program), order(Map.of(), flows.toArray(new Flow[0])));
        assertThat(told)
                .hasContent("{\"executionOrder\":{\"continueOnFailure\":false,\"flowsOrder\":[\"Sign up\",\"Buy\"]}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "two words",
                "\"quoted\" 'single'",
                "back\\slash\\n",
                "line\nbreak\ttab\r",
                "#no comment",
                "@no file",
                "pässwörd €",
                "\u0001\u001f7"
            })
    void aFileOfArgumentsIsReadAsPicocliReadsIt(String value) throws IOException {
        StreamTokenizer tokens =
                new StreamTokenizer(new StringReader(MaestroCall.argumentFile(List.of("-e", "A=" + value))));
        tokens.resetSyntax();
        tokens.wordChars(' ', 255);
        tokens.whitespaceChars(0, ' ');
        tokens.quoteChar('"');
        tokens.quoteChar('\'');
        tokens.nextToken();
        assertThat(tokens.sval).isEqualTo("-e");
        tokens.nextToken();
        assertThat(tokens.sval).isEqualTo("A=" + value);
        assertThat(tokens.nextToken()).isEqualTo(StreamTokenizer.TT_EOF);
    }
}
