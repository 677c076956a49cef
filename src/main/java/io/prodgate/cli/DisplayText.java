package io.prodgate.cli;

import java.time.Duration;
import java.util.Locale;

/** Text made fit for a terminal: no control characters from outside, widths counted in cells, durations as people read them. */
public final class DisplayText {
    private static final String CUT_MARK = "...";

    private DisplayText() {}

    /**
     * One line that cannot steer the terminal: line breaks and tabs become spaces, all other control and formatting
     * characters (escape sequences, overrides of the writing direction) become {@code ?}.
     */
    public static String line(String untrusted) {
        StringBuilder clean = new StringBuilder(untrusted.length());
        untrusted.codePoints().forEach(point -> clean.appendCodePoint(printable(point)));
        return clean.toString();
    }

    private static int printable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL -> Character.isWhitespace(point) ? ' ' : '?';
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
            case Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> '?';
            default -> point;
        };
    }

    /** How many cells a line takes, roughly: East Asian and pictographic characters two, combining marks none. */
    public static int width(String line) {
        return line.codePoints().map(DisplayText::cells).sum();
    }

    /** The line, cut to so many cells; what was cut is marked by three dots where there is room for them. */
    public static String cut(String line, int cells) {
        if (width(line) <= cells) {
            return line;
        }
        String mark = cells > CUT_MARK.length() * 2 ? CUT_MARK : "";
        int room = cells - mark.length();
        StringBuilder kept = new StringBuilder();
        int used = 0;
        for (int point : line.codePoints().toArray()) {
            used += cells(point);
            if (used > room) {
                break;
            }
            kept.appendCodePoint(point);
        }
        return kept + mark;
    }

    /** The line, filled up with spaces to so many cells. */
    public static String pad(String line, int cells) {
        return line + " ".repeat(Math.max(0, cells - width(line)));
    }

    /** A duration as people read it: {@code 0.2s}, {@code 12.3s}, {@code 1m12s}, {@code 2h05m}. */
    public static String duration(Duration duration) {
        long tenths = Math.max(0, duration.toMillis()) / 100;
        if (tenths < 600) {
            return String.format(Locale.ROOT, "%d.%ds", tenths / 10, tenths % 10);
        }
        return wholeSeconds(duration);
    }

    /** A duration without fractions: {@code 12s}, {@code 1m12s}, {@code 30m}, {@code 2h05m}. */
    public static String wholeSeconds(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + "s";
        }
        return seconds < 3600
                ? two(seconds / 60, "m", seconds % 60, "s")
                : two(seconds / 3600, "h", seconds % 3600 / 60, "m");
    }

    /** What is left of a time, in whole seconds begun: as long as something is left it is not {@code 0s}. */
    public static String remaining(Duration duration) {
        return wholeSeconds(duration.plusNanos(999_999_999));
    }

    private static String two(long large, String largeUnit, long small, String smallUnit) {
        return large + largeUnit + (small == 0 ? "" : String.format(Locale.ROOT, "%02d", small) + smallUnit);
    }

    /** A number with its noun: {@code 1 check}, {@code 2 checks}. */
    public static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** Ranges by Unicode's East Asian Width (UAX 11), wide and full-width, without the gaps. */
    private static int cells(int point) {
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        boolean wide = (point >= 0x1100 && point <= 0x115F)
                || (point >= 0x2E80 && point <= 0xA4CF)
                || (point >= 0xAC00 && point <= 0xD7A3)
                || (point >= 0xF900 && point <= 0xFAFF)
                || (point >= 0xFE30 && point <= 0xFE6F)
                || (point >= 0xFF00 && point <= 0xFF60)
                || (point >= 0x1F300 && point <= 0x1FAFF)
                || (point >= 0x20000 && point <= 0x3FFFD);
        return wide ? 2 : 1;
    }
}
