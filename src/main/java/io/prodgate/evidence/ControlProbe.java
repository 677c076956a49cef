package io.prodgate.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a control host said when production did not answer: is it production, or is it us?
 *
 * @param url the control host's URL
 * @param answered true for an HTTP answer of the host itself, over https by a verified connection
 * @param detail the status, or why there was none
 * @param trouble why there was none
 * @param certificate the server's own certificate, where it was refused: who answers in the host's place?
 * @param portal who answered in its place, where an answer over plain http was not the host's own: where it sends us to
 * @param at when it was asked
 * @param duration how long it took
 */
public record ControlProbe(
        String url,
        boolean answered,
        String detail,
        Optional<Trouble.Kind> trouble,
        Optional<CertificateChain.Certificate> certificate,
        Optional<String> portal,
        Instant at,
        Duration duration)
        implements Evidence {
    /** A probe of which nothing else is known. */
    public ControlProbe(String url, boolean answered, String detail, Instant at, Duration duration) {
        this(url, answered, detail, Optional.empty(), Optional.empty(), Optional.empty(), at, duration);
    }
}
