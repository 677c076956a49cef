package io.prodgate.cli.doctor;

import io.prodgate.evidence.Misconfiguration;
import java.util.Optional;

/**
 * What an examination found.
 *
 * @param level how bad it is
 * @param subject what was examined: {@code host https://api.example.com}
 * @param what what was seen, one sentence without a secret
 * @param todo what to mend; empty if nothing has to be
 */
public record Finding(Level level, String subject, String what, Optional<String> todo) {
    /** How bad a finding is, from nothing to must be mended. */
    public enum Level {
        OK,
        WARN,
        FAIL
    }

    static Finding ok(String subject, String what) {
        return new Finding(Level.OK, subject, what, Optional.empty());
    }

    static Finding warn(String subject, String what, String todo) {
        return new Finding(Level.WARN, subject, what, Optional.of(todo));
    }

    static Finding fail(String subject, String what, String todo) {
        return new Finding(Level.FAIL, subject, what, Optional.of(todo));
    }

    /** Something on our own side that keeps requests from being sent at all. */
    public static Finding of(Misconfiguration misconfiguration) {
        return fail(misconfiguration.where(), misconfiguration.what(), misconfiguration.todo());
    }
}
