package io.prodgate.check.app;

import io.prodgate.device.Devices;
import io.prodgate.device.android.AndroidDevices;
import io.prodgate.evidence.Time;
import io.prodgate.testing.AdbServer;
import io.prodgate.testing.SimulatedDevice;
import io.prodgate.testing.TinyApk;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Simulated devices at a real adb server of their own, an APK for them, and a door of production's that they find open: what
 * {@link FakePhones} is in memory.
 */
final class LabPhones implements AutoCloseable {
    private final Path folder;
    private final AdbServer adb;
    private final ServerSocket production;
    private final Map<String, SimulatedDevice> phones = new TreeMap<>();

    private LabPhones(Path folder, AdbServer adb, ServerSocket production) {
        this.folder = folder;
        this.adb = adb;
        this.production = production;
    }

    /**
     * Starts so many devices.
     *
     * @param folder for adb's keys and what is noted of devices in use
     */
    static LabPhones attach(Path folder, int count) throws IOException, InterruptedException {
        ServerSocket production = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        LabPhones lab =
                new LabPhones(Files.createDirectories(folder), AdbServer.start(folder.resolve("home")), production);
        Thread.ofVirtual().name("production's door").start(lab::open);
        boolean attached = false;
        try {
            for (int i = 0; i < count; i++) {
                SimulatedDevice phone = SimulatedDevice.start(lab.adb.port(), "--avd", "Phone" + i);
                lab.phones.put(phone.serial(), phone);
            }
            for (String serial : lab.serials()) {
                lab.adb.await(serial, "device");
            }
            attached = true;
            return lab;
        } finally {
            if (!attached) {
                lab.close();
            }
        }
    }

    /** Lets everybody in, and shows him out. */
    private void open() {
        while (!production.isClosed()) {
            try {
                production.accept().close();
            } catch (IOException e) {
                return; // It was closed.
            }
        }
    }

    /** What adb calls them. */
    List<String> serials() {
        return List.copyOf(phones.keySet());
    }

    /** One of them. */
    SimulatedDevice phone(String serial) {
        return Optional.ofNullable(phones.get(serial)).orElseThrow();
    }

    /** Takes away all that is wrong, and waits until adb can use them. */
    void mend() throws IOException, InterruptedException {
        for (SimulatedDevice phone : phones.values()) {
            phone.mend();
            adb.await(phone.serial(), "device");
        }
    }

    /** The adb server. */
    AdbServer adb() {
        return adb;
    }

    /** Where devices reach somebody. */
    String production() {
        return "http://127.0.0.1:" + production.getLocalPort();
    }

    /** An app that devices let be installed, in place of a trial's. */
    void apk(Path file) throws IOException {
        TinyApk.release().unsigned(file);
    }

    /** They, as a run takes them. */
    Devices devices(Time time) {
        return new AndroidDevices(environment(), time);
    }

    /** What a program needs to find them. */
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(adb.environment());
        environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
        environment.put("XDG_STATE_HOME", folder.resolve("state").toString());
        return environment;
    }

    @Override
    public void close() {
        phones.values().forEach(SimulatedDevice::close);
        adb.close();
        try {
            production.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
