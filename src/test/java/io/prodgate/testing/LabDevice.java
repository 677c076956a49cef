package io.prodgate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A simulated Android device (docs/testing-devices.md) for Maestro's engine, which looks for devices at the machine's own adb
 * server only: it is started if it is not there.
 */
public final class LabDevice implements AutoCloseable {
    private static final int ADB_SERVER = 5037;
    private static final int LOOKS = 600;

    private final Path adb;
    private final Path adbHome;
    private final boolean startedAdb;
    private final SimulatedDevice device;

    private LabDevice(Path adb, Path adbHome, boolean startedAdb, SimulatedDevice device) {
        this.adb = adb;
        this.adbHome = adbHome;
        this.startedAdb = startedAdb;
        this.device = device;
    }

    /**
     * Starts a device, and an adb server if there is none.
     *
     * @param folder for adb's keys
     * @param avd the name of the virtual device
     * @param options more options of {@code src/android-lab/simulated-device}
     */
    public static LabDevice start(Path folder, String avd, List<String> options)
            throws IOException, InterruptedException {
        Path adb = TestTool.find("adb", "adb");
        Path adbHome = Files.createDirectories(folder.resolve("adb"));
        boolean startedAdb = !answers(ADB_SERVER);
        if (startedAdb) {
            run(adb, adbHome, "start-server");
        }
        List<String> all = new ArrayList<>(List.of("--avd", avd));
        all.addAll(options);
        LabDevice started =
                new LabDevice(adb, adbHome, startedAdb, SimulatedDevice.start(ADB_SERVER, all.toArray(String[]::new)));
        try {
            started.awaitOnline();
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            started.close();
            throw e;
        }
        return started;
    }

    /** What adb calls it. */
    public String serial() {
        return device.serial();
    }

    /** What {@code HOME} is to adb, so that it makes no keys in the user's. */
    public Path adbHome() {
        return adbHome;
    }

    /** Breaks something. */
    public void fault(String name, String value) throws IOException, InterruptedException {
        device.fault("{\"" + name + "\": \"" + value + "\"}");
    }

    /** Takes all faults away, and waits until adb can use the device. */
    public void mend() throws IOException, InterruptedException {
        device.mend();
        awaitOnline();
    }

    /** Waits until adb lists a device in a state. */
    public void awaitListed(String serial, String state) throws IOException, InterruptedException {
        String listed = "";
        for (int look = 0; look < LOOKS; look++) {
            listed = run(adb, adbHome, "devices");
            if (listed.lines().anyMatch(line -> line.equals(serial + "\t" + state))) {
                return;
            }
        }
        throw new IllegalStateException("adb does not list " + serial + " as " + state + ": " + listed);
    }

    private void awaitOnline() throws IOException, InterruptedException {
        String state = "";
        for (int look = 0; look < LOOKS && device.process().isAlive(); look++) {
            state = run(adb, adbHome, "-s", serial(), "get-state");
            if (state.equals("device")) {
                return;
            }
        }
        throw new IllegalStateException("adb does not see the simulated device " + serial() + ": " + state);
    }

    private static String run(Path adb, Path adbHome, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(adb.toString()));
        command.addAll(List.of(arguments));
        // Not a pipe: the server that adb may start would hold it open.
        Path output = Files.createTempFile(adbHome, "output", "");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("HOME", adbHome.toString());
        Process process = builder.start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        String said = Files.readString(output).strip();
        Files.delete(output);
        return said;
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        device.close();
        if (startedAdb) {
            try {
                run(adb, adbHome, "kill-server");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
