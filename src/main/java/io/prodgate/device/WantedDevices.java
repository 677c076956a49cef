package io.prodgate.device;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Which devices a check of the plan wants.
 *
 * @param count how many at the same time
 * @param serials those to use, if the plan names some; else whatever is attached, and emulators for what is missing
 * @param emulator how emulators are started; empty if only attached devices may be used
 * @param reach what every device has to reach: production
 * @param abis the processor architectures of the APK's native code; empty if it has none
 * @param minimumSdk the APK's minimum SDK
 */
public record WantedDevices(
        int count,
        List<String> serials,
        Optional<EmulatorPlan> emulator,
        List<URI> reach,
        List<String> abis,
        int minimumSdk) {
    public WantedDevices {
        serials = List.copyOf(serials);
        reach = List.copyOf(reach);
        abis = List.copyOf(abis);
    }

    /**
     * How emulators are started.
     *
     * @param avd the name of an existing AVD, or of the one to create
     * @param image the SDK's name of a system image to create the AVD from: {@code system-images;android-34;google_apis;x86_64}
     * @param bootWithin how long a boot may take
     * @param slow whether an emulator may also be started where the processor does not help ({@code /dev/kvm}): it is then too slow
     *     for most apps, and what it shows is seldom production's fault
     * @param options further options for the emulator's command line
     */
    public record EmulatorPlan(
            Optional<String> avd, Optional<String> image, Duration bootWithin, boolean slow, List<String> options) {
        public EmulatorPlan {
            options = List.copyOf(options);
        }
    }
}
