package io.prodgate.check.tls;

import io.prodgate.plan.Position;
import java.time.Duration;
import java.util.List;

/**
 * What a tls check looks at and wants.
 *
 * @param at where it stands in the plan
 * @param host the name to ask for
 * @param port the TCP port
 * @param expiresAfter how much validity must be left at least
 * @param names further names that must be covered
 * @param protocol which versions may be spoken
 */
record TlsTarget(Position at, String host, int port, Duration expiresAfter, List<String> names, ProtocolRule protocol) {
    TlsTarget {
        names = List.copyOf(names);
    }

    /** The address as URLs and messages write it: brackets around IPv6. */
    String address() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
