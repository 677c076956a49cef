package io.prodgate.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a device logged about the app while a flow ran.
 *
 * @param device its serial
 * @param crash the crash or ANR of the app itself ({@code FATAL EXCEPTION} with its first lines), if there was one
 * @param answers HTTP answers that the app logged
 * @param troubles connection troubles that the app logged: TLS, name look-up, refused, timed out
 * @param lines the app's other lines of level warning and above, cut to an excerpt
 * @param from since when it was read, by our clock
 * @param complete false if the device could not be asked, or its log begins later
 * @param crashed when the first line of the crash was logged, by our clock
 */
public record DeviceLog(
        String device,
        Optional<String> crash,
        List<Answer> answers,
        List<Line> troubles,
        List<Line> lines,
        Instant from,
        boolean complete,
        Optional<Instant> crashed)
        implements Evidence {
    public DeviceLog {
        answers = List.copyOf(answers);
        troubles = List.copyOf(troubles);
        lines = List.copyOf(lines);
    }

    /** A log that does not tell when the app crashed, if it did. */
    public DeviceLog(
            String device,
            Optional<String> crash,
            List<Answer> answers,
            List<Line> troubles,
            List<Line> lines,
            Instant from,
            boolean complete) {
        this(device, crash, answers, troubles, lines, from, complete, Optional.empty());
    }

    /**
     * An HTTP answer that the app logged.
     *
     * @param at by our clock
     * @param status the HTTP status
     * @param url if the line has it
     * @param text the line, cut
     */
    public record Answer(Instant at, int status, Optional<String> url, String text) {}

    /**
     * A line of the log.
     *
     * @param at by our clock
     * @param level {@code W}, {@code E}, {@code F} and so on
     * @param tag of the line
     * @param text cut
     */
    public record Line(Instant at, String level, String tag, String text) {}
}
