package io.prodgate.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Maestro's file of live sessions, {@code ~/.maestro/sessions}: one that was not ended (a kill, a driver that did not start)
 * keeps the next start on the device from starting the driver for 21 s, and every flow of it fails. A home of its own for
 * each start avoids that.
 */
final class FastMaestroSession {
    private static final long ALIVE_MILLISECONDS = 21_000;

    private final Path file;
    private final String prefix;
    private final String id = ProcessHandle.current().pid() + "-" + System.nanoTime();

    FastMaestroSession(Path home, String device) {
        this.file = home.resolve(".maestro/sessions");
        this.prefix = "ANDROID_" + device + "_";
    }

    /** Enters this session; whether another one has the driver. */
    boolean begin() throws IOException {
        boolean taken = false;
        long now = System.currentTimeMillis();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file, UTF_8)) {
                taken |= line.startsWith(prefix)
                        && now - Long.parseLong(line.substring(line.lastIndexOf('=') + 1)) < ALIVE_MILLISECONDS;
            }
        }
        Files.createDirectories(file.getParent());
        Files.writeString(file, prefix + id + "=" + now + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return taken;
    }

    /** Takes this session out. */
    void end() throws IOException {
        List<String> left = new ArrayList<>();
        for (String line : Files.readAllLines(file, UTF_8)) {
            if (!line.startsWith(prefix + id)) {
                left.add(line);
            }
        }
        Files.write(file, left);
    }
}
