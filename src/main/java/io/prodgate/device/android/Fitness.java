package io.prodgate.device.android;

import io.prodgate.device.DeviceException;
import io.prodgate.device.WantedDevices;
import io.prodgate.evidence.DeviceReading;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Whether a device that is up can run what a check wants to run on it. */
final class Fitness {
    private Fitness() {}

    /** Why not; empty if it can. That it does not reach production is no reason: production may be what is broken. */
    static Optional<Refusal> refusal(DeviceShell shell, DeviceReading reading, WantedDevices wanted)
            throws DeviceException, InterruptedException {
        if (reading.trouble().isPresent()) {
            return Optional.of(new Refusal(
                    shell.serial(),
                    reading.trouble().get(),
                    reading.skew()
                                    .filter(by -> by.abs().compareTo(Portrait.MOST_SKEW) > 0)
                                    .isPresent()
                            ? "set the device's clock, or this machine's"
                            : "look at the device: adb -s " + shell.serial() + " shell"));
        }
        int sdk = reading.sdk().orElse(Integer.MAX_VALUE);
        if (sdk < wanted.minimumSdk()) {
            return Optional.of(new Refusal(
                    shell.serial(),
                    "its Android (API level " + sdk + ") is too old for the APK (" + wanted.minimumSdk() + ")",
                    "use a device with API level " + wanted.minimumSdk() + " or newer"));
        }
        List<String> abis = shell.property("ro.product.cpu.abilist").stream()
                .flatMap(list -> Arrays.stream(list.split(",", -1)))
                .map(String::strip)
                .toList();
        if (!wanted.abis().isEmpty()
                && !abis.isEmpty()
                && wanted.abis().stream().noneMatch(abis::contains)) {
            return Optional.of(new Refusal(
                    shell.serial(),
                    "its processor (" + String.join(", ", abis) + ") is none of the APK's ("
                            + String.join(", ", wanted.abis()) + ")",
                    "use another device or image, or build the APK for this processor, too"));
        }
        return Optional.empty();
    }
}
