package io.prodgate.device.android;

import io.prodgate.device.DeviceException;
import io.prodgate.device.adb.Listed;
import io.prodgate.evidence.DeviceReading;
import io.prodgate.evidence.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Waits until Android is up: that {@code sys.boot_completed} is set comes a while before its services can be used.
 *
 * @param time the clock to wait by
 */
record Boot(Time time) {
    private static final Duration POLL = Duration.ofSeconds(2);
    private static final List<String> SERVICES = List.of("package", "input");

    /**
     * Waits.
     *
     * @param until when to give up
     * @param ended why there is no use in waiting any longer, if there is none
     * @return why it is not up; empty if it is
     */
    Optional<String> await(DeviceShell shell, Instant until, Supplier<Optional<String>> ended)
            throws DeviceException, InterruptedException {
        while (true) {
            Optional<String> over = ended.get();
            if (over.isPresent()) {
                return over;
            }
            Optional<String> missing = missing(shell);
            if (missing.isEmpty() || !time.now().isBefore(until)) {
                return missing;
            }
            time.sleep(POLL);
        }
    }

    /** What is missing now; empty if Android is up. */
    static Optional<String> missing(DeviceShell shell) throws DeviceException, InterruptedException {
        Optional<Listed> listed = shell.listed();
        if (listed.filter(device -> device.state() == DeviceReading.State.DEVICE)
                .isEmpty()) {
            return Optional.of(
                    listed.map(device -> "adb lists it as " + device.word()).orElse("adb does not list it"));
        }
        return missingOfAndroid(shell);
    }

    /** What Android itself lacks to be up, for a device that adb lists as ready. */
    static Optional<String> missingOfAndroid(DeviceShell shell) throws DeviceException, InterruptedException {
        if (shell.property("sys.boot_completed").filter("1"::equals).isEmpty()) {
            return Optional.of("Android has not finished booting (sys.boot_completed is not 1)");
        }
        for (String service : SERVICES) {
            boolean found = shell.line("service check " + service)
                    .filter(answer -> answer.endsWith(": found"))
                    .isPresent();
            if (!found) {
                return Optional.of("Android's service " + service + " is not up");
            }
        }
        return Optional.empty();
    }
}
