package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.cli.AppStage.AppRun;
import io.prodgate.demo.Scenario;
import io.prodgate.journal.Journal;
import io.prodgate.testing.DemoApks;
import io.prodgate.testing.FastMaestroInstallation;
import io.prodgate.testing.FastMaestroLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run of an app that was ended after its first flow, and goes on with other flows or another APK than it began with. */
@Timeout(180)
class AppResumeTest {
    @TempDir
    private Path folder;

    private AttachedDevices attached;
    private FastMaestroInstallation maestro;
    private AppStage stage;
    private Path flows;
    private Path apk;
    private Path run;

    @BeforeEach
    void runAndEndIt() throws Exception {
        attached = AttachedDevices.apart(folder.resolve("home"));
        maestro = FastMaestroInstallation.in(folder.resolve("maestro"));
        stage = AppStage.open(folder.resolve("stage"), Scenario.HEALTHY, attached, maestro.folder());
        stage.device();
        flows = stage.folder().resolve("flows");
        Files.createDirectories(flows.resolve("parts"));
        write("one.yaml", "- launchApp\n");
        write("two.yaml", "- runFlow: parts/sub.yaml\n");
        write("parts/sub.yaml", "- runScript: { file: sub.js }\n");
        Files.writeString(flows.resolve("parts/sub.js"), "output.A = 1\n");
        Files.writeString(flows.resolve("config.yaml"), "flows: ['*']\n");
        apk = Files.copy(DemoApks.GOOD.path(), stage.folder().resolve("app.apk"));
        Path plan = stage.plan("flows: ../flows");
        Files.writeString(
                plan,
                Files.readString(plan)
                        .replace(DemoApks.GOOD.path().toAbsolutePath().toString(), apk.toString()));
        AppRun whole = stage.run(plan);
        assertThat(whole.ending()).as(whole.said()).isEqualTo("approved 0");
        run = whole.folder();
        cutAfterTheFirstFlow();
        assertThat(flowsStarted()).isEqualTo(2);
    }

    private long flowsStarted() throws IOException {
        return maestro.log().read().stream()
                .filter(entry -> entry.event() == FastMaestroLog.Event.FLOW_START)
                .count();
    }

    @AfterEach
    void close() {
        if (stage != null) {
            stage.close();
        }
        if (attached != null) {
            attached.close();
        }
    }

    private void write(String name, String commands) throws IOException {
        Files.writeString(flows.resolve(name), "appId: " + DemoApks.PACKAGE + "\n---\n" + commands);
    }

    private void cutAfterTheFirstFlow() throws IOException {
        Path journal = run.resolve(Journal.FILE_NAME);
        String all = Files.readString(journal);
        int apkEnded = all.indexOf("\"type\":\"check-finished\"");
        int flowEnded = all.indexOf("\"type\":\"check-finished\"", apkEnded + 1);
        Files.writeString(journal, all.substring(0, all.indexOf('\n', flowEnded) + 1));
    }

    private Shell.Result resume() {
        return Shell.inEarnest(stage.environment()).run("resume", run.toString());
    }

    @Test
    void withTheSameFlowsAndApkOnlyWhatIsLeftIsRun() throws Exception {
        Shell.Result resumed = resume();

        assertThat(resumed.exitCode()).as(resumed.out() + resumed.err()).isZero();
        assertThat(flowsStarted()).isEqualTo(3);
    }

    @Test
    void aFlowOrAnythingItIsMadeOfThatHasChangedIsRefused() throws Exception {
        for (String file : new String[] {"one.yaml", "parts/sub.yaml", "parts/sub.js", "config.yaml"}) {
            String before = Files.readString(flows.resolve(file));
            Files.writeString(
                    flows.resolve(file),
                    "# changed\n".replace('#', file.endsWith("js") ? ';' : '#'),
                    StandardOpenOption.APPEND);

            Shell.Result resumed = resume();

            assertThat(resumed.exitCode()).as(file).isEqualTo(ExitCode.USAGE);
            assertThat(resumed.err()).contains("a check of it reads (a flow,", "begin a new one");
            Files.writeString(flows.resolve(file), before);
        }
        write("three.yaml", "- launchApp\n");
        assertThat(resume().exitCode()).as("a flow more").isEqualTo(ExitCode.USAGE);
    }

    @Test
    void anApkThatIsNotTheProvenOneIsRefusedWithBothDigests() throws Exception {
        Files.copy(DemoApks.V2_ONLY.path(), apk, StandardCopyOption.REPLACE_EXISTING);

        Shell.Result resumed = resume();

        assertThat(resumed.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(resumed.err())
                .containsPattern("the APK \\S+app.apk is not the one that was proven \\(its SHA-256 was [0-9a-f]{8}…"
                        + " and is [0-9a-f]{8}…\\)")
                .contains("begin a new one");
    }

    @Test
    void anApkThatIsGoneIsRefused() throws Exception {
        Files.delete(apk);

        assertThat(resume().err()).contains("it cannot be read now", "begin a new one");
    }
}
