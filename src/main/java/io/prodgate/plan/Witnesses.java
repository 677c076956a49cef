package io.prodgate.plan;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Who else is asked when production does not answer: is it production, or is it us?
 *
 * @param controls hosts that have nothing to do with production; empty if switched off
 * @param vantagePoints places elsewhere from which production can be seen
 * @param nameServers asked for production's name beside the runner's resolver and the zone's own servers; empty if nobody but the
 *     runner's resolver may be asked
 */
public record Witnesses(List<URI> controls, List<VantagePoint> vantagePoints, Optional<List<NameServer>> nameServers) {
    public Witnesses {
        controls = List.copyOf(controls);
        vantagePoints = List.copyOf(vantagePoints);
        nameServers = nameServers.map(List::copyOf);
    }

    /** Nobody at all. */
    public static Witnesses none() {
        return new Witnesses(List.of(), List.of(), Optional.empty());
    }

    /** A place elsewhere. */
    public sealed interface VantagePoint {
        /** Its name in reports. */
        String name();

        /** Where it is reached. */
        URI url();
    }

    /**
     * An HTTP proxy that stands elsewhere.
     *
     * @param credentials {@code user:password}, if it wants them
     */
    public record ProxyPoint(String name, URI url, Optional<Template> credentials) implements VantagePoint {}

    /**
     * A service that tells whether a URL can be reached from where it is; asked with {@code GET} and {@code url=…} in the query.
     *
     * @param token sent as a bearer token, if it wants one
     * @param reached found in its answer if the URL was reached
     * @param notReached found in its answer if it was not; an answer in which neither or both are found tells nothing
     */
    public record ProbePoint(
            String name, URI url, Optional<Template> token, RegularExpression reached, RegularExpression notReached)
            implements VantagePoint {}

    /**
     * A name server.
     *
     * @param address an IP address
     * @param port 53, if the plan does not name one
     */
    public record NameServer(String address, int port) {
        /** As plans write it. */
        @Override
        public String toString() {
            if (port == 53) {
                return address;
            }
            return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
        }
    }
}
