package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.demo.AppOutlook;
import io.prodgate.demo.DemoApp;
import io.prodgate.evidence.Time;
import io.prodgate.testing.DemoApks;
import io.prodgate.testing.FreePorts;
import io.prodgate.testing.LabDevice;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code prodgate demo --apk} with the app's own flow, the real adb, Maestro's engine and a simulated device. */
@Timeout(300)
class DemoAppOnDeviceTest {
    private static final Path LAB = Path.of("src/android-lab").toAbsolutePath();
    private static final Path AUTHORITY = Path.of("src/main/resources/demo/tls/ca.pem");

    @TempDir
    Path folder;

    @Test
    void theAppIsTheLastStageAndItsUserIsNew() throws Exception {
        Path apk = DemoApks.GOOD.path();
        Path flows = oneFlow();
        int port = FreePorts.forTheDemo();
        List<String> options = List.of("--production", "https://localhost:" + port, "--trust", AUTHORITY.toString());
        try (LabDevice device = LabDevice.start(folder.resolve("device"), "Demo_API_34", options)) {
            Map<String, String> environment = environment(device);
            AppOutlook outlook = AppOutlook.look(apk, flows, environment, Time.system());
            assertThat(outlook.missing()).isEmpty();
            // The demo would take somebody's phone, too.
            Assumptions.assumeTrue(
                    outlook.app().map(DemoApp::serials).orElseThrow().equals(List.of(device.serial())),
                    "needs a machine without a device of its own");

            Shell.Result result = Shell.inEarnest(environment)
                    .run(
                            "demo",
                            "--apk",
                            apk.toString(),
                            "--flows",
                            flows.toString(),
                            "--port",
                            Integer.toString(port),
                            "--out",
                            folder.resolve("run").toString());

            assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
            assertThat(result.out())
                    .contains(
                            "PASS  app/tickets-app.apk",
                            "PASS  app/tickets-app.sign-up",
                            "PASS  app/tickets-app.fresh-users",
                            "APPROVED")
                    .doesNotContain("Not shown");
        }
    }

    private Map<String, String> environment(LabDevice device) {
        return Map.of(
                "PATH",
                LAB + File.pathSeparator + System.getenv().getOrDefault("PATH", "/usr/bin:/bin"),
                "HOME",
                device.adbHome().toString(),
                "JAVA_HOME",
                System.getProperty("java.home"),
                "XDG_CACHE_HOME",
                folder.resolve("cache").toString(),
                "XDG_STATE_HOME",
                folder.resolve("state").toString());
    }

    /** The shortest of the demo's flows: the engine takes its time. */
    private Path oneFlow() throws IOException {
        Path flows = folder.resolve("flows");
        Files.createDirectories(flows.resolve("subflows"));
        for (String file : List.of("config.yaml", "sign-up.yaml", "subflows/fresh-user.yaml")) {
            Files.copy(Path.of("flows").resolve(file), flows.resolve(file));
        }
        Files.createDirectories(folder.resolve("device"));
        return flows;
    }
}
