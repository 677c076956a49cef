package io.prodgate.check.app;

import io.prodgate.evidence.CertificateChain;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.PaceWait;
import io.prodgate.evidence.Trouble;
import io.prodgate.plan.Witnesses;
import io.prodgate.traffic.Inquiry;
import io.prodgate.traffic.Reply;
import io.prodgate.traffic.Request;
import io.prodgate.traffic.Traffic;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A production that answers everybody with 200, unless it is down. Safe for use by several threads. */
final class AnsweringTraffic implements Traffic {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Integer> admitted = new CopyOnWriteArrayList<>();
    private final List<String> limits = new CopyOnWriteArrayList<>();
    private volatile boolean down;

    void goDown() {
        down = true;
    }

    List<String> asked() {
        return List.copyOf(asked);
    }

    List<Integer> admitted() {
        return List.copyOf(admitted);
    }

    List<String> limits() {
        return List.copyOf(limits);
    }

    @Override
    public Reply exchange(Request request, EvidenceLog log, Instant deadline) {
        asked.add(request.method() + " " + request.url());
        if (down) {
            Trouble trouble = new Trouble(
                    Trouble.Kind.REFUSED,
                    request.url().getHost() + ":443",
                    "nothing listens there",
                    Trouble.Sent.NOTHING,
                    Instant.EPOCH,
                    Duration.ZERO);
            log.add(trouble);
            return new Reply.NoAnswer(trouble);
        }
        HttpExchange exchange = new HttpExchange(
                request.method(),
                request.url().toString(),
                List.of(),
                Optional.empty(),
                request.credential(),
                200,
                "HTTP/1.1",
                List.of(),
                "ok",
                2,
                false,
                Instant.EPOCH,
                Duration.ofMillis(5));
        log.add(exchange);
        return new Reply.Answer(exchange, new byte[0], StandardCharsets.UTF_8);
    }

    @Override
    public Optional<PaceWait> admit(URI url, int requests, EvidenceLog log, Instant deadline) {
        admitted.add(requests);
        return Optional.empty();
    }

    @Override
    public void limited(URI url, String word) {
        limits.add(word);
    }

    @Override
    public Map<String, String> identity() {
        return Map.of("User-Agent", "prodgate/0.1.0 (synthetic; run=run-1)", "baggage", "prodgate.run=run-1");
    }

    @Override
    public @Nullable CertificateChain inspect(String host, int port, EvidenceLog log, Instant deadline) {
        return null;
    }

    @Override
    public void askWitnesses(Inquiry inquiry, EvidenceLog log) {}

    @Override
    public Witnesses witnesses() {
        return Witnesses.none();
    }

    @Override
    public void close() {}
}
