package io.prodgate.check;

import java.net.URI;
import java.util.List;

/**
 * What a check would do, for {@code prodgate check} and {@code prodgate doctor}.
 *
 * @param requests one line each: {@code GET https://api.example.com/health}
 * @param writes what is written to production, one line each; empty for a check that only reads
 * @param targets the origins it talks to
 */
public record Preview(List<String> requests, List<String> writes, List<URI> targets) {
    public Preview {
        requests = List.copyOf(requests);
        writes = List.copyOf(writes);
        targets = List.copyOf(targets);
    }
}
