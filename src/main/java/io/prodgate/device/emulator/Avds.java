package io.prodgate.device.emulator;

import io.prodgate.device.DeviceException;
import io.prodgate.device.WantedDevices.EmulatorPlan;
import io.prodgate.device.adb.AndroidSdk;
import io.prodgate.device.adb.Programs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The AVDs, that is the devices that emulators emulate: those there are, and those created for us. */
final class Avds {
    private static final Duration LIST = Duration.ofSeconds(30);
    private static final Duration CREATE = Duration.ofMinutes(2);
    /** The hardware of what is created: one that all versions of avdmanager know. */
    private static final String HARDWARE = "pixel";

    private final AndroidSdk sdk;
    private final Programs programs;
    private final Path emulator;

    Avds(AndroidSdk sdk, Programs programs, Path emulator) {
        this.sdk = sdk;
        this.programs = programs;
        this.emulator = emulator;
    }

    /**
     * An AVD to start.
     *
     * @param name its own
     * @param created whether it is one that was created for us: its data may be wiped
     */
    record Avd(String name, boolean created) {}

    /**
     * AVDs to start, as many as wanted: each for one emulator if they are created for us, else the same one for all.
     *
     * @throws DeviceException if there is none, or it cannot be created
     */
    List<Avd> choose(EmulatorPlan plan, int count) throws DeviceException, InterruptedException {
        List<String> there = list();
        if (plan.avd().isPresent() && there.contains(plan.avd().get())) {
            return same(plan.avd().get(), count);
        }
        if (plan.image().isPresent()) {
            return created(plan, count, there);
        }
        if (plan.avd().isPresent()) {
            throw new DeviceException(
                    "there is no AVD " + plan.avd().get()
                            + (there.isEmpty() ? "" : ", only " + String.join(", ", there)),
                    emulator.toString(),
                    "name one of those that 'emulator -list-avds' shows, or an image to create it from");
        }
        if (there.isEmpty()) {
            throw new DeviceException(
                    "there is no AVD to start",
                    emulator.toString(),
                    "name an installed system image in the plan to create one from, or create one with avdmanager");
        }
        return same(there.getFirst(), count);
    }

    /** Which would be started, in words, with the same errors as {@link #choose}, but nothing is created. */
    String examine(EmulatorPlan plan, int count) throws DeviceException, InterruptedException {
        List<String> there = list();
        boolean named = plan.avd().filter(there::contains).isPresent();
        if (plan.image().isEmpty() || named) {
            return choose(plan, count).getFirst().name();
        }
        List<String> names = names(plan, count);
        if (!there.containsAll(names)) {
            manager(names.getFirst());
        }
        return String.join(", ", names) + ", from " + plan.image().get();
    }

    private static List<Avd> same(String name, int count) {
        return java.util.Collections.nCopies(count, new Avd(name, false));
    }

    /** The names of the AVDs there are; newer emulators mix log lines into the list. */
    List<String> list() throws DeviceException, InterruptedException {
        return programs.run(List.of(emulator.toString(), "-list-avds"), LIST)
                .output()
                .lines()
                .map(String::strip)
                .filter(line -> line.matches("[\\w.-]+"))
                .toList();
    }

    private List<Avd> created(EmulatorPlan plan, int count, List<String> there)
            throws DeviceException, InterruptedException {
        List<Avd> avds = new ArrayList<>();
        for (String name : names(plan, count)) {
            if (!there.contains(name)) {
                create(name, plan.image().orElseThrow());
            }
            avds.add(new Avd(name, true));
        }
        return avds;
    }

    /** The names of those that are created for us: one for each emulator, as each needs data of its own. */
    private List<String> names(EmulatorPlan plan, int count) throws DeviceException {
        String image = plan.image().orElseThrow();
        if (!sdk.has(image)) {
            throw new DeviceException(
                    "the system image " + image + " is not installed"
                            + (sdk.images().isEmpty() ? "" : ", only " + String.join(", ", sdk.images())),
                    sdk.root().map(Path::toString).orElse("ANDROID_HOME"),
                    "install it: sdkmanager '" + image + "'");
        }
        String name = plan.avd()
                .orElseGet(() ->
                        "prodgate-" + image.replaceFirst("^system-images;", "").replace(';', '-'));
        List<String> names = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            names.add(number == 1 ? name : name + "-" + number);
        }
        return names;
    }

    private Path manager(String name) throws DeviceException {
        return sdk.avdManager()
                .orElseThrow(() -> new DeviceException(
                        "avdmanager is not installed, so the AVD " + name + " cannot be created",
                        sdk.root().map(Path::toString).orElse("ANDROID_HOME"),
                        "install the SDK's cmdline-tools, or create the AVD yourself and name it in the plan"));
    }

    private void create(String name, String image) throws DeviceException, InterruptedException {
        Path manager = manager(name);
        Programs.Answer answer = programs.run(
                List.of(manager.toString(), "create", "avd", "--name", name, "--package", image, "--device", HARDWARE),
                CREATE);
        if (!answer.ok()) {
            throw new DeviceException(
                    "the AVD " + name + " cannot be created from " + image + ": " + answer.words(),
                    manager.toString(),
                    "create it by hand and name it in the plan");
        }
    }
}
