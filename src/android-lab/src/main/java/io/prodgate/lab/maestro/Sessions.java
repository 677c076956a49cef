package io.prodgate.lab.maestro;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * The sessions of all processes that share a home, in {@code ~/.maestro/sessions}: the first one on a device starts the
 * driver, the last one stops it. One that ended without a word counts for another 21 s.
 */
final class Sessions {
    private static final long ALIVE_MILLISECONDS = 21_000;

    private final Path file;
    private final String prefix;
    private final String key;

    Sessions(Path home, String device) {
        this.file = home.resolve(".maestro/sessions");
        this.prefix = "ANDROID_" + device + "_";
        this.key = prefix + UUID.randomUUID();
    }

    /** Says that this session is alive. */
    void heartbeat() {
        change(lines -> {
            List<String> kept = without(lines);
            kept.add(key + "=" + System.currentTimeMillis());
            return kept;
        });
    }

    /** Takes this session out. */
    void end() {
        change(this::without);
    }

    /** Whether another session on the device is alive. */
    boolean others() {
        long now = System.currentTimeMillis();
        return change(lines -> lines).stream()
                .filter(line -> line.startsWith(prefix) && !line.startsWith(key))
                .anyMatch(line -> now - Long.parseLong(line.substring(line.indexOf('=') + 1)) < ALIVE_MILLISECONDS);
    }

    private List<String> without(List<String> lines) {
        List<String> kept = new ArrayList<>(lines);
        kept.removeIf(line -> line.startsWith(key));
        return kept;
    }

    private List<String> change(UnaryOperator<List<String>> change) {
        try {
            Files.createDirectories(file.getParent());
            try (FileChannel channel = FileChannel.open(
                            file.resolveSibling("sessions.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                List<String> before = Files.exists(file) ? Files.readAllLines(file) : List.of();
                List<String> after = change.apply(before);
                if (lock.isValid() && !after.equals(before)) {
                    Files.writeString(file, String.join("\n", after));
                }
                return after;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
