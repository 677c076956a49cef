package io.prodgate.device.adb;

import io.prodgate.evidence.DeviceReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of {@code adb devices -l}.
 *
 * @param serial the name adb knows it by
 * @param word the state in adb's own word: {@code device}, {@code offline}, {@code unauthorized}, {@code no permissions}
 * @param model if adb knows it
 */
public record Listed(String serial, String word, Optional<String> model) {
    private static final String NO_PERMISSIONS = "no permissions";
    private static final Pattern TCP = Pattern.compile(".+:\\d{1,5}|adb-.+\\._adb(-tls-connect)?\\._tcp\\.?");

    /** Reads what {@code adb devices -l} says; lines that name no device are passed over. */
    public static List<Listed> read(String output) {
        List<Listed> all = new ArrayList<>();
        Pattern line = Pattern.compile("(\\S+)\\s+(" + NO_PERMISSIONS + "|[a-z]+)\\b(.*)");
        Pattern model = Pattern.compile("\\bmodel:(\\S+)");
        output.lines()
                .filter(text ->
                        !text.startsWith("List of devices") && !text.startsWith("*") && !text.startsWith("adb "))
                .forEach(text -> {
                    Matcher parts = line.matcher(text);
                    if (parts.matches()) {
                        Matcher named = model.matcher(parts.group(3));
                        all.add(new Listed(
                                parts.group(1),
                                parts.group(2),
                                named.find() ? Optional.of(named.group(1)) : Optional.empty()));
                    }
                });
        return List.copyOf(all);
    }

    /** The state as evidence tells it. */
    public DeviceReading.State state() {
        return switch (word) {
            case "device" -> DeviceReading.State.DEVICE;
            case "offline", "connecting" -> DeviceReading.State.OFFLINE;
            case "unauthorized", "authorizing" -> DeviceReading.State.UNAUTHORIZED;
            default -> DeviceReading.State.UNKNOWN;
        };
    }

    /** True if adb reached it over the network, so that it can be disconnected and connected again. */
    public boolean tcp() {
        return TCP.matcher(serial).matches();
    }

    /** True if it is an emulator on this machine. */
    public boolean emulator() {
        return serial.startsWith("emulator-");
    }

    /** What to do about one that is not ready. */
    public String todo() {
        return switch (state()) {
            case UNAUTHORIZED -> "unlock " + serial + " and allow USB debugging from this machine, or unplug it";
            case OFFLINE -> {
                if (tcp()) {
                    yield "connect it again, or let go of it: adb disconnect " + serial;
                }
                yield emulator()
                        ? "end that emulator (adb -s " + serial + " emu kill), or wait until it has booted"
                        : "plug " + serial + " out and in again, or leave it unplugged";
            }
            case DEVICE, BOOTING, ABSENT, UNKNOWN ->
                word.equals(NO_PERMISSIONS)
                        ? "give this user access to " + serial
                                + " by a udev rule (https://developer.android.com/studio/run/device), or unplug it"
                        : "unplug " + serial;
        };
    }
}
