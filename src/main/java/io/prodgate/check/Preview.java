package io.prodgate.check;

import java.net.URI;
import java.util.List;

/**
 * What a check would do, for {@code prodgate check} and {@code prodgate doctor}.
 *
 * @param requests one line each: {@code GET https://api.example.com/health}
 * @param writes what is written to production, one line each; empty for a check that only reads
 * @param targets the origins it talks to
 * @param load how many requests that comes to
 */
public record Preview(List<String> requests, List<String> writes, List<URI> targets, Load load) {
    public Preview {
        requests = List.copyOf(requests);
        writes = List.copyOf(writes);
        targets = List.copyOf(targets);
    }

    /** What a check would do that sends one request to production for each line. */
    public Preview(List<String> requests, List<String> writes, List<URI> targets) {
        this(requests, writes, targets, new Load(requests.size(), 0, false));
    }

    /**
     * How many requests a check sends if its first attempt is met.
     *
     * @param production to production, which its rate limit is about
     * @param systems to systems around production
     * @param about true if it depends on answers, such as how often something has to be looked for: then what is needed at least is
     *     counted
     */
    public record Load(int production, int systems, boolean about) {
        /** About so many requests to systems around production. */
        public static Load ofSystems(int about) {
            return new Load(0, about, true);
        }

        /** Both together. */
        public Load and(Load other) {
            return new Load(production + other.production, systems + other.systems, about || other.about);
        }
    }
}
