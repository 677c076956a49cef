package io.prodgate.check.app;

import io.prodgate.check.Attempt;
import io.prodgate.evidence.Credential;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.traffic.Request;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Asks production directly, with one request that only reads: a production that is down looks like a failed assertion to Maestro.
 *
 * @param url what is asked
 */
record Probe(URI url) {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Asks; what came back is the last of the facts. */
    List<Evidence> ask(Attempt attempt) throws InterruptedException {
        EvidenceLog log = new EvidenceLog(attempt.log().redactor());
        Instant within = attempt.time().now().plus(TIMEOUT.multipliedBy(2));
        attempt.traffic()
                .exchange(
                        new Request("GET", url, List.of(), Optional.empty(), TIMEOUT, Credential.NONE),
                        log,
                        within.isBefore(attempt.deadline()) ? within : attempt.deadline());
        return log.facts();
    }

    /** Whether an answer came from something that works. */
    static boolean answered(List<Evidence> facts) {
        return !facts.isEmpty() && facts.getLast() instanceof HttpExchange exchange && exchange.status() < 500;
    }
}
