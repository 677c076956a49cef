package io.prodgate.device.android;

import io.prodgate.device.DeviceException;
import java.util.List;

/**
 * Why a device was not taken.
 *
 * @param where the device's serial, or a tool
 * @param what in words
 * @param todo what to do about it
 */
record Refusal(String where, String what, String todo) {
    static Refusal of(DeviceException e) {
        return new Refusal(e.where(), String.valueOf(e.getMessage()), e.todo());
    }

    /** That there is not a single device, and why. */
    static DeviceException none(List<Refusal> refusals) {
        if (refusals.isEmpty()) {
            return new DeviceException(
                    "no device is attached, and the plan starts no emulator",
                    "adb devices",
                    "attach a device with USB debugging, or add an emulator to the plan");
        }
        if (refusals.size() == 1) {
            Refusal only = refusals.getFirst();
            return new DeviceException("no device can be used: " + only.what(), only.where(), only.todo());
        }
        String all = String.join(
                "; ",
                refusals.stream()
                        .map(refusal -> refusal.where() + ": " + refusal.what())
                        .toList());
        String todo = String.join(
                "; ", refusals.stream().map(Refusal::todo).distinct().toList());
        return new DeviceException("no device can be used: " + all, "adb devices", todo);
    }
}
