package io.prodgate.lab.android;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/** The device's log, as a ring of its latest lines. */
public final class Log {
    private static final int MOST_LINES = 20_000;

    private final Supplier<Instant> clock;
    private final Deque<Line> lines = new ArrayDeque<>();
    private long written;

    /**
     * A line.
     *
     * @param number counts from 1
     * @param buffer {@code main}, {@code system} or {@code crash}
     * @param level one letter, from {@code V} to {@code F}
     */
    public record Line(long number, Instant time, String buffer, char level, String tag, int process, String text) {
        private static final DateTimeFormatter TIME =
                DateTimeFormatter.ofPattern("MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
        private static final DateTimeFormatter YEAR =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

        /** As logcat prints it in one of its formats; unknown ones are {@code threadtime}. */
        public String format(String format, boolean year) {
            String when = (year ? YEAR : TIME).format(time);
            return switch (format) {
                case "time" -> "%s %c/%-8s(%5d): %s".formatted(when, level, tag, process, text);
                case "brief" -> "%c/%-8s(%5d): %s".formatted(level, tag, process, text);
                case "epoch" ->
                    "%d.%03d %5d %5d %c %-8s: %s"
                            .formatted(
                                    time.getEpochSecond(),
                                    time.getNano() / 1_000_000,
                                    process,
                                    process,
                                    level,
                                    tag,
                                    text);
                case "raw" -> text;
                default -> "%s %5d %5d %c %-8s: %s".formatted(when, process, process, level, tag, text);
            };
        }
    }

    Log(Supplier<Instant> clock) {
        this.clock = clock;
    }

    /** Adds a line for each line of the text. */
    public void add(String buffer, char level, String tag, int process, String text) {
        synchronized (lines) {
            for (String one : text.split("\n", -1)) {
                written++;
                lines.addLast(new Line(written, clock.get(), buffer, level, tag, process, one));
                if (lines.size() > MOST_LINES) {
                    lines.removeFirst();
                }
            }
            lines.notifyAll();
        }
    }

    /** All lines after the one of that number that are still there. */
    public List<Line> after(long number) {
        synchronized (lines) {
            return new ArrayList<>(
                    lines.stream().filter(line -> line.number() > number).toList());
        }
    }

    /** Waits for a line after the one of that number, for a while. */
    public List<Line> await(long number, long millis) throws InterruptedException {
        synchronized (lines) {
            if (written <= number) {
                lines.wait(millis);
            }
        }
        return after(number);
    }

    /** Forgets all lines. */
    public void clear() {
        synchronized (lines) {
            lines.clear();
        }
    }
}
