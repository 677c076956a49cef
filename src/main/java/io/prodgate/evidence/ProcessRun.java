package io.prodgate.evidence;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One program that was run: somebody else's tests, or a tool.
 *
 * @param command as it can be typed, secrets masked
 * @param end how it ended
 * @param exitCode what it said, if it ended by itself
 * @param output what it printed on both channels, in the order received, cut to an excerpt of its beginning and end
 * @param outputBytes how many bytes it printed in all
 * @param file the name of the artefact with the whole output, if it was kept
 * @param started when
 * @param duration until the last process of it was gone
 */
public record ProcessRun(
        String command,
        End end,
        Optional<Integer> exitCode,
        String output,
        long outputBytes,
        Optional<String> file,
        Instant started,
        Duration duration)
        implements Evidence {

    /** How a program ended. */
    public enum End {
        /** By itself, with an exit code. */
        EXITED,
        /** It took longer than it may, and was ended with all its children. */
        OUT_OF_TIME,
        /** It could not be started: not there, not executable. */
        NOT_STARTED;

        /** The name in JSON and in rules: lower case with hyphens. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
