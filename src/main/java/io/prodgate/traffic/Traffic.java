package io.prodgate.traffic;

import io.prodgate.evidence.CertificateChain;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.PaceWait;
import io.prodgate.plan.Witnesses;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The only door to the outside: every request of every check passes here. Safe for use by several threads. */
public interface Traffic extends AutoCloseable {
    /**
     * Sends a request within the host's pace and waits for the answer. Waits for rate limits are taken here, as told
     * by the answer, and the request is repeated after them.
     *
     * @param deadline when the caller has no more time, waits included
     */
    Reply exchange(Request request, EvidenceLog log, Instant deadline) throws InterruptedException;

    /**
     * The same, for a request that must not be sent twice.
     *
     * @param sending told right before it goes out, and when it was not carried out
     */
    default Reply exchange(Request request, EvidenceLog log, Instant deadline, Sending sending)
            throws InterruptedException {
        sending.begins();
        return exchange(request, log, deadline);
    }

    /**
     * Shakes hands with a TLS server and reads its chain as served, trusted or not. Trouble goes into the log.
     *
     * @return the chain, or null if no chain was served (the log says why)
     */
    @org.jspecify.annotations.Nullable
    CertificateChain inspect(String host, int port, EvidenceLog log, Instant deadline) throws InterruptedException;

    /**
     * Asks those who can tell whether it is the target or us: control hosts, vantage points, name servers. All at the same time,
     * for at most 10 seconds, and answers are good for a while, so that many checks in trouble ask once. What they say goes into
     * the log. None of them gets a credential of production.
     */
    void askWitnesses(Inquiry inquiry, EvidenceLog log) throws InterruptedException;

    /** Who can be asked. */
    Witnesses witnesses();

    /**
     * Takes so many turns at a host for somebody else who is about to send as many requests, such as an app on a device, and waits
     * for them.
     *
     * @param url any of the host's
     * @return the wait that is too long for the deadline; then nothing should be sent
     */
    default Optional<PaceWait> admit(URI url, int requests, EvidenceLog log, Instant deadline)
            throws InterruptedException {
        return Optional.empty();
    }

    /**
     * Hears that a host limited what somebody else sent: from now on everybody asks it more slowly.
     *
     * @param url any of the host's
     * @param word what it said: {@code 429 to the app}
     */
    default void limited(URI url, String word) {}

    /** What marks requests of this run as synthetic, by header: for those that others send. */
    default Map<String, String> identity() {
        return Map.of();
    }

    @Override
    void close();
}
