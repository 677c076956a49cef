package io.prodgate.demo;

import io.prodgate.device.DeviceException;
import io.prodgate.device.adb.Adb;
import io.prodgate.device.adb.AndroidSdk;
import io.prodgate.device.adb.Listed;
import io.prodgate.device.adb.Programs;
import io.prodgate.evidence.DeviceReading;
import io.prodgate.evidence.Time;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the demo's app can be tried here.
 *
 * @param app what there is to try; empty if something is missing
 * @param missing what that is and how to get it, a sentence each
 * @param adb how devices are reached; empty if they cannot be
 */
public record AppOutlook(Optional<DemoApp> app, List<String> missing, Optional<Adb> adb) {
    public AppOutlook {
        missing = List.copyOf(missing);
    }

    /**
     * Looks for devices, Maestro and flows; starts nothing but adb's server.
     *
     * @param environment where programs are looked for
     */
    public static AppOutlook look(Path apk, Path flows, Map<String, String> environment, Time time)
            throws InterruptedException {
        List<String> missing = new ArrayList<>();
        if (!Files.isDirectory(flows)) {
            missing.add("there is no folder " + flows + " with the app's flows; name it with --flows");
        }
        Optional<Path> maestro = onPath(environment, "maestro");
        if (maestro.isEmpty()) {
            missing.add("maestro is not on PATH; get it: https://docs.maestro.dev/getting-started/installing-maestro");
        }
        try {
            AndroidSdk sdk = new AndroidSdk(environment);
            Adb adb = Adb.of(sdk, new Programs(sdk.environment(), time));
            List<String> serials = serials(adb.devices(), missing);
            Optional<DemoApp> app = missing.isEmpty()
                    ? maestro.map(program -> new DemoApp(apk, flows, program, serials))
                    : Optional.empty();
            return new AppOutlook(app, missing, Optional.of(adb));
        } catch (DeviceException e) {
            missing.add(e.getMessage() + "; " + e.todo());
            return new AppOutlook(Optional.empty(), missing, Optional.empty());
        }
    }

    private static List<String> serials(List<Listed> listed, List<String> missing) {
        List<String> ready = listed.stream()
                .filter(device -> device.state() == DeviceReading.State.DEVICE)
                .map(Listed::serial)
                .toList();
        if (ready.isEmpty()) {
            missing.add(
                    listed.isEmpty()
                            ? "no device is attached; start an emulator, or attach a phone with USB debugging"
                            : "no device is ready: "
                                    + String.join(
                                            ", ",
                                            listed.stream()
                                                    .map(device -> device.serial() + " is " + device.word())
                                                    .toList())
                                    + "; start it again, or accept this machine on its screen");
        }
        return ready;
    }

    private static Optional<Path> onPath(Map<String, String> environment, String program) {
        return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
