package io.prodgate.device.android;

import io.prodgate.device.Device;
import io.prodgate.device.WantedDevices;
import io.prodgate.device.WantedDevices.EmulatorPlan;
import io.prodgate.device.emulator.Acceleration;
import io.prodgate.evidence.DeviceReading;
import io.prodgate.evidence.Evidence;
import io.prodgate.testing.SteppingTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Against programs of an SDK that are shell scripts. */
abstract class SdkTrial {
    static final String APP = "com.example.shop";
    static final String IMAGE = "system-images;android-34;google_apis;x86_64";

    @TempDir
    Path folder;

    final SteppingTime time = SteppingTime.atNoon();
    final List<Evidence> seen = new CopyOnWriteArrayList<>();
    FakeSdk sdk;
    AndroidDevices devices;

    @BeforeEach
    void start() throws IOException {
        sdk = new FakeSdk(folder);
        devices = accelerated(true);
    }

    @AfterEach
    void end() throws IOException {
        devices.close();
        sdk.close();
    }

    int port() {
        return Integer.parseInt(String.valueOf(sdk.environment().get("ANDROID_ADB_SERVER_PORT")));
    }

    AndroidDevices accelerated(boolean accelerated) {
        return new AndroidDevices(
                sdk.environment(),
                () -> accelerated
                        ? Optional.empty()
                        : Optional.of(new Acceleration.Missing("too slow to judge an app by", "get KVM")),
                time);
    }

    List<Device> open(WantedDevices wanted) throws Exception {
        return devices.open(wanted, time.now().plus(Duration.ofHours(9)), seen::add);
    }

    List<DeviceReading> readings() {
        return seen.stream()
                .map(DeviceReading.class::cast)
                .filter(reading -> !reading.serial().equals("adb"))
                .toList();
    }

    List<String> troubles() {
        return readings().stream()
                .flatMap(reading -> reading.trouble().stream())
                .toList();
    }

    static WantedDevices wanted(int count) {
        return wanted(count, List.of(), Optional.empty());
    }

    static WantedDevices named(String... serials) {
        return wanted(serials.length, List.of(serials), Optional.empty());
    }

    static WantedDevices withEmulators(int count, Optional<String> image) {
        return wanted(
                count,
                List.of(),
                Optional.of(new EmulatorPlan(Optional.empty(), image, Duration.ofHours(2), false, List.of())));
    }

    static WantedDevices wanted(int count, List<String> serials, Optional<EmulatorPlan> emulator) {
        return new WantedDevices(
                count,
                serials,
                emulator,
                List.of(java.net.URI.create("https://shop.example.com/api")),
                List.of("x86_64"),
                24);
    }
}
