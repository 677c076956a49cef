package io.prodgate.demo;

import java.util.Optional;

/**
 * How a run of the demo plan must end.
 *
 * @param verdict as in reports: {@code approved}
 * @param exitCode of the run, without {@code --strict}
 * @param cause as in reports: found for at least one check, and the only one. Empty: no attempt is missed; a
 *     limit that is waited out is none
 */
public record Ending(String verdict, int exitCode, Optional<String> cause) {
    static Ending approved() {
        return new Ending("approved", 0, Optional.empty());
    }

    static Ending notApproved() {
        return new Ending("not-approved", 1, Optional.of("production"));
    }

    static Ending inconclusive(String cause) {
        return new Ending("inconclusive", 3, Optional.of(cause));
    }

    Ending after(String overcome) {
        return new Ending(verdict, exitCode, Optional.of(overcome));
    }
}
