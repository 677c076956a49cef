package io.prodgate.cli.doctor;

import io.prodgate.evidence.Credential;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Redactor;
import io.prodgate.evidence.Time;
import io.prodgate.traffic.Reply;
import io.prodgate.traffic.Request;
import io.prodgate.traffic.Traffic;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sends single harmless requests.
 *
 * @param traffic the door to production
 * @param redactor keeps secrets out of what is noted
 * @param time the clock
 */
record Probe(Traffic traffic, Redactor redactor, Time time) {
    /** Long enough for a slow host, short enough for whoever waits for the doctor. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A log for one examination. */
    EvidenceLog log() {
        return new EvidenceLog(redactor);
    }

    /** Asks with a method that reads only, within the host's pace. */
    Reply ask(String method, URI url, Optional<Map.Entry<String, String>> credential, EvidenceLog log)
            throws InterruptedException {
        Request request = new Request(
                method,
                url,
                credential.map(List::of).orElse(List.of()),
                Optional.empty(),
                PATIENCE,
                credential.isPresent() ? Credential.OURS : Credential.NONE);
        return traffic.exchange(request, log, time.now().plus(PATIENCE));
    }
}
