package io.prodgate.device.android;

import io.prodgate.device.DeviceException;
import io.prodgate.device.adb.LineOutput;
import io.prodgate.device.adb.Listed;
import io.prodgate.evidence.DeviceReading;
import io.prodgate.evidence.DeviceReading.Reached;
import io.prodgate.evidence.DeviceReading.State;
import io.prodgate.evidence.Time;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a device says of itself. */
final class Portrait {
    /** Above this, certificates and tokens are judged by a wrong time: what then fails is not production's fault. */
    static final Duration MOST_SKEW = Duration.ofMinutes(5);

    private static final Duration WINDOWS = Duration.ofSeconds(20);
    private static final Pattern PROXY = Pattern.compile("[^\\s:]+:\\d{1,5}|\\[[^\\s\\]]+\\]:\\d{1,5}");
    private static final Pattern DIALOG =
            Pattern.compile("Window\\{\\S+ \\S+ ((?:Application Not Responding|Application Error): ?[^}]*)\\}");

    private final DeviceShell shell;
    private final Time time;

    Portrait(DeviceShell shell, Time time) {
        this.shell = shell;
        this.time = time;
    }

    /** Looks at it; a device that does not answer is told as such. */
    DeviceReading read(List<URI> reach) throws InterruptedException {
        try {
            Optional<Listed> listed = shell.listed();
            if (listed.isEmpty()) {
                return without(shell.serial(), State.ABSENT, "adb does not list it any more", time);
            }
            return listed.get().state() == State.DEVICE ? ready(listed.get(), reach) : unfit(listed.get(), time);
        } catch (DeviceException e) {
            return without(shell.serial(), State.UNKNOWN, e.getMessage() + " (" + e.where() + ")", time);
        }
    }

    private DeviceReading ready(Listed listed, List<URI> reach) throws DeviceException, InterruptedException {
        Optional<String> missing = Boot.missingOfAndroid(shell);
        Optional<Integer> sdk = sdk(shell);
        Optional<Duration> skew = DeviceClock.read(shell, time).map(DeviceClock.Reading::skew);
        Optional<String> proxy = missing.isPresent()
                ? Optional.empty()
                : shell.line("settings get global http_proxy")
                        .filter(value -> PROXY.matcher(value).matches());
        List<Reached> reached = missing.isPresent() ? List.of() : new Outlook(shell, proxy).look(reach);
        return new DeviceReading(
                shell.serial(),
                name(listed),
                missing.isPresent() ? State.BOOTING : State.DEVICE,
                sdk,
                emulator(listed),
                skew,
                proxy,
                reached,
                missing.isPresent() ? Optional.empty() : dialog(),
                missing.or(() -> wrongTime(skew)),
                time.now());
    }

    /** Its API level. */
    static Optional<Integer> sdk(DeviceShell shell) throws DeviceException, InterruptedException {
        return shell.property("ro.build.version.sdk")
                .filter(text -> text.matches("\\d{1,3}"))
                .map(Integer::parseInt);
    }

    private Optional<String> name(Listed listed) throws DeviceException, InterruptedException {
        if (!emulator(listed)) {
            return shell.property("ro.product.model").or(listed::model);
        }
        Optional<String> avd = shell.property("ro.boot.qemu.avd_name");
        return avd.isPresent() ? avd : shell.property("ro.kernel.qemu.avd_name").or(listed::model);
    }

    private boolean emulator(Listed listed) throws DeviceException, InterruptedException {
        return listed.emulator()
                || shell.property("ro.boot.qemu").filter("1"::equals).isPresent();
    }

    private static Optional<String> wrongTime(Optional<Duration> skew) {
        return skew.filter(by -> by.abs().compareTo(MOST_SKEW) > 0)
                .map(by -> "its clock and this machine's are " + by.abs().toMinutes() + " min apart");
    }

    private Optional<String> dialog() throws DeviceException, InterruptedException {
        List<String> found = Collections.synchronizedList(new ArrayList<>());
        try (LineOutput lines = new LineOutput(line -> {
            Matcher dialog = DIALOG.matcher(line);
            if (found.isEmpty() && dialog.find()) {
                found.add(dialog.group(1).strip());
            }
        })) {
            shell.adb().shell(shell.serial(), WINDOWS, "dumpsys window", lines);
        }
        return found.stream().findFirst();
    }

    /** What is told of a device that adb lists, but not as ready. */
    static DeviceReading unfit(Listed listed, Time time) {
        String trouble = switch (listed.state()) {
            case OFFLINE -> "adb lists it as " + listed.word() + ": it does not answer";
            case UNAUTHORIZED -> "it does not trust this machine's key: accept it on the device's screen";
            case DEVICE, BOOTING, ABSENT, UNKNOWN -> "adb lists it as " + listed.word();
        };
        return without(listed.serial(), listed.state(), trouble, time);
    }

    /** What is told of a device that cannot be asked. */
    static DeviceReading without(String serial, State state, String trouble, Time time) {
        return new DeviceReading(
                serial,
                Optional.empty(),
                state,
                Optional.empty(),
                serial.startsWith("emulator-"),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.of(trouble),
                time.now());
    }
}
