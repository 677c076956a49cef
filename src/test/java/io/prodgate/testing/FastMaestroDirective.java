package io.prodgate.testing;

import java.util.List;
import java.util.Locale;

/**
 * One thing that {@link FastMaestro} is told to do, as written in a comment of a flow ({@code # stand-in: takes 40ms})
 * or behind the colon of a line of the faults file.
 *
 * @param kind what to do
 * @param text what is said in doing it, without its quotes; {@code ""} for the kind's own words
 * @param milliseconds how long, or an exit code; 0 if not said
 */
record FastMaestroDirective(Kind kind, String text, long milliseconds) {
    /** What a flow or a start can be told; each is one recorded behaviour of Maestro 2.10.0. */
    enum Kind {
        /** A flow or a start takes so long. */
        TAKES(true, true),
        /** A plain sentence: the verdict on the app. */
        FAILS(true, false),
        /** The app crashes: an assertion fails, and there is a crash report. */
        CRASHES(true, false),
        /** A system dialog covers the app: an element is not found, the dialog is in the screen hierarchy. */
        DIALOG(true, false),
        /** The driver dies during a step, which stays {@code RUNNING}; later flows fail at once. */
        DRIVER_DIES(true, false),
        /** The driver dies during a call: "Unknown error", the cause in {@code commands.json}; later flows fail at once. */
        DRIVER_CANCELS(true, false),
        /**
         * The device goes offline, for so long if it is said; later flows fail at once. A device whose control API is known really does
         * so.
         */
        TRANSPORT_LOST(true, false),
        /** The driver answers with an error: "Unknown error", the cause in {@code commands.json}. */
        INTERNAL(true, false),
        /** The driver says nothing for so long (120 s in Maestro), then its deadline passes. */
        DRIVER_HANGS(true, false),
        /** Nothing happens any more until somebody ends the process. */
        HANGS(true, true),
        /** The process is killed (SIGKILL). */
        KILLED(true, true),
        /** The flow runs, but the report does not have it. */
        DROPS(true, false),
        /** All flows run, no report is written, exit code 1. */
        NO_REPORT(true, true),
        /** A line of the device's log. */
        LOGCAT(true, false),
        /** A line of the flow's console: {@code console.log}. */
        PRINTS(true, false),
        /** The flow types a text; <code>{unique}</code> in it becomes one that no other run types. */
        TYPES(true, false),
        /** The device that was asked for is not connected. */
        NO_DEVICE(false, true),
        /** The driver does not start in time. */
        DRIVER_TIMEOUT(false, true),
        /** The instrumentation of the driver does not start. */
        INSTRUMENTATION_FAILS(false, true),
        /** The driver cannot be installed. */
        INSTALL_FAILS(false, true),
        /** The process ends at once with this exit code, without a word. */
        EXITS(false, true),
        /** The port of the simulated device's control API. */
        CONTROL(false, true);

        final boolean forFlows;
        final boolean forStarts;

        Kind(boolean forFlows, boolean forStarts) {
            this.forFlows = forFlows;
            this.forStarts = forStarts;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Reads {@code fails "Element not found: Id: pay"}; an unknown word is a mistake of the test and said so. */
    static FastMaestroDirective read(String line) {
        String said = line.strip();
        int end = said.indexOf(' ');
        String word = end < 0 ? said : said.substring(0, end);
        String rest = end < 0 ? "" : said.substring(end + 1).strip();
        for (Kind kind : Kind.values()) {
            if (kind.word().equals(word)) {
                return new FastMaestroDirective(kind, unquoted(rest), duration(rest));
            }
        }
        throw new IllegalArgumentException("stand-in: unknown directive \"" + line + "\"");
    }

    private static String unquoted(String text) {
        return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1)
                : text;
    }

    private static long duration(String text) {
        int digits = 0;
        while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
            digits++;
        }
        if (digits == 0) {
            return 0;
        }
        long number = Long.parseLong(text.substring(0, digits));
        return switch (text.substring(digits)) {
            case "s" -> number * 1000;
            case "m" -> number * 60_000;
            default -> number;
        };
    }

    /** As it is written, for the log of what was injected. */
    String written() {
        return text.isEmpty() ? kind.word() : kind.word() + " " + text;
    }

    /** All of them, for the log. */
    static String written(List<FastMaestroDirective> told) {
        String text = "";
        for (FastMaestroDirective directive : told) {
            text += (text.isEmpty() ? "" : " and ") + directive.written();
        }
        return text;
    }

    /** Whether one of that kind is among them. */
    static boolean has(List<FastMaestroDirective> told, Kind kind) {
        for (FastMaestroDirective directive : told) {
            if (directive.kind() == kind) {
                return true;
            }
        }
        return false;
    }
}
