package io.prodgate.device.emulator;

import io.prodgate.device.DeviceException;
import io.prodgate.device.WantedDevices.EmulatorPlan;
import io.prodgate.device.adb.AndroidSdk;
import io.prodgate.device.adb.Programs;
import io.prodgate.evidence.Time;
import io.prodgate.process.RunningProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Makes emulators.
 *
 * @see <a href="https://developer.android.com/studio/run/emulator-commandline">Command line of the emulator</a>
 */
public final class EmulatorFactory {
    private final AndroidSdk sdk;
    private final Programs programs;
    private final Acceleration acceleration;
    private final Time time;

    /** A factory with the tools of an SDK. */
    public EmulatorFactory(AndroidSdk sdk, Programs programs, Acceleration acceleration, Time time) {
        this.sdk = sdk;
        this.programs = programs;
        this.acceleration = acceleration;
        this.time = time;
    }

    /**
     * Makes emulators, not started yet: each with ports of its own.
     *
     * @param taken serials that adb knows
     * @param reserve takes a serial for us, if nobody else has
     * @param note told by serial how to find an emulator again
     * @throws DeviceException if emulators cannot be had here at all
     */
    public List<Emulator> make(
            EmulatorPlan plan,
            int count,
            Set<String> taken,
            Predicate<String> reserve,
            BiConsumer<String, RunningProgram.Track> note)
            throws DeviceException, InterruptedException {
        Path program = program();
        Optional<Acceleration.Missing> missing = missing(plan);
        List<Avds.Avd> avds = new Avds(sdk, programs, program).choose(plan, count);
        List<Emulator> emulators = new ArrayList<>();
        for (int port : ConsolePorts.free(taken)) {
            if (emulators.size() < count && reserve.test("emulator-" + port)) {
                Avds.Avd avd = avds.get(emulators.size());
                boolean shared = !avd.created() && count > 1;
                List<String> command = command(program, port, avd, plan, shared, missing.isPresent());
                emulators.add(new Emulator(
                        port,
                        avd,
                        command,
                        programs.environment(),
                        time,
                        track -> note.accept("emulator-" + port, track)));
            }
        }
        if (emulators.isEmpty()) {
            throw new DeviceException(
                    "there is no free pair of ports for an emulator from 5554 to 5683",
                    "this machine",
                    "end emulators that nobody needs any more");
        }
        return emulators;
    }

    private Optional<Acceleration.Missing> missing(EmulatorPlan plan) throws DeviceException {
        Optional<Acceleration.Missing> missing = acceleration.missing();
        if (missing.isPresent() && !plan.slow()) {
            throw new DeviceException(
                    missing.get().what(),
                    "emulators on this machine",
                    missing.get().todo());
        }
        return missing;
    }

    /**
     * Says which AVDs would be started, and creates none.
     *
     * @return their names, in words
     * @throws DeviceException if emulators cannot be had here
     */
    public String examine(EmulatorPlan plan, int count) throws DeviceException, InterruptedException {
        Path program = program();
        Optional<Acceleration.Missing> missing = missing(plan);
        String avds = new Avds(sdk, programs, program).examine(plan, count);
        return missing.isEmpty() ? avds : avds + ", slowly: " + missing.get().what();
    }

    private Path program() throws DeviceException {
        return sdk.emulator()
                .orElseThrow(() -> new DeviceException(
                        "the program emulator is not installed",
                        sdk.root().map(Path::toString).orElse("PATH and ANDROID_HOME"),
                        "install it: sdkmanager emulator; or attach a device"));
    }

    /**
     * What was created for us starts with wiped data, without a snapshot. An AVD of the user's may start from its snapshot, and none is
     * ever saved; used by several emulators at once it is only read.
     */
    private static List<String> command(
            Path program, int port, Avds.Avd avd, EmulatorPlan plan, boolean shared, boolean slow) {
        List<String> command =
                new ArrayList<>(List.of(program.toString(), "-avd", avd.name(), "-port", String.valueOf(port)));
        command.addAll(List.of(
                "-no-window", "-no-audio", "-no-boot-anim", "-gpu", "swiftshader_indirect", "-no-snapshot-save"));
        if (avd.created()) {
            command.addAll(List.of("-no-snapshot", "-wipe-data"));
        }
        if (shared) {
            command.add("-read-only");
        }
        if (slow) {
            command.addAll(List.of("-accel", "off"));
        }
        command.addAll(plan.options());
        return command;
    }
}
