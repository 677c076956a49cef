package io.prodgate.device.emulator;

import io.prodgate.device.adb.LineOutput;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Keeps the last lines of what a program says. Safe for use by several threads. */
final class LastLines {
    private static final int MOST = 50;

    private final Deque<String> lines = new ArrayDeque<>();

    /** Takes what the program says. */
    OutputStream output() {
        return new LineOutput(this::add);
    }

    private synchronized void add(String line) {
        lines.addLast(line.strip());
        if (lines.size() > MOST) {
            lines.removeFirst();
        }
    }

    /** The last lines that sound like an error, else the last one at all; empty text if there is none. */
    synchronized String words() {
        List<String> all = lines.stream().filter(line -> !line.isEmpty()).toList();
        List<String> errors = all.stream().filter(LastLines::soundsBad).toList();
        List<String> chosen = errors.isEmpty() ? all : errors;
        return String.join(
                "; ", chosen.subList(Math.max(0, chosen.size() - (errors.isEmpty() ? 1 : 3)), chosen.size()));
    }

    private static boolean soundsBad(String line) {
        String lower = line.toLowerCase(Locale.ROOT);
        return Stream.of("error", "fatal", "panic", "cannot", "not found", "failed")
                .anyMatch(lower::contains);
    }
}
