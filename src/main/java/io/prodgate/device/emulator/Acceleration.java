package io.prodgate.device.emulator;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether the processor helps emulators on this machine. Without that an emulator is too slow to judge an app by.
 *
 * @see <a href="https://developer.android.com/studio/run/emulator-acceleration">Hardware acceleration of the emulator</a>
 */
@FunctionalInterface
public interface Acceleration {

    /** This machine. */
    static Acceleration ofThisMachine() {
        boolean linux =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
        return linux ? () -> missing(Path.of("/dev/kvm")) : Optional::empty;
    }

    /**
     * What is missing.
     *
     * @param what one sentence
     * @param todo how to get it
     */
    record Missing(String what, String todo) {}

    /** What is missing; empty if emulators are accelerated. On macOS and Windows the system itself brings what is needed. */
    Optional<Missing> missing();

    /** What is missing on Linux, where the kernel gives access to the processor's help by a device file. */
    static Optional<Missing> missing(Path kvm) {
        if (!Files.exists(kvm)) {
            return Optional.of(new Missing(
                    "there is no " + kvm + ", so an emulator would be too slow to judge an app by",
                    "use a machine with KVM (in a container: --device /dev/kvm; a virtual machine: nested virtualization), or attach"
                            + " a phone"));
        }
        if (!Files.isReadable(kvm) || !Files.isWritable(kvm)) {
            return Optional.of(
                    new Missing(
                            kvm + " is there, but this user may not read and write it",
                            "add the user to the group kvm; on GitHub's runners give everybody access by a udev rule, see docs/devices.md"));
        }
        return Optional.empty();
    }
}
