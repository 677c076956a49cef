package io.prodgate.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Some simulated Android devices for cases that run {@linkplain SideBySide side by side}: each has one to itself while it runs. */
public final class LabDevices implements AutoCloseable {
    private final List<LabDevice> all = new ArrayList<>();
    private final BlockingQueue<LabDevice> idle = new LinkedBlockingQueue<>();

    /** What a case does with its device. */
    @FunctionalInterface
    public interface Use<R> {
        R with(LabDevice device) throws Exception;
    }

    private LabDevices() {}

    /**
     * Starts as many devices as cases run at the same time, and an adb server if there is none.
     *
     * @param folder for adb's keys
     * @param avd the name of the virtual device, which all have
     * @param options more options of {@code src/android-lab/simulated-device}
     */
    public static LabDevices start(Path folder, String avd, List<String> options)
            throws IOException, InterruptedException {
        LabDevices devices = new LabDevices();
        try {
            for (int i = 0; i < SideBySide.AT_THE_SAME_TIME; i++) {
                devices.all.add(LabDevice.start(folder.resolve("device-" + i), avd, options));
            }
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            devices.close();
            throw e;
        }
        devices.idle.addAll(devices.all);
        return devices;
    }

    /** Uses a device that nobody uses, waiting for one, and mends it afterwards. */
    public <R> R use(Use<R> use) throws Exception {
        LabDevice device = idle.take();
        try {
            return use.with(device);
        } finally {
            device.mend();
            idle.add(device);
        }
    }

    @Override
    public void close() {
        // The first may have started the adb server that all use.
        all.reversed().forEach(LabDevice::close);
    }
}
