package io.prodgate.journal;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What a person decided about a run that did not simply open the gate, or about one that did.
 *
 * @param kind what is to be done
 * @param by who decided, by the name the person goes by
 * @param account who the CI knows that it is: {@code octocat (github-actions)}; empty outside a CI
 * @param reason why, in a person's words
 * @param until when it ends to count
 * @param overridesCritical whether the person said that critical findings are known and are to be overridden
 */
public record Decision(
        Kind kind, String by, Optional<String> account, String reason, Instant until, boolean overridesCritical) {
    /** What can be decided. */
    public enum Kind {
        /** The run is to be done again, or gone on with. */
        RETRY,
        /** People take the infrastructure back; prodgate never does it. */
        ROLL_BACK,
        /** The frontend is to be deployed all the same. */
        RELEASE;

        /** The name on the command line, in the journal and in reports: lower case with a hyphen. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Whether two decisions were made by two persons, as far as can be known. */
    public boolean byAnother(Decision other) {
        boolean sameName = Names.same(by, other.by);
        boolean sameAccount = account.isPresent() && account.equals(other.account);
        return !sameName && !sameAccount;
    }
}
