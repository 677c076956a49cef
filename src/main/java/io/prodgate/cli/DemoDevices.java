package io.prodgate.cli;

import io.prodgate.demo.AppOutlook;
import io.prodgate.demo.DemoApp;
import io.prodgate.demo.Tunnels;
import io.prodgate.device.DeviceException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code --apk} adds to the demo, as far as it can be had; without it, and where something is missing, nothing. */
final class DemoDevices implements AutoCloseable {
    /** Where they are in the sources. */
    static final Path FLOWS = Path.of("flows");

    private static final String NOT_SHOWN = "Not shown: The Android app";

    private final Optional<AppOutlook> outlook;
    private final List<String> troubles = new ArrayList<>();
    private Optional<Tunnels> tunnels = Optional.empty();

    private DemoDevices(Optional<AppOutlook> outlook) {
        this.outlook = outlook;
    }

    /** Looks for what the app needs. */
    static DemoDevices look(Optional<Path> apk, Path flows, Surroundings surroundings)
            throws CommandException, InterruptedException {
        if (apk.isEmpty()) {
            return new DemoDevices(Optional.empty());
        }
        if (!Files.isRegularFile(apk.get())) {
            throw CommandException.usage(
                    (Files.exists(apk.get()) ? apk.get() + " is no file" : "there is no file " + apk.get())
                            + "; in the sources of prodgate './mvnw -Pdemo-app package' builds target/demo-app.apk");
        }
        if (!flows.equals(FLOWS) && !Files.isDirectory(flows)) {
            throw CommandException.usage(
                    "--flows " + flows + ": there is no such folder; in the sources of prodgate it is 'flows'");
        }
        return new DemoDevices(
                Optional.of(AppOutlook.look(apk.get(), flows, surroundings.environment(), surroundings.time())));
    }

    /** Lets the devices reach the stand-in; if one cannot, none is used. */
    void reach(URI platform) throws InterruptedException {
        if (outlook.isEmpty() || outlook.get().app().isEmpty()) {
            return;
        }
        try {
            tunnels = Optional.of(Tunnels.open(
                    outlook.get().adb().orElseThrow(), outlook.get().app().get().serials(), platform.getPort()));
        } catch (DeviceException e) {
            troubles.add(e.where() + ": " + e.getMessage() + "; " + e.todo());
        }
    }

    /** What the plan tries on devices; empty if it cannot. */
    Optional<DemoApp> app() {
        return tunnels.isPresent() ? outlook.flatMap(AppOutlook::app) : Optional.empty();
    }

    /** What the run does not show and why, a line each. */
    List<String> notShown() {
        if (outlook.isEmpty()) {
            return List.of(NOT_SHOWN + ": it needs a device or an emulator, Maestro, and the app:"
                    + " prodgate demo --apk target/demo-app.apk");
        }
        List<String> all = new ArrayList<>(outlook.get().missing());
        all.addAll(troubles);
        return all.stream().map(sentence -> NOT_SHOWN + ": " + sentence).toList();
    }

    @Override
    public void close() {
        tunnels.ifPresent(Tunnels::close);
    }
}
