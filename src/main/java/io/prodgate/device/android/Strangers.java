package io.prodgate.device.android;

import io.prodgate.device.DeviceException;
import io.prodgate.device.adb.Adb;
import io.prodgate.device.adb.Listed;
import io.prodgate.evidence.DeviceReading.State;
import io.prodgate.evidence.Time;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Devices that adb lists and that do not answer. A single one of them hides all others from Maestro, which asks each device before it
 * takes one, so they are kept out of its sight: disconnected if adb reached them over the network, else asked to come back.
 *
 * @see <a href="https://github.com/mobile-dev-inc/dadb/issues/62">dadb issue 62</a>
 */
final class Strangers {
    private static final Duration COME_BACK = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofSeconds(2);

    private final Adb adb;
    private final Leases leases;
    private final Time time;
    private final List<Lease> disconnected = new ArrayList<>();

    Strangers(Adb adb, Leases leases, Time time) {
        this.adb = adb;
        this.leases = leases;
        this.time = time;
    }

    /**
     * Keeps them out of sight.
     *
     * @param ours whether a device is one of ours, which are looked after elsewhere
     * @return those that are still in sight
     */
    List<Listed> keepOut(Predicate<String> ours) throws DeviceException, InterruptedException {
        List<Listed> blind = blind(ours);
        for (Listed device : blind) {
            if (device.tcp()) {
                disconnect(device.serial());
            }
        }
        if (blind.stream().anyMatch(device -> !device.tcp())) {
            adb.host(Adb.QUICK, "reconnect", "offline");
            awaitBack(ours);
        }
        return blind.isEmpty() ? blind : blind(ours);
    }

    private List<Listed> blind(Predicate<String> ours) throws DeviceException, InterruptedException {
        return adb.devices().stream()
                .filter(device -> device.state() != State.DEVICE && !ours.test(device.serial()))
                .toList();
    }

    private void awaitBack(Predicate<String> ours) throws DeviceException, InterruptedException {
        Instant until = time.now().plus(COME_BACK);
        while (!blind(ours).isEmpty() && time.now().isBefore(until)) {
            time.sleep(POLL);
        }
    }

    private void disconnect(String serial) throws DeviceException, InterruptedException {
        Optional<Lease> lease = leases.take(serial);
        if (lease.isEmpty()) {
            return; // Another run has it in its hands, and mends it.
        }
        try {
            lease.get().noteDisconnected();
        } catch (IOException e) {
            lease.get().close();
            return; // What cannot be noted is not done.
        }
        disconnected.add(lease.get());
        adb.host(Adb.QUICK, "disconnect", serial);
    }

    /** Puts back what was disconnected. */
    void putBack() throws InterruptedException {
        for (Lease lease : disconnected) {
            try {
                adb.host(Adb.QUICK, "connect", lease.serial());
                lease.close();
            } catch (DeviceException e) {
                lease.release(); // adb is gone: the next start puts it back.
            }
        }
        disconnected.clear();
    }

    /** What to do about one that stays in sight. */
    static String todo(Listed device) {
        return switch (device.state()) {
            case UNAUTHORIZED ->
                "unlock " + device.serial() + " and allow USB debugging from this machine, or unplug it";
            case OFFLINE ->
                device.emulator()
                        ? "end that emulator (adb -s " + device.serial() + " emu kill), or wait until it has booted"
                        : "plug " + device.serial() + " out and in again, or leave it unplugged";
            case DEVICE, BOOTING, ABSENT, UNKNOWN ->
                device.word().equals("no permissions")
                        ? "give this user access to " + device.serial()
                                + " by a udev rule (https://developer.android.com/studio/run/device), or unplug it"
                        : "unplug " + device.serial();
        };
    }
}
