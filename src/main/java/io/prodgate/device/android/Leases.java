package io.prodgate.device.android;

import io.prodgate.device.DeviceException;
import io.prodgate.evidence.Time;
import io.prodgate.process.RunningProgram;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The devices that runs of this user have in their hands: one file each in a folder of the user's. */
final class Leases {
    private static final String ENDING = ".lease";

    private final Path folder;
    private final int port;
    private final Time time;

    /**
     * The leases in a folder.
     *
     * @param port of the adb server: serials of different servers are different devices
     */
    Leases(Path folder, int port, Time time) {
        this.folder = folder;
        this.port = port;
        this.time = time;
    }

    /** Where a user's are: below {@code XDG_STATE_HOME}, else {@code ~/.local/state}, else among the temporary files. */
    static Path folder(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("XDG_STATE_HOME"))
                .filter(folder -> folder.startsWith("/"))
                .map(Path::of)
                .or(() -> Optional.ofNullable(environment.get("HOME"))
                        .filter(home -> !home.isEmpty())
                        .map(home -> Path.of(home, ".local", "state")))
                .orElseGet(() -> Path.of(
                        System.getProperty("java.io.tmpdir", "/tmp"),
                        "prodgate-" + System.getProperty("user.name", "user")))
                .resolve("prodgate/devices");
    }

    /**
     * Takes a device.
     *
     * @return empty if another run has it
     * @throws DeviceException if that cannot be noted: what is not noted is not started
     */
    Optional<Lease> take(String serial) throws DeviceException {
        Path path = folder.resolve(port + "-" + serial.replaceAll("[^\\w.-]", "_") + ENDING);
        try {
            Files.createDirectories(folder);
            Optional<Lease> lease = open(path, Optional.of(serial));
            if (lease.isPresent()) {
                lease.get().emulator().ifPresent(track -> RunningProgram.end(track, time));
                lease.get().takeOver();
            }
            return lease;
        } catch (IOException e) {
            throw new DeviceException(
                    "cannot note there that the device " + serial + " is in use: " + e,
                    folder.toString(),
                    "make the folder writable, or set XDG_STATE_HOME to one that is");
        }
    }

    /** What runs that were killed left behind; each is locked by us until it is closed or released. */
    List<Lease> leftOver() {
        List<Lease> left = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return left;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path path : files.filter(file -> isOfServer(file) && size(file) > 0)
                    .sorted()
                    .toList()) {
                open(path, Optional.empty()).ifPresent(lease -> {
                    if (lease.leftOver()) {
                        left.add(lease);
                    } else {
                        lease.release();
                    }
                });
            }
        } catch (IOException e) {
            return left; // A folder that cannot be read holds nothing of ours.
        }
        return left;
    }

    /**
     * Ends emulators that runs left behind when they were killed. Asks nothing of adb.
     *
     * @return their serials
     */
    List<String> endEmulators() {
        List<String> ended = new ArrayList<>();
        for (Lease lease : leftOver()) {
            if (lease.emulator().isPresent()) {
                if (RunningProgram.end(lease.emulator().get(), time)) {
                    ended.add(lease.serial());
                }
                lease.close();
            } else {
                lease.release();
            }
        }
        return ended;
    }

    private boolean isOfServer(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(port + "-") && name.endsWith(ENDING);
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    private static Optional<Lease> open(Path path, Optional<String> serial) throws IOException {
        FileChannel file;
        try {
            file = serial.isPresent()
                    ? FileChannel.open(
                            path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE)
                    : FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        try {
            FileLock lock = file.tryLock();
            if (lock != null) {
                return Optional.of(Lease.open(file, lock, serial));
            }
        } catch (OverlappingFileLockException e) {
            // Taken by another run within this very process.
        }
        file.close();
        return Optional.empty();
    }
}
