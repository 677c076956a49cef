package io.prodgate.evidence;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/**
 * Who tried what on whose data, and which wall stopped them.
 *
 * @param walls what was tried: {@code API}, {@code PostgreSQL}, {@code Kubernetes}, {@code Grafana} or {@code Audit}
 * @param tries in the order in which they were made
 */
public record IsolationMatrix(String walls, List<Try> tries) implements Evidence {
    public IsolationMatrix {
        tries = List.copyOf(tries);
    }

    /**
     * One of them.
     *
     * @param who tried: a tenant, {@code nobody} without any credential or context, or somebody between them
     * @param what was tried: {@code GET /tickets/T-1}, {@code reads ticket_history}
     * @param whose data it was: a tenant, or {@code others}
     * @param end what came of it
     * @param by what decided it: {@code 403}, {@code row policy}
     * @param detail in one sentence; empty if the rest tells it
     */
    public record Try(String who, String what, String whose, End end, String by, String detail) {}

    /** What came of a try. */
    public enum End {
        /** Whoever tried it may do it, and could. */
        LET_IN,
        /** It was stopped as it should be. */
        STOPPED,
        /** Whoever tried it may not do it, and was let through, or saw something of others. */
        LEAKED,
        /** It was not let through, and yet not stopped as it should be; or a wall is not built as it should be. */
        WRONGLY_STOPPED,
        /** Whoever may do it could not, or is above all walls: then what others could not do proves nothing. */
        VOID,
        /** What came of it is not known, or it was not tried. */
        UNKNOWN;

        /** The name in JSON and in rules: lower case with hyphens. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
