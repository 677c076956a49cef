package io.prodgate.lab.maestro;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import maestro.Maestro;
import maestro.android.AndroidDeviceConnection;
import maestro.device.Device;
import maestro.device.DeviceService;
import maestro.device.Platform;
import maestro.drivers.AndroidDriver;

/**
 * A device with the engine's driver on it.
 *
 * @param serial the serial number
 * @param description the AVD's name
 * @param maestro the engine's door to the device
 */
record Phone(String serial, String description, Maestro maestro) {
    /** Finds the device that is asked for, or the first one. */
    static Device.Connected find(Call call) {
        List<Device.Connected> connected = DeviceService.INSTANCE.listConnectedDevices(false, null, null).stream()
                .filter(device -> device.getPlatform() == Platform.ANDROID)
                .toList();
        if (call.device().isPresent()) {
            String wanted = call.device().orElseThrow();
            return connected.stream()
                    .filter(device -> device.getInstanceId().equals(wanted))
                    .findFirst()
                    .orElseThrow(() ->
                            new RefusalException("Device " + wanted + " was requested, but it is not connected."));
        }
        if (connected.isEmpty()) {
            System.out.println(
                    "\nYou have 0 devices connected, which is not enough to run 1 shards. Missing 1 device(s).");
            throw new RefusalException("Not enough devices connected (0) to run the requested number of shards (1).");
        }
        return connected.getFirst();
    }

    /**
     * Starts the driver on the device, unless another session has done so; it stops when this process ends.
     *
     * @throws RuntimeException the engine's, in its own words, if the driver does not start
     */
    static Phone open(Device.Connected device, Call call) {
        String serial = device.getInstanceId();
        Sessions sessions = new Sessions(Path.of(System.getProperty("user.home")), serial);
        ScheduledExecutorService heartbeat = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        });
        sessions.heartbeat();
        heartbeat.scheduleAtFixedRate(sessions::heartbeat, 5, 5, TimeUnit.SECONDS);
        AndroidDeviceConnection connection = AndroidDeviceConnection.Companion.byId(serial, "localhost", freePort());
        if (connection == null) {
            throw new IllegalStateException("Unable to find device with id " + serial);
        }
        AndroidDriver driver = KotlinDefaults.construct(
                AndroidDriver.class, Map.of(0, connection, 1, serial, 2, call.reinstallDriver()));
        Maestro maestro = Maestro.Companion.android(driver, !sessions.others());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            heartbeat.shutdownNow();
            sessions.end();
            if (!sessions.others()) {
                maestro.close();
            }
        }));
        return new Phone(serial, device.getDescription(), maestro);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
