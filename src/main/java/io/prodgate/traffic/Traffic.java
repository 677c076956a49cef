package io.prodgate.traffic;

import io.prodgate.evidence.CertificateChain;
import io.prodgate.evidence.ControlProbe;
import io.prodgate.evidence.EvidenceLog;
import java.net.URI;
import java.time.Instant;
import java.util.List;

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
     * Shakes hands with a TLS server and reads its chain as served, trusted or not. Trouble goes into the log.
     *
     * @return the chain, or null if no chain was served (the log says why)
     */
    @org.jspecify.annotations.Nullable
    CertificateChain inspect(String host, int port, EvidenceLog log, Instant deadline) throws InterruptedException;

    /**
     * Asks the control hosts, all at the same time; an answer is good for a few seconds, so that many checks in
     * trouble ask once. Puts a {@link ControlProbe} for each and a clock reading into the log.
     */
    void askControls(EvidenceLog log) throws InterruptedException;

    /** The control hosts. */
    List<URI> controls();

    @Override
    void close();
}
