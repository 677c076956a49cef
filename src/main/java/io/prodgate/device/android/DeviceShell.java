package io.prodgate.device.android;

import io.prodgate.device.DeviceException;
import io.prodgate.device.adb.Adb;
import io.prodgate.device.adb.Listed;
import io.prodgate.device.adb.Programs;
import java.util.Optional;

/**
 * The shell of one device.
 *
 * @param adb the way to it
 * @param serial the device's name for adb
 */
record DeviceShell(Adb adb, String serial) {
    /** Asks; the answer may be that it cannot be asked. */
    Programs.Answer ask(String command) throws DeviceException, InterruptedException {
        return adb.shell(serial, Adb.QUICK, command);
    }

    /** Asks for one line; empty if the device answers nothing or cannot be asked. */
    Optional<String> line(String command) throws DeviceException, InterruptedException {
        Programs.Answer answer = ask(command);
        return answer.ok() ? Optional.of(answer.output().strip()).filter(text -> !text.isEmpty()) : Optional.empty();
    }

    /** A property of the system. */
    Optional<String> property(String name) throws DeviceException, InterruptedException {
        return line("getprop " + name);
    }

    /** How adb lists it now; empty if it does not. */
    Optional<Listed> listed() throws DeviceException, InterruptedException {
        return adb.devices().stream()
                .filter(device -> device.serial().equals(serial))
                .findFirst();
    }
}
