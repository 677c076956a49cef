package io.prodgate.traffic;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * What witnesses are asked about.
 *
 * @param target the origin that did not answer as it should: {@code https://host:port}, without a path; empty if it is not known
 * @param doubt what is in doubt about it
 */
public record Inquiry(Optional<URI> target, Doubt doubt) {
    /** What is in doubt: only who can tell is asked. */
    public enum Doubt {
        /** Whether the name is there: name servers, control hosts and vantage points can tell. */
        NAME,
        /** Whether a connection can be made: control hosts and vantage points can tell. */
        CONNECTION,
        /** Whose certificate it is, and whether our clock is right: control hosts can tell, and the chain itself. */
        CERTIFICATE,
        /** Whether the answer is the host's own, and whether our clock is right: control hosts can tell. */
        ANSWER
    }

    /**
     * An inquiry about what a piece of evidence names. Witnesses need to know no more of it than its origin.
     *
     * @param target a URL, or {@code host:port} of a TLS server; it may hold masked secrets
     */
    public static Inquiry about(String target, Doubt doubt) {
        try {
            URI url = new URI(target.contains("://") ? target : "https://" + target);
            return new Inquiry(
                    url.getHost() == null || url.getScheme() == null
                            ? Optional.empty()
                            : Optional.of(
                                    new URI(url.getScheme(), null, url.getHost(), url.getPort(), null, null, null)),
                    doubt);
        } catch (URISyntaxException e) {
            return new Inquiry(Optional.empty(), doubt);
        }
    }
}
