package io.prodgate.evidence;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What one name server said about a name, when production's could not be found: is it gone, or does somebody remember that it
 * was not there?
 *
 * @param name that was asked for
 * @param server who was asked: {@code the runner's resolver}, or a server's name and address
 * @param answer what it said
 * @param addresses those it gave, as text
 * @param authoritative whether the server speaks for the zone itself (the AA bit, RFC 1035 section 4.1.1)
 * @param negativeFor how long a resolver may go on saying that the name is not there (RFC 2308: the smaller of the SOA
 *     record's TTL and its minimum), where it is known
 * @param at when it was asked
 */
public record NameLookup(
        String name,
        String server,
        Answer answer,
        List<String> addresses,
        boolean authoritative,
        Optional<Duration> negativeFor,
        Instant at)
        implements Evidence {
    /** How the resolver is called that this machine itself goes by. */
    public static final String RUNNERS_RESOLVER = "the runner's resolver";

    public NameLookup {
        addresses = List.copyOf(addresses);
    }

    /** What a name server said. */
    public enum Answer {
        /** There are addresses. */
        FOUND,
        /** There is no such name, or it has no address. */
        NOT_FOUND,
        /** The server could not or would not tell (SERVFAIL, REFUSED). */
        FAILED,
        /** The server did not answer in time. */
        SILENT;

        /** The name in JSON and in rules: lower case with hyphens. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
