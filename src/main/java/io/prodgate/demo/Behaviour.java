package io.prodgate.demo;

import io.prodgate.evidence.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * How the platform behaves: the sound platform, and what a scenario changes about it.
 *
 * @param certificate what it shows
 * @param quota how many calls a second it grants a client
 * @param listening false: it refuses connections
 * @param faults what stands in front of everything, outermost first
 */
record Behaviour(ServerCertificate certificate, int quota, boolean listening, List<Function<Time, Edge>> faults) {
    private static final int AMPLE = 50;

    Behaviour {
        faults = List.copyOf(faults);
    }

    /** Everything as it should be. */
    static Behaviour sound() {
        return new Behaviour(ServerCertificate.VALID, AMPLE, true, List.of());
    }

    /** The same, with another certificate. */
    Behaviour showing(ServerCertificate other) {
        return new Behaviour(other, quota, listening, faults);
    }

    /** The same, granting another number of calls a second. */
    Behaviour granting(int callsASecond) {
        return new Behaviour(certificate, callsASecond, listening, faults);
    }

    /** The same, refusing connections. */
    Behaviour gone() {
        return new Behaviour(certificate, quota, false, faults);
    }

    /** The same, with something in front. */
    Behaviour behind(Function<Time, Edge> fault) {
        List<Function<Time, Edge>> more = new ArrayList<>(faults);
        more.add(fault);
        return new Behaviour(certificate, quota, listening, more);
    }

    /** The edges of one platform: the faults, then the rate limit. */
    List<Edge> edges(Time time) {
        List<Edge> edges = new ArrayList<>();
        faults.forEach(fault -> edges.add(fault.apply(time)));
        edges.add(new RateLimitEdge(quota, Duration.ofSeconds(1), time));
        return edges;
    }
}
