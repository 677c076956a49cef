package io.prodgate.cli;

import io.prodgate.demo.Scenario;
import io.prodgate.testing.DemoApks;
import io.prodgate.testing.FastMaestroInstallation;
import io.prodgate.testing.FastMaestroLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An {@linkplain AppStage app's stage} with the stand-in for Maestro, flows for it, and an adb server of its own. */
final class AppCase implements AutoCloseable {
    /** Of the app's entry in the plan: those of this case. */
    static final String FLOWS = "flows: ../flows";

    private final AttachedDevices attached;
    private final FastMaestroInstallation maestro;
    private final AppStage stage;

    private AppCase(AttachedDevices attached, FastMaestroInstallation maestro, AppStage stage) {
        this.attached = attached;
        this.maestro = maestro;
        this.stage = stage;
    }

    /** Starts production and adb. */
    static AppCase open(Path folder) throws IOException, InterruptedException {
        FastMaestroInstallation maestro = FastMaestroInstallation.in(folder.resolve("maestro"));
        AttachedDevices attached = AttachedDevices.apart(folder.resolve("home"));
        try {
            Path there = folder.resolve("stage");
            return new AppCase(attached, maestro, AppStage.open(there, Scenario.HEALTHY, attached, maestro.folder()));
        } catch (IOException | RuntimeException | Error e) {
            attached.close();
            throw e;
        }
    }

    AttachedDevices attached() {
        return attached;
    }

    FastMaestroInstallation maestro() {
        return maestro;
    }

    AppStage stage() {
        return stage;
    }

    /** Writes a flow, with what the stand-in does in it. */
    void flow(String name, String... directives) throws IOException {
        StringBuilder text = new StringBuilder("appId: " + DemoApks.PACKAGE + "\n");
        for (String directive : directives) {
            text.append("# stand-in: ").append(directive).append('\n');
        }
        Path flows = Files.createDirectories(stage.folder().resolve("flows"));
        Files.writeString(flows.resolve(name + ".yaml"), text.append("---\n- launchApp\n"));
    }

    /** The flows that were started, each as often as it was. */
    List<FastMaestroLog.Entry> started() throws IOException {
        return maestro.log().read().stream()
                .filter(entry -> entry.event() == FastMaestroLog.Event.FLOW_START)
                .toList();
    }

    @Override
    public void close() {
        try (AttachedDevices devices = attached;
                AppStage opened = stage) {
            // Closed from the last to the first.
        }
    }
}
