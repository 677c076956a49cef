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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A production that answers everybody with 200, unless it is down. Safe for use by several threads. */
final class AnsweringTraffic implements Traffic {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Integer> admitted = new CopyOnWriteArrayList<>();
    private final List<String> limits = new CopyOnWriteArrayList<>();
    private final Map<String, Supplier<Said>> answers = new ConcurrentHashMap<>();
    private final Map<String, List<Map.Entry<String, String>>> headers = new ConcurrentHashMap<>();
    private volatile boolean down;

    /** What comes of a request. */
    sealed interface Said {
        /** An answer in JSON. */
        record Json(int status, String body) implements Said {}

        /** Nothing listens. */
        record Refused() implements Said {}

        /** The wait for its limit is too long. */
        record Limited() implements Said {}
    }

    void goDown() {
        down = true;
    }

    /** Has something else come of requests for a path and query than a plain 200. */
    void answer(String pathAndQuery, Supplier<Said> how) {
        answers.put(pathAndQuery, how);
    }

    /** The headers of the last request for a path and query. */
    List<Map.Entry<String, String>> headers(String pathAndQuery) {
        return headers.getOrDefault(pathAndQuery, List.of());
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
        String pathAndQuery = request.url().getRawPath()
                + Optional.ofNullable(request.url().getRawQuery())
                        .map(query -> "?" + query)
                        .orElse("");
        headers.put(pathAndQuery, request.headers());
        Said said = down
                ? new Said.Refused()
                : answers.getOrDefault(pathAndQuery, () -> new Said.Json(200, "ok"))
                        .get();
        return switch (said) {
            case Said.Refused() -> {
                Trouble trouble = new Trouble(
                        Trouble.Kind.REFUSED,
                        request.url().getHost() + ":443",
                        "nothing listens there",
                        Trouble.Sent.NOTHING,
                        Instant.EPOCH,
                        Duration.ZERO);
                log.add(trouble);
                yield new Reply.NoAnswer(trouble);
            }
            case Said.Limited() -> {
                PaceWait wait = new PaceWait(
                        request.url().getHost(),
                        Instant.EPOCH,
                        Duration.ofHours(1),
                        "429 with Retry-After: 3600",
                        false);
                log.add(wait);
                yield new Reply.GivenUp(wait);
            }
            case Said.Json(int status, String body) -> answer(request, log, status, body);
        };
    }

    private static Reply.Answer answer(Request request, EvidenceLog log, int status, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        HttpExchange exchange = new HttpExchange(
                request.method(),
                request.url().toString(),
                List.of(),
                Optional.empty(),
                request.credential(),
                status,
                "HTTP/1.1",
                List.of(),
                body,
                bytes.length,
                false,
                Instant.EPOCH,
                Duration.ofMillis(5));
        log.add(exchange);
        return new Reply.Answer(exchange, bytes, StandardCharsets.UTF_8);
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
