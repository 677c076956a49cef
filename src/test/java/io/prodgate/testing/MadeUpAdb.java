package io.prodgate.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/**
 * A program {@code adb} that only pretends, for tests of what is found and asked: it lists devices as told, writes down what it is
 * called with, and does nothing. The device {@code refusing} refuses everything. No server of adb is started or asked.
 */
public final class MadeUpAdb implements AutoCloseable {
    private final Path folder;

    /** Somebody listens where the adb server would: so it counts as started. */
    private final ServerSocket server;

    private MadeUpAdb(Path folder, ServerSocket server) {
        this.folder = folder;
        this.server = server;
    }

    /**
     * Puts it into a folder.
     *
     * @param devices lines as {@code adb devices} prints them: {@code emulator-5554 device}
     */
    public static MadeUpAdb in(Path folder, String... devices) throws IOException {
        MadeUpAdb adb = new MadeUpAdb(folder, new ServerSocket(0, 5, InetAddress.getLoopbackAddress()));
        adb.lists(devices);
        return adb;
    }

    /** Lists other devices from now on, in lines as before. */
    public void lists(String... devices) throws IOException {
        program(
                "adb",
                "echo \"$*\" >> '" + folder.resolve("calls") + "'",
                "case \"$*\" in",
                "*devices*) printf 'List of devices attached\\n" + String.join("\\n", devices) + "\\n' ;;",
                "'-s refusing'*) echo 'error: this device refuses' >&2; exit 1 ;;",
                "esac");
    }

    /** One more program beside it. */
    public void program(String name, String... lines) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** An environment in which it is the adb, whatever else is installed. */
    public Map<String, String> environment() {
        return Map.of(
                "PATH",
                folder + ":/usr/bin:/bin",
                "ANDROID_HOME",
                folder.toString(),
                "ANDROID_ADB_SERVER_PORT",
                Integer.toString(server.getLocalPort()));
    }

    /** What it was called with, a line each. */
    public List<String> calls() throws IOException {
        return Files.readAllLines(folder.resolve("calls"));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
