package io.prodgate.device.android;

import io.prodgate.device.Device;
import io.prodgate.device.DeviceException;
import io.prodgate.device.Devices;
import io.prodgate.device.WantedDevices;
import io.prodgate.device.adb.Adb;
import io.prodgate.device.adb.AndroidSdk;
import io.prodgate.device.adb.Programs;
import io.prodgate.device.emulator.Acceleration;
import io.prodgate.device.emulator.EmulatorFactory;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Devices in earnest, through {@code adb} and {@code emulator}. Neither is looked for before the first device is asked for. */
public final class AndroidDevices implements Devices {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private final AndroidSdk sdk;
    private final Acceleration acceleration;
    private final Leases leases;
    private final Time time;
    private volatile Optional<Pool> pool = Optional.empty();
    private boolean closed;

    /** The devices of this machine. */
    public AndroidDevices(Map<String, String> environment, Time time) {
        this(environment, Acceleration.ofThisMachine(), time);
    }

    /** The devices of a machine whose emulators are accelerated or not. */
    AndroidDevices(Map<String, String> environment, Acceleration acceleration, Time time) {
        this.sdk = new AndroidSdk(environment);
        this.acceleration = acceleration;
        this.leases = new Leases(Leases.folder(environment), sdk.serverPort(), time);
        this.time = time;
    }

    /**
     * Ends emulators that earlier runs started and could not end as they were killed. Costs nothing if there are none; asks nothing of
     * adb.
     *
     * @return their serials
     */
    public List<String> endLeftOver() {
        return leases.endEmulators();
    }

    @Override
    public List<Device> open(WantedDevices wanted, Instant deadline, Consumer<Evidence> seen)
            throws DeviceException, InterruptedException {
        Pool devices = pool();
        Round round = new Round(devices, wanted, deadline, seen, time);
        while (true) {
            List<Device> taken = round.take();
            if (!taken.isEmpty()) {
                return taken;
            }
            if (!devices.inUse() || !time.now().isBefore(deadline)) {
                throw Refusal.none(round.refusals());
            }
            time.sleep(LOOK_AGAIN); // All that there is, is in the hands of other checks.
        }
    }

    private synchronized Pool pool() throws DeviceException, InterruptedException {
        if (closed) {
            throw new DeviceException("the run is over", "this run", "run the plan again");
        }
        if (pool.isEmpty()) {
            leases.endEmulators();
            Programs programs = new Programs(sdk.environment(), time);
            Adb adb = Adb.of(sdk, programs);
            Pool opened = new Pool(adb, leases, new EmulatorFactory(sdk, programs, acceleration, time), time);
            opened.putBackLeftOver();
            pool = Optional.of(opened);
        }
        return pool.get();
    }

    private synchronized Optional<Pool> end() {
        closed = true;
        return pool;
    }

    @Override
    public void kill() {
        pool.ifPresent(Pool::kill);
    }

    @Override
    public void close() {
        end().ifPresent(devices -> Undisturbed.run("devices are given back", devices::giveBack));
    }
}
