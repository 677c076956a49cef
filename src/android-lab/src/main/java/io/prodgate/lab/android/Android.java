package io.prodgate.lab.android;

import io.prodgate.lab.adb.AndroidServices;
import io.prodgate.lab.adb.Door;
import io.prodgate.lab.adb.Files;
import io.prodgate.lab.adb.Services;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** A simulated Android: everything that one device has and knows. */
public final class Android {
    /** What the device is and where it lives. */
    public record Identity(
            String avd, String model, Optional<String> production, Optional<java.nio.file.Path> trusted) {}

    private final Identity identity;
    private final Clock clock;
    private final Instant started;
    private final Faults faults;
    private final Calls calls = new Calls();
    private final Memory files = new Memory();
    private final Log log;
    private final Packages packages;
    private final Activities activities;
    private final Screen screen;
    private final Network network;
    private final Instrumentation instrumentation;
    private final Map<Integer, Integer> ports = new ConcurrentHashMap<>();
    private final Toolbox toolbox;

    /**
     * @param clock the computer's; the device's own may be wrong
     * @param apps makes the script of an app of a name
     * @param drivers makes Maestro's driver, when it is started
     */
    public Android(
            Identity identity,
            Faults faults,
            Clock clock,
            BiFunction<Android, String, App> apps,
            DriverFactory drivers) {
        this.identity = identity;
        this.faults = faults;
        this.clock = clock;
        this.started = clock.instant();
        this.log = new Log(this::now);
        this.packages = new Packages(this);
        this.activities = new Activities(this, apps);
        this.screen = new Screen(this);
        this.network = new Network(faults);
        this.instrumentation = new Instrumentation(this, drivers);
        this.toolbox = new Toolbox(calls);
        new SystemCommands(this).addTo(toolbox);
        new PackageCommands(this).addTo(toolbox);
        new ActivityCommands(this).addTo(toolbox);
        new NetworkCommands(this).addTo(toolbox);
        new FileCommands(this).addTo(toolbox);
        toolbox.add("logcat", new Logcat(log, this::now));
    }

    /** What adb opens on the device. */
    public Services services() {
        return new AndroidServices(toolbox, files, port -> Optional.ofNullable(ports.get(port)));
    }

    /** Whom the device lets in. */
    public Door door() {
        if (faults.has("offline")) {
            return Door.SILENT;
        }
        return faults.has("unauthorized") ? Door.UNAUTHORIZED : Door.OPEN;
    }

    /** The time on the device. */
    public Instant now() {
        return clock.instant()
                .plusSeconds(faults.value("clock-skew").map(Long::parseLong).orElse(0L));
    }

    /** True once the boot is complete; also then, services may be missing. */
    boolean isBooted() {
        boolean soon = faults.value("boot-after-seconds")
                .map(Long::parseLong)
                .filter(seconds -> clock.instant().isBefore(started.plusSeconds(seconds)))
                .isPresent();
        return !soon && !faults.has("booting") && !faults.has("boot-after-polls");
    }

    /** True if apps can be installed and started. */
    boolean hasServices() {
        return isBooted() && !faults.has("no-services");
    }

    /** How long the device runs. */
    Duration uptime() {
        return Duration.between(started, clock.instant());
    }

    /** What the device is. */
    public Identity identity() {
        return identity;
    }

    /** What is wrong with it. */
    public Faults faults() {
        return faults;
    }

    /** What it was asked for. */
    public Calls calls() {
        return calls;
    }

    /** Its log. */
    public Log log() {
        return log;
    }

    /** What is installed. */
    public Packages packages() {
        return packages;
    }

    /** What runs. */
    public Activities activities() {
        return activities;
    }

    /** What is seen. */
    public Screen screen() {
        return screen;
    }

    /** Its way to the world. */
    public Network network() {
        return network;
    }

    /** The test code that runs on it. */
    public Instrumentation instrumentation() {
        return instrumentation;
    }

    /** The computer's ports behind the device's. */
    Map<Integer, Integer> ports() {
        return ports;
    }

    Files files() {
        return files;
    }

    Memory memory() {
        return files;
    }

    static {
        // A device of one process should not wait for a service that a desktop would offer.
        System.setProperty("java.awt.headless", "true");
    }
}
