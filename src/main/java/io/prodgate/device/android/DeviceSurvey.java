package io.prodgate.device.android;

import io.prodgate.device.DeviceException;
import io.prodgate.device.WantedDevices;
import io.prodgate.device.adb.Adb;
import io.prodgate.device.adb.AndroidSdk;
import io.prodgate.device.adb.Listed;
import io.prodgate.device.adb.Programs;
import io.prodgate.device.emulator.Acceleration;
import io.prodgate.device.emulator.EmulatorFactory;
import io.prodgate.evidence.DeviceReading.State;
import io.prodgate.evidence.Time;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at what there is for devices before a run, and changes nothing; an adb server is started if there is none. */
public final class DeviceSurvey {
    private static final int OLDEST_ADB = 29;

    private final AndroidSdk sdk;
    private final Programs programs;
    private final Acceleration acceleration;
    private final Time time;

    /** A survey of this machine. */
    public DeviceSurvey(Map<String, String> environment, Time time) {
        this(environment, Acceleration.ofThisMachine(), time);
    }

    /** A survey of a machine whose emulators are accelerated or not. */
    DeviceSurvey(Map<String, String> environment, Acceleration acceleration, Time time) {
        this.sdk = new AndroidSdk(environment);
        this.programs = new Programs(sdk.environment(), time);
        this.acceleration = acceleration;
        this.time = time;
    }

    /** How much a finding matters. */
    public enum Weight {
        /** Nothing has to be done. */
        FINE,
        /** A run is possible, but something is not as it should be. */
        ODD,
        /** It must be mended before a run. */
        MISSING
    }

    /**
     * Something found.
     *
     * @param subject what was looked at
     * @param what was found, one sentence
     * @param todo what to do about it; empty if nothing
     */
    public record Found(Weight weight, String subject, String what, Optional<String> todo) {
        static Found fine(String subject, String what) {
            return new Found(Weight.FINE, subject, what, Optional.empty());
        }
    }

    /** What there is, for the devices that a plan wants. */
    public List<Found> look(WantedDevices wanted) throws InterruptedException {
        List<Found> found = new ArrayList<>();
        List<Listed> ready = new ArrayList<>();
        found.addAll(port());
        try {
            Adb adb = Adb.of(sdk, programs);
            found.add(version(adb));
            for (Listed device : adb.devices()) {
                found.add(device(device));
                if (device.state() == State.DEVICE && isWanted(device, wanted)) {
                    ready.add(device);
                }
            }
        } catch (DeviceException e) {
            found.add(new Found(Weight.MISSING, "adb", e.getMessage() + " (" + e.where() + ")", Optional.of(e.todo())));
        }
        found.add(enough(wanted, ready));
        return found;
    }

    /** That adb's server is where Maestro cannot be led. */
    List<Found> port() {
        return sdk.server().isPresent()
                ? List.of()
                : List.of(new Found(
                        Weight.MISSING,
                        "adb server",
                        "ADB_SERVER_SOCKET names no TCP port, and Maestro knows no other way to adb's server",
                        Optional.of("unset ADB_SERVER_SOCKET, or give it the form tcp:HOST:PORT")));
    }

    private static Found version(Adb adb) throws DeviceException, InterruptedException {
        String version = adb.version();
        String number = version.replaceFirst("\\D.*", "");
        if (number.isEmpty() || number.length() > 4) {
            return new Found(
                    Weight.ODD,
                    "adb",
                    adb.program() + " does not say its version",
                    Optional.of("install the Android platform-tools " + OLDEST_ADB + " or newer"));
        }
        return Integer.parseInt(number) >= OLDEST_ADB
                ? Found.fine("adb", adb.program() + ", version " + version)
                : new Found(
                        Weight.MISSING,
                        "adb",
                        adb.program() + ", version " + version + ", is too old",
                        Optional.of("install the Android platform-tools " + OLDEST_ADB + " or newer"));
    }

    private Found device(Listed device) {
        String subject = "device " + device.serial();
        if (device.state() == State.DEVICE) {
            return Found.fine(
                    subject,
                    "ready"
                            + device.model()
                                    .map(model -> ", a " + model.replace('_', ' '))
                                    .orElse(""));
        }
        String what = Portrait.unfit(device, time).trouble().orElse(device.word());
        return new Found(Weight.ODD, subject, what + "; Maestro will not get to see it", Optional.of(device.todo()));
    }

    private static boolean isWanted(Listed device, WantedDevices wanted) {
        return wanted.serials().isEmpty() || wanted.serials().contains(device.serial());
    }

    private Found enough(WantedDevices wanted, List<Listed> ready) throws InterruptedException {
        String subject = "devices for " + wanted.count() + (wanted.count() == 1 ? " flow" : " flows") + " at a time";
        if (ready.size() >= wanted.count()) {
            return Found.fine(subject, ready.size() + " ready");
        }
        Weight weight = ready.isEmpty() ? Weight.MISSING : Weight.ODD;
        if (!wanted.serials().isEmpty()) {
            List<String> absent = wanted.serials().stream()
                    .filter(serial ->
                            ready.stream().noneMatch(device -> device.serial().equals(serial)))
                    .toList();
            return new Found(
                    weight,
                    subject,
                    "not ready: " + String.join(", ", absent),
                    Optional.of("attach what the plan names"));
        }
        if (wanted.emulator().isEmpty()) {
            return new Found(
                    weight,
                    subject,
                    ready.size() + " ready, and the plan starts no emulators",
                    Optional.of("attach more, or allow emulators in the plan"));
        }
        try {
            String avds = new EmulatorFactory(sdk, programs, acceleration, time)
                    .examine(wanted.emulator().get(), wanted.count() - ready.size());
            return Found.fine(subject, ready.size() + " ready; emulators will be started: " + avds);
        } catch (DeviceException e) {
            return new Found(
                    weight,
                    subject,
                    ready.size() + " ready, and no emulator can be started: " + e.getMessage(),
                    Optional.of(e.todo()));
        }
    }
}
