package io.prodgate.check.journey;

import io.prodgate.evidence.CertificateChain;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Header;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.PaceWait;
import io.prodgate.evidence.Trouble;
import io.prodgate.plan.Witnesses;
import io.prodgate.testing.SteppingTime;
import io.prodgate.traffic.Inquiry;
import io.prodgate.traffic.Reply;
import io.prodgate.traffic.Request;
import io.prodgate.traffic.Traffic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A production that answers by rules and by the clock; every answer takes ten milliseconds of it. */
final class FakeProduction implements Traffic {
    private static final Duration ROUND_TRIP = Duration.ofMillis(10);

    private final SteppingTime time;
    private final List<Request> requests = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();

    /** What a request gets. */
    sealed interface Said {}

    record Answered(int status, String body) implements Said {}

    record Nothing(Trouble.Kind kind, Trouble.Sent sent) implements Said {}

    /** A limit that is waited for before the request goes through. */
    record Limited(Duration pause, Supplier<Said> then) implements Said {}

    /** A limit whose wait is too long. */
    record TooLong() implements Said {}

    /** Gives what a request gets. */
    interface Behaviour {
        Said of(Request request);
    }

    private record Rule(BiPredicate<String, String> applies, Behaviour behaviour) {}

    FakeProduction(SteppingTime time) {
        this.time = time;
    }

    /** What requests of a method whose path contains a text get; what is said first counts. */
    FakeProduction on(String method, String path, Behaviour behaviour) {
        rules.add(new Rule((m, p) -> m.equals(method) && p.contains(path), behaviour));
        return this;
    }

    /** The same, before all that was said already. */
    FakeProduction first(String method, String path, Behaviour behaviour) {
        rules.addFirst(new Rule((m, p) -> m.equals(method) && p.contains(path), behaviour));
        return this;
    }

    static Said json(int status, String body) {
        return new Answered(status, body.replace('\'', '"'));
    }

    /** How long the clock has run. */
    Duration since(Instant start) {
        return Duration.between(start, time.now());
    }

    /** What was asked, in order. */
    List<Request> requests() {
        return List.copyOf(requests);
    }

    long count(String method, String path) {
        return requests.stream()
                .filter(request -> request.method().equals(method)
                        && request.url().getPath().contains(path))
                .count();
    }

    @Override
    public synchronized Reply exchange(Request request, EvidenceLog log, Instant deadline) {
        requests.add(request);
        Said said = rules.stream()
                .filter(rule ->
                        rule.applies().test(request.method(), request.url().getPath()))
                .findFirst()
                .map(rule -> rule.behaviour().of(request))
                .orElse(new Answered(404, "{}"));
        return reply(request, said, log);
    }

    private Reply reply(Request request, Said said, EvidenceLog log) {
        return switch (said) {
            case Answered answered -> answer(request, answered, log);
            case Nothing(Trouble.Kind kind, Trouble.Sent sent) -> {
                time.advance(ROUND_TRIP);
                Trouble trouble = new Trouble(
                        kind, request.url().toString(), "no answer: " + kind.wireName(), sent, time.now(), ROUND_TRIP);
                log.add(trouble);
                yield new Reply.NoAnswer(trouble);
            }
            case Limited(Duration pause, Supplier<Said> then) -> {
                log.add(new PaceWait("api.example.com:443", time.now(), pause, "429 with Retry-After", true));
                time.advance(pause);
                yield reply(request, then.get(), log);
            }
            case TooLong() -> {
                PaceWait pause = new PaceWait(
                        "api.example.com:443", time.now(), Duration.ofHours(1), "429 with Retry-After: 3600", false);
                log.add(pause);
                yield new Reply.GivenUp(pause);
            }
        };
    }

    private Reply answer(Request request, Answered answered, EvidenceLog log) {
        Instant started = time.now();
        time.advance(ROUND_TRIP);
        byte[] body = answered.body().getBytes(StandardCharsets.UTF_8);
        HttpExchange exchange = new HttpExchange(
                request.method(),
                request.url().toString(),
                request.headers().stream()
                        .map(header -> new Header(header.getKey().toLowerCase(Locale.ROOT), header.getValue()))
                        .toList(),
                request.body().map(sent -> new String(sent, StandardCharsets.UTF_8)),
                request.credential(),
                answered.status(),
                "HTTP/1.1",
                List.of(new Header("content-type", "application/json")),
                answered.body(),
                body.length,
                false,
                started,
                ROUND_TRIP);
        log.add(exchange);
        return new Reply.Answer(exchange, body, StandardCharsets.UTF_8);
    }

    /** A header of a request. */
    static Optional<String> header(Request request, String name) {
        return request.headers().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(java.util.Map.Entry::getValue)
                .findFirst();
    }

    @Override
    public @Nullable CertificateChain inspect(String host, int port, EvidenceLog log, Instant deadline) {
        throw new UnsupportedOperationException("a journey inspects no certificates");
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
