package io.prodgate.evidence;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A fault that was made in production on purpose, and what became of it.
 *
 * @param what was done, in a few words
 * @param made what made it, in order, without secrets
 * @param undone what undid it and proved that, in order, without secrets
 * @param from when it was made, if it was
 * @param to when it was undone, if it is proven that it is
 * @param trouble what went wrong, if something did
 * @param detail of the trouble, in one sentence; empty without one
 */
public record FaultRun(
        String what,
        List<String> made,
        List<String> undone,
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<Trouble> trouble,
        String detail)
        implements Evidence {
    public FaultRun {
        made = List.copyOf(made);
        undone = List.copyOf(undone);
    }

    /** What may go wrong with a fault; the worst is told. */
    public enum Trouble {
        /** It could not be undone, or that it is undone could not be proven. */
        NOT_UNDONE,
        /** It was broken off, as it harmed users. */
        ABORTED,
        /** It was broken off, as it lasted too long, or nobody could say whether it harmed users. */
        BROKEN_OFF,
        /** It could not be made, or that it is there could not be proven; what was made of it is undone. */
        NOT_MADE;

        /** The name in JSON and in rules: lower case with hyphens. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
