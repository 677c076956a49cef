package io.prodgate.device.maestro;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.FlowRun;
import io.prodgate.evidence.FlowRun.End;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever becomes of the files that Maestro leaves: nothing is thrown, and nothing broken counts as passed. */
class MutilatedRunsTest {
    private static final List<Flow> FLOWS = Stream.of(
                    "Login works", "Checkout shows total", "Late content", "App crash", "Absent app")
            .map(Sample::flow)
            .toList();

    @TempDir
    Path folder;

    private Sample sample;

    @BeforeEach
    void copy() throws IOException {
        Path from = Sample.of("android-suite-junit").folder();
        sample = new Sample(folder.resolve("run"));
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = sample.folder().resolve(from.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
    }

    private List<String> passed() throws IOException {
        return sample.read(FLOWS).stream()
                .filter(run -> run.end() == End.PASSED)
                .map(FlowRun::flow)
                .toList();
    }

    private Path file(String name) {
        return sample.folder().resolve(name);
    }

    @Test
    void theCopyIsReadAsTheOriginal() throws IOException {
        assertThat(passed()).containsExactly("Login works", "Late content");
    }

    @Test
    void aReportThatWasCutOffAnywhereHasNoPassedFlow() throws IOException {
        byte[] whole = Files.readAllBytes(file("report.xml"));
        int end = new String(whole, StandardCharsets.UTF_8).stripTrailing().length();
        for (int length = 0; length < end; length += 7) {
            Files.write(file("report.xml"), Arrays.copyOf(whole, length));
            assertThat(passed()).as("cut at " + length).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "report.xml",
                "debug/Login works/commands.json",
                "debug/Login works/manifest.json",
                "debug/App crash/commands.json"
            })
    void bytesThatFlippedMakeNoFlowPassThatDidNot(String name) throws IOException {
        byte[] whole = Files.readAllBytes(file(name));
        Random random = new Random(42);
        for (int i = 0; i < 300; i++) {
            byte[] broken = whole.clone();
            for (int flips = random.nextInt(1, 6); flips > 0; flips--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            Files.write(file(name), broken);
            assertThat(List.of("Login works", "Late content")).containsAll(passed());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"commands.json", "manifest.json"})
    void aFileOfAFlowThatWasCutOffTakesItsSuccessAway(String name) throws IOException {
        Path file = file("debug/Login works/" + name);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += 101) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(passed()).as("cut at " + length).containsExactly("Late content");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\u0000\u0001garbage",
                "{}",
                "[]",
                "null",
                "<html/>",
                "<testsuites/>",
                "<testsuites><testsuite tests='1'><testcase name='Login works' status='SUCCESS'></testsuite></testsuites>",
                "<testsuites><testsuite tests='2'><testcase name='Login works' status='SUCCESS'/></testsuite></testsuites>",
                "<testsuites><testsuite><testcase name='Login works' status='SUCCESS'/></testsuite></testsuites>",
                "<testsuites><testsuite tests='1' failures='1'><testcase name='Login works' status='SUCCESS'/></testsuite></testsuites>",
                "<testsuites><testsuite tests='1'><testcase name='Login works'/></testsuite></testsuites>",
                "<testsuites><testsuite tests='1'><testcase name='Login works' status='WARNING'/></testsuite></testsuites>",
                "<testsuites><testsuite tests='1'><testcase name='Login works' status='SUCCESS'><skipped/></testcase></testsuite></testsuites>",
                "<testsuites><testsuite tests='1'><testcase name='Login works' status='SUCCESS'><failure>no</failure></testcase></testsuite></testsuites>",
                "<testsuites><testsuite tests='2'><testcase name='Login works' status='SUCCESS'/><testcase name='Login works' status='SUCCESS'/></testsuite></testsuites>",
                "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><testsuites><testsuite tests='1'><testcase name='Login works' status='SUCCESS'/></testsuite></testsuites>",
                "<testsuites><testsuite tests='1'><testcase name='Login works' status='SUCCESS'/></testsuite></testsuites> rest",
            })
    void aReportOfAnyOtherShapeHasNoPassedFlow(String text) throws IOException {
        Files.writeString(file("report.xml"), text);
        Files.writeString(file("exit-code"), "0");
        assertThat(passed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3, 130, 137, 143, 255})
    void anExitCodeThatContradictsTheReportTakesItsSuccessesAway(int code) throws IOException {
        Files.writeString(file("exit-code"), String.valueOf(code));
        assertThat(passed()).isEmpty();
        assertThat(sample.read(FLOWS)).anyMatch(run -> run.message().contains("exit code " + code));
    }

    @Test
    void anExitCodeOfOneWhereAllPassedIsNoPass() throws IOException {
        Sample rerun = Sample.of("sigkill-then-rerun-isolated-home-second");
        MaestroEnd end = rerun.end();
        MaestroEnd one = new MaestroEnd(
                Optional.of(1), end.cut(), false, end.output(), end.errors(), end.begun(), end.started(), end.ended());
        List<Flow> flows = List.of(Sample.flow("Login works"));
        assertThat(rerun.read(flows, end)).extracting(FlowRun::end).containsExactly(End.PASSED);
        assertThat(rerun.read(flows, one)).extracting(FlowRun::end).containsExactly(End.UNKNOWN);
    }

    @Test
    void aStepThatFailedOrStillRunsContradictsASuccess() throws IOException {
        Path commands = file("debug/Login works/commands.json");
        String whole = Files.readString(commands);
        for (String status : List.of("FAILED", "RUNNING")) {
            int last = whole.lastIndexOf("\"COMPLETED\"");
            Files.writeString(commands, whole.substring(0, last) + '"' + status + '"' + whole.substring(last + 11));
            assertThat(passed()).containsExactly("Late content");
        }
    }

    @Test
    void anAppThatCrashedDidNotPass() throws IOException {
        Files.copy(file("debug/App crash/logs/crash-report.txt"), file("debug/Login works/logs/crash-report.txt"));
        FlowRun run = sample.read(FLOWS).getFirst();
        assertThat(run.end()).isEqualTo(End.UNKNOWN);
        assertThat(run.message()).contains("the app crashed");
        assertThat(run.crash()).isPresent();
    }

    @Test
    void linksAreNotFollowed() throws IOException {
        Files.move(file("report.xml"), folder.resolve("elsewhere.xml"));
        Files.createSymbolicLink(file("report.xml"), folder.resolve("elsewhere.xml"));
        assertThat(passed()).isEmpty();
    }

    @Test
    void aNameInAManifestThatLeadsElsewhereIsNotFollowed() throws IOException {
        Files.writeString(folder.resolve("secret.txt"), "FATAL EXCEPTION: of somebody else");
        Files.writeString(
                file("debug/Absent app/manifest.json"),
                "{\"entries\":[{\"kind\":\"CRASH_REPORT\",\"relativePath\":\"../../../secret.txt\"}]}");
        assertThat(sample.read(FLOWS).getLast().crash()).hasValue("crash");
    }
}
