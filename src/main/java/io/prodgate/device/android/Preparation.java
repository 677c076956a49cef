package io.prodgate.device.android;

import io.prodgate.device.DeviceException;
import io.prodgate.device.adb.Programs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Makes a device fit for tests, and puts back afterwards what was switched over. */
final class Preparation {
    /** Animations make tests slow and flaky; dialogs of other apps that hang lie over the app and eat its taps. */
    private static final Map<String, String> SETTINGS = new TreeMap<>(Map.of(
            "window_animation_scale", "0",
            "transition_animation_scale", "0",
            "animator_duration_scale", "0",
            "hide_error_dialogs", "1"));

    /** A log that is too small has lost a flow's first lines before the flow is over. Lasts until the device starts again. */
    private static final String LARGER_LOG = "logcat -G 8M";

    private Preparation() {}

    /** What the settings are now; a setting that has no value is {@code null}, as the device says it. */
    static Map<String, String> before(DeviceShell shell) throws DeviceException, InterruptedException {
        List<String> names = new ArrayList<>(SETTINGS.keySet());
        Programs.Answer answer = shell.ask(
                names.stream().map(name -> "settings get global " + name).collect(Collectors.joining("; ")));
        List<String> values = answer.output().lines().map(String::strip).toList();
        if (!answer.ok() || values.size() != names.size()) {
            throw failed(shell, "its settings cannot be read: " + answer.words());
        }
        Map<String, String> before = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
            before.put(names.get(i), values.get(i));
        }
        return before;
    }

    /** Switches settings over, unlocks the screen, makes room for the log. */
    static void prepare(DeviceShell shell) throws DeviceException, InterruptedException {
        put(shell, SETTINGS);
        // 82 is the menu key: it wakes the screen up and takes a lock without a password away.
        shell.ask("input keyevent 82");
        shell.ask(LARGER_LOG);
    }

    /** Puts settings back. */
    static void restore(DeviceShell shell, Map<String, String> before) throws DeviceException, InterruptedException {
        if (!before.isEmpty()) {
            put(shell, before);
        }
    }

    private static void put(DeviceShell shell, Map<String, String> settings)
            throws DeviceException, InterruptedException {
        List<String> commands = new ArrayList<>();
        settings.forEach((name, value) -> {
            if (value.equals("null")) {
                commands.add("settings delete global " + name);
            } else if (value.matches("[\\w.+-]*")) {
                commands.add("settings put global " + name + " " + (value.isEmpty() ? "''" : value));
            }
        });
        Programs.Answer answer = shell.ask(String.join(" && ", commands));
        if (!answer.ok()) {
            throw failed(shell, "its settings cannot be changed: " + answer.words());
        }
    }

    private static DeviceException failed(DeviceShell shell, String what) {
        return new DeviceException(
                what,
                shell.serial(),
                "allow it in the developer options (USB debugging, security settings), or use another device");
    }
}
