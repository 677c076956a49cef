package io.prodgate.lab;

import io.prodgate.lab.adb.Adbd;
import io.prodgate.lab.adb.Console;
import io.prodgate.lab.android.Android;
import io.prodgate.lab.android.Faults;
import io.prodgate.lab.app.Apps;
import io.prodgate.lab.driver.MaestroDriver;
import java.io.IOException;
import java.time.Clock;
import java.util.List;

/** Starts one simulated device. Prints {@code ready control=PORT} once adb can find it, and lives until it is killed. */
public final class SimulatedDevice {
    /** As an emulator of API 34 introduces itself; only what is simulated is among its features. */
    private static final String BANNER = "device::ro.product.name=sdk_gphone64_x86_64;"
            + "ro.product.model=sdk_gphone64_x86_64;ro.product.device=emu64x;features=shell_v2,cmd";

    private SimulatedDevice() {}

    /** Takes the options of {@code src/android-lab/simulated-device}. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Options options;
        try {
            options = Options.parse(List.of(arguments), System.getenv());
        } catch (IllegalArgumentException e) {
            System.err.println("simulated-device: " + e.getMessage());
            System.exit(2);
            return;
        }
        start(options);
        Thread.currentThread().join();
    }

    private static void start(Options options) throws IOException {
        Faults faults = new Faults();
        options.faults().forEach((name, value) -> faults.set(name, value, -1));
        Android android = new Android(
                new Android.Identity(options.avd(), "sdk_gphone64_x86_64", options.production(), options.trusted()),
                faults,
                Clock.systemUTC(),
                Apps::find,
                MaestroDriver::start);
        options.installed().forEach(android.packages()::preinstall);
        Adbd adbd = new Adbd(options.port(), options.adbServer(), BANNER, android.services(), android::door);
        faults.onChange(adbd::doorChanged);
        faults.onChange(() -> {
            if (faults.strike("drop-transport").isPresent()) {
                adbd.drop();
            }
        });
        Runnable kill = () -> Runtime.getRuntime().halt(0);
        Console console = new Console(options.port() - 1, options.token(), options.avd(), kill);
        ControlServer control = new ControlServer(options.control(), android, adbd::drop, kill);
        console.start();
        control.start();
        adbd.start();
        System.out.println("ready control=" + control.port());
        System.out.flush();
    }
}
