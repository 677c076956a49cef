package io.prodgate.device.android;

import io.prodgate.device.DeviceException;
import io.prodgate.device.WantedDevices;
import io.prodgate.device.adb.Adb;
import io.prodgate.device.adb.Listed;
import io.prodgate.evidence.DeviceReading.State;
import io.prodgate.evidence.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** Devices that adb lists and that do not answer: where too few do, they are asked once to come back. */
final class Comeback {
    private static final Duration WAIT = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofSeconds(2);

    private final Adb adb;
    private final Time time;
    private final Predicate<String> ours;

    /**
     * A chance to come back.
     *
     * @param ours whether a device is one of this run's, which are looked after elsewhere
     */
    Comeback(Adb adb, Time time, Predicate<String> ours) {
        this.adb = adb;
        this.time = time;
        this.ours = ours;
    }

    /**
     * Waits for a while if there are too few.
     *
     * @return those that would be wanted and do not answer; empty if there are enough without them
     */
    List<Listed> await(WantedDevices wanted) throws DeviceException, InterruptedException {
        List<Listed> missing = missing(wanted);
        if (missing.isEmpty()) {
            return missing;
        }
        adb.host(Adb.QUICK, "reconnect", "offline");
        Instant until = time.now().plus(WAIT);
        missing = missing(wanted);
        while (!missing.isEmpty() && time.now().isBefore(until)) {
            time.sleep(POLL);
            missing = missing(wanted);
        }
        return missing;
    }

    private List<Listed> missing(WantedDevices wanted) throws DeviceException, InterruptedException {
        List<Listed> candidates = adb.devices().stream()
                .filter(device -> wanted.serials().isEmpty() || wanted.serials().contains(device.serial()))
                .toList();
        long ready = candidates.stream().filter(Comeback::answers).count();
        return ready >= wanted.count()
                ? List.of()
                : candidates.stream()
                        .filter(device -> !answers(device) && !ours.test(device.serial()))
                        .toList();
    }

    private static boolean answers(Listed device) {
        return device.state() == State.DEVICE;
    }
}
