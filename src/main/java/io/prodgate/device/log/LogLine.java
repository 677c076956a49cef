package io.prodgate.device.log;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of logcat, in its formats {@code epoch}, {@code threadtime} or {@code time}.
 *
 * @param at by the device's clock
 * @param process its id
 * @param level {@code V}, {@code D}, {@code I}, {@code W}, {@code E} or {@code F}
 * @param tag of the line
 * @param text what it says
 * @see <a href="https://developer.android.com/tools/logcat#outputFormat">Formats of logcat</a>
 */
public record LogLine(Instant at, int process, String level, String tag, String text) {
    private static final String REST = "\\s+(\\d+)\\s+\\d+\\s+([VDIWEFA])\\s+(.*?)\\s*:(?: (.*))?";
    private static final Pattern EPOCH = Pattern.compile("\\s*(\\d{9,11})\\.(\\d{3,9})" + REST);
    private static final String DATE =
            "(?:(\\d{4})-)?(\\d\\d)-(\\d\\d) (\\d\\d):(\\d\\d):(\\d\\d)\\.(\\d{3,9})(?: ([+-]\\d{4}))?";
    private static final Pattern THREAD_TIME = Pattern.compile(DATE + REST);
    private static final Pattern TIME = Pattern.compile(DATE + "\\s+([VDIWEFA])/(.*?)\\s*\\(\\s*(\\d+)\\):(?: (.*))?");

    /** Reads lines of a device. */
    public static final class Reader {
        private final Instant near;
        private final ZoneOffset zone;

        /**
         * Lines of about an instant.
         *
         * @param near by the device's clock: where a line has no year, that of which it comes closest to this is taken
         * @param zone of the device, for lines that have none
         */
        public Reader(Instant near, ZoneOffset zone) {
            this.near = near;
            this.zone = zone;
        }

        /** Reads a line; empty if it is none, as the headings between the buffers are. */
        public Optional<LogLine> read(String line) {
            try {
                return parts(line);
            } catch (DateTimeException | NumberFormatException e) {
                return Optional.empty(); // A day or a number that is none: not a line of logcat.
            }
        }

        private Optional<LogLine> parts(String line) {
            Matcher epoch = EPOCH.matcher(line);
            if (epoch.matches()) {
                Instant at = Instant.ofEpochSecond(Long.parseLong(epoch.group(1)), nanos(epoch.group(2)));
                return Optional.of(of(at, epoch.group(3), epoch.group(4), epoch.group(5), epoch.group(6)));
            }
            Matcher thread = THREAD_TIME.matcher(line);
            if (thread.matches()) {
                return Optional.of(
                        of(at(thread), thread.group(9), thread.group(10), thread.group(11), thread.group(12)));
            }
            Matcher time = TIME.matcher(line);
            return time.matches()
                    ? Optional.of(of(at(time), time.group(11), time.group(9), time.group(10), time.group(12)))
                    : Optional.empty();
        }

        private static LogLine of(
                Instant at, String process, String level, String tag, @org.jspecify.annotations.Nullable String text) {
            return new LogLine(at, Integer.parseInt(process), level, tag, text == null ? "" : text);
        }

        private Instant at(Matcher date) {
            ZoneOffset offset = date.group(8) == null ? zone : ZoneOffset.of(date.group(8));
            if (date.group(1) != null) {
                return local(date, Integer.parseInt(date.group(1))).toInstant(offset);
            }
            int year = near.atOffset(offset).getYear();
            Instant best = local(date, year).toInstant(offset);
            for (int other : new int[] {year - 1, year + 1}) {
                Instant candidate = local(date, other).toInstant(offset);
                best = distance(candidate) < distance(best) ? candidate : best;
            }
            return best;
        }

        private long distance(Instant candidate) {
            return Duration.between(near, candidate).abs().toMillis();
        }

        /** The 29th of February of a year that has none is the day after: only the nearest year is wanted in the end. */
        private static LocalDateTime local(Matcher date, int year) {
            return LocalDateTime.of(
                            year,
                            Integer.parseInt(date.group(2)),
                            1,
                            Integer.parseInt(date.group(4)),
                            Integer.parseInt(date.group(5)),
                            Integer.parseInt(date.group(6)),
                            nanos(date.group(7)))
                    .plus(Integer.parseInt(date.group(3)) - 1L, ChronoUnit.DAYS);
        }

        private static int nanos(String fraction) {
            return Integer.parseInt((fraction + "00000000").substring(0, 9));
        }
    }
}
