package io.prodgate.cli;

import io.prodgate.testing.FreePorts;
import io.prodgate.testing.SimulatedDevice;
import io.prodgate.testing.TestTool;
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
 * The real adb with simulated devices attached to it. Its server is one of the test's own, or the one that Maestro's engine asks,
 * which is always at the same port: that one is shared with whoever has started it, and ended only if nobody had.
 */
final class AttachedDevices implements AutoCloseable {
    /** Where Maestro's engine looks for adb, whatever the environment says (Maestro issue 3461). */
    private static final int MAESTROS_PORT = 5037;

    private static final int SECONDS = 60;
    private static final Object STARTS = new Object();

    private final Path adb;
    private final Path home;
    private final int port;
    private final boolean ours;
    private final List<SimulatedDevice> devices = new ArrayList<>();

    private AttachedDevices(Path adb, Path home, int port, boolean ours) {
        this.adb = adb;
        this.home = home;
        this.port = port;
        this.ours = ours;
    }

    /** At a server of the test's own. */
    static AttachedDevices apart(Path home) throws IOException, InterruptedException {
        return at(home, FreePorts.any());
    }

    /** At the server that Maestro's engine asks. */
    static AttachedDevices whereMaestroLooks(Path home) throws IOException, InterruptedException {
        return at(home, MAESTROS_PORT);
    }

    private static AttachedDevices at(Path home, int port) throws IOException, InterruptedException {
        Path adb = TestTool.find("adb", "adb");
        AttachedDevices attached = new AttachedDevices(adb, Files.createDirectories(home), port, !isListening(port));
        attached.adb("start-server");
        return attached;
    }

    /** For {@code ANDROID_ADB_SERVER_PORT}. */
    int port() {
        return port;
    }

    /** For {@code HOME}: adb's keys are there. */
    Path home() {
        return home;
    }

    /** Attaches one more; returns when adb can use it. */
    SimulatedDevice attach(String... options) throws IOException, InterruptedException {
        SimulatedDevice device;
        synchronized (STARTS) {
            device = SimulatedDevice.start(port, options);
            devices.add(device);
        }
        adb("-s", device.serial(), "wait-for-device");
        return device;
    }

    /** The serials that adb lists, in whatever state. */
    List<String> listed() throws IOException, InterruptedException {
        return adb("devices")
                .lines()
                .filter(line -> line.contains("\t"))
                .map(line -> line.substring(0, line.indexOf('\t')))
                .toList();
    }

    private String adb(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(adb.toString()));
        command.addAll(List.of(arguments));
        // Not a pipe: the server that adb starts would hold it open.
        Path output = Files.createTempFile(home, "adb", "");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("HOME", home.toString());
        builder.environment().put("ANDROID_ADB_SERVER_PORT", String.valueOf(port));
        Process process = builder.start();
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(command + ": " + Files.readString(output));
            }
            return Files.readString(output);
        } finally {
            process.destroyForcibly();
            Files.delete(output);
        }
    }

    private static boolean isListening(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        devices.forEach(SimulatedDevice::close);
        if (ours) {
            try {
                adb("kill-server");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
