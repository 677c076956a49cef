package io.prodgate.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.demo.DemoPlatform;
import io.prodgate.demo.Scenario;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The app of the simulated device, and the demo's production that it really calls. */
class ScriptedAppTest {
    private static final String PACKAGE = "io.prodgate.demo.tickets";
    private static final Pattern BOUNDS = Pattern.compile("bounds=\"\\[(\\d+),(\\d+)]\\[(\\d+),(\\d+)]\"");

    @TempDir
    Path folder;

    private AdbServer adb;
    private DemoPlatform platform;
    private SimulatedDevice device;
    private Process logcat;
    private BufferedReader log;

    @BeforeEach
    void start() throws Exception {
        adb = AdbServer.start(folder.resolve("home"));
        platform = DemoPlatform.start(Scenario.HEALTHY);
        platform.writePlan(folder.resolve("plan"));
        device = SimulatedDevice.start(
                adb.port(),
                "--installed",
                PACKAGE,
                "--production",
                platform.url().toString(),
                "--trust",
                folder.resolve("plan/demo-ca.pem").toString());
        adb.await(device.serial(), "device");
        logcat = adb.begin("-s", device.serial(), "logcat", "-v", "raw", "-s", "Tickets:V", "okhttp.OkHttpClient:V");
        log = logcat.inputReader(UTF_8);
    }

    @AfterEach
    void stop() {
        if (platform != null) {
            logcat.destroyForcibly();
            device.close();
            platform.close();
            adb.close();
        }
    }

    private void shell(String command) throws IOException, InterruptedException {
        AdbServer.Answer answer = adb.run("-s", device.serial(), "shell", command);
        assertThat(answer.code()).as(answer.errors()).isZero();
    }

    private void launch() throws IOException, InterruptedException {
        shell("monkey -p " + PACKAGE + " -c android.intent.category.LAUNCHER 1");
    }

    private String screen() throws IOException, InterruptedException {
        return device.state().get("screen").asText();
    }

    private void tap(String text) throws IOException, InterruptedException {
        String node = Pattern.compile("<node ")
                .splitAsStream(screen())
                .filter(one -> one.contains("\"" + text + "\""))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + text));
        Matcher bounds = BOUNDS.matcher(node);
        assertThat(bounds.find()).isTrue();
        shell("input tap " + (Integer.parseInt(bounds.group(1)) + 10) + " " + (Integer.parseInt(bounds.group(2)) + 10));
    }

    /** Waits for a line of the log, and returns what follows its beginning. */
    private String logged(String beginning) throws IOException {
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            if (line.startsWith(beginning)) {
                return line.substring(beginning.length());
            }
        }
        throw new AssertionError("logcat has ended without " + beginning);
    }

    @Test
    void aTicketIsSentAndItsNoteIsRead() throws Exception {
        launch();
        tap("Start");
        logged("--> POST " + platform.url() + "/api/v1/users/anonymous");
        logged("<-- 201 " + platform.url());
        String user = logged("user=");
        logged("<-- 200 " + platform.url() + "/api/v1/users/me");
        assertThat(screen()).contains("Welcome", user);

        tap("New ticket");
        shell("input text 'No%snetwork'");
        tap("What happened?");
        shell("input text 'Since%sthis%smorning%sno%sphone%sgets%san%saddress'");
        assertThat(screen()).contains("No network", "Since this morning");
        tap("Send");
        String ticket = logged("ticket=");
        assertThat(logged("note=")).isEqualTo(ticket);
        assertThat(screen()).contains(ticket, "Enhanced");
    }

    @Test
    void aUserStaysUntilTheDataIsCleared() throws Exception {
        launch();
        tap("Start");
        String user = logged("user=");
        shell("am force-stop " + PACKAGE);
        launch();
        assertThat(screen()).contains("Welcome", user);

        shell("pm clear " + PACKAGE);
        launch();
        assertThat(screen()).contains("Start").doesNotContain("Welcome");
        tap("Start");
        assertThat(logged("user=")).isNotEqualTo(user);
    }

    @Test
    void whatIsWrongWithTheDeviceIsWhatTheAppSays() throws Exception {
        launch();
        device.fault("{\"no-network\": true}");
        tap("Start");
        logged("<-- HTTP FAILED: java.net.");
        assertThat(logged("error=")).isEqualTo("No connection to the server");

        device.fault("{\"no-network\": false, \"clock-skew\": -999999999}");
        tap("Start");
        logged("<-- HTTP FAILED: javax.net.ssl.");
        assertThat(logged("error=")).isEqualTo("No secure connection to the server");
        assertThat(screen()).contains("No secure connection to the server");
    }

    @Test
    void anAppCrashesFreezesAndIsHiddenByADialog() throws Exception {
        launch();
        device.fault("{\"system-dialog\": \"System UI isn't responding\"}");
        assertThat(screen()).contains("System UI isn't responding").doesNotContain("\"Start\"");
        tap("Wait");
        device.fault("{\"anr\": \"Start\"}");
        tap("Start");
        assertThat(screen()).contains("Tickets isn't responding");
        assertThat(device.log()).anyMatch(line -> line.contains("ANR in " + PACKAGE));
        tap("Wait");

        device.fault("{\"app-crash\": \"Start\"}");
        tap("Start");
        assertThat(device.state().get("foreground").asText()).isEmpty();
        assertThat(adb.run("-s", device.serial(), "logcat", "-d", "-b", "crash").text())
                .contains("FATAL EXCEPTION: main", "Process: " + PACKAGE);
    }
}
