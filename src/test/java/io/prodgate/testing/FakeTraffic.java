package io.prodgate.testing;

import io.prodgate.evidence.CertificateChain;
import io.prodgate.evidence.ClockReading;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Header;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.Trouble;
import io.prodgate.plan.Witnesses;
import io.prodgate.traffic.Inquiry;
import io.prodgate.traffic.Reply;
import io.prodgate.traffic.Request;
import io.prodgate.traffic.Traffic;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A door with nothing behind it: gives scripted replies one after the other and keeps what it was asked. */
public final class FakeTraffic implements Traffic {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    private final Deque<Script> scripts = new ArrayDeque<>();
    private final List<Request> requests = new ArrayList<>();
    private final List<ClockReading> clocks = new ArrayList<>();
    private Optional<CertificateChain> chain = Optional.empty();
    private final List<Inquiry> inquiries = new ArrayList<>();

    private sealed interface Script {
        record Answer(int status, byte[] body, Charset charset, boolean truncated, List<Header> headers)
                implements Script {}

        record NoAnswer(Trouble trouble) implements Script {}
    }

    /** The next reply: a text with headers, each a name followed by its value. */
    public FakeTraffic answers(int status, String body, String... headers) {
        return answers(status, body.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8, headers);
    }

    /** The next reply: bytes in a charset. */
    public FakeTraffic answers(int status, byte[] body, Charset charset, String... headers) {
        scripts.add(new Script.Answer(status, body, charset, false, pairs(headers)));
        return this;
    }

    /** The next reply: one whose body was cut. */
    public FakeTraffic answersCut(String body) {
        scripts.add(
                new Script.Answer(200, body.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8, true, List.of()));
        return this;
    }

    /** The next reply: none. */
    public FakeTraffic fails(Trouble.Kind kind) {
        scripts.add(new Script.NoAnswer(Facts.trouble(kind)));
        return this;
    }

    /** What every handshake shows. */
    public FakeTraffic serves(CertificateChain served) {
        chain = Optional.of(served);
        return this;
    }

    /** What control hosts say about the clock. */
    public FakeTraffic tells(ClockReading reading) {
        clocks.add(reading);
        return this;
    }

    /** What was asked, in order. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** What witnesses were asked about, in order. */
    public List<Inquiry> inquiries() {
        return List.copyOf(inquiries);
    }

    @Override
    public Reply exchange(Request request, EvidenceLog log, Instant deadline) {
        requests.add(request);
        return switch (scripts.removeFirst()) {
            case Script.Answer answer -> answered(request, answer, log);
            case Script.NoAnswer(Trouble trouble) -> {
                log.add(trouble);
                yield new Reply.NoAnswer(trouble);
            }
        };
    }

    private static Reply answered(Request request, Script.Answer answer, EvidenceLog log) {
        HttpExchange exchange = new HttpExchange(
                request.method(),
                request.url().toString(),
                request.headers().stream()
                        .map(header -> new Header(header.getKey().toLowerCase(Locale.ROOT), header.getValue()))
                        .toList(),
                request.body().map(body -> new String(body, StandardCharsets.UTF_8)),
                request.credential(),
                answer.status(),
                "HTTP/1.1",
                answer.headers(),
                new String(answer.body(), answer.charset()),
                answer.body().length,
                answer.truncated(),
                NOON,
                Duration.ofMillis(20));
        log.add(exchange);
        return new Reply.Answer(exchange, answer.body(), answer.charset());
    }

    private static List<Header> pairs(String... headers) {
        List<Header> pairs = new ArrayList<>();
        for (int i = 0; i < headers.length; i += 2) {
            pairs.add(new Header(headers[i].toLowerCase(Locale.ROOT), headers[i + 1]));
        }
        return pairs;
    }

    @Override
    public @Nullable CertificateChain inspect(String host, int port, EvidenceLog log, Instant deadline) {
        if (chain.isEmpty()) {
            log.add(Facts.trouble(Trouble.Kind.REFUSED));
            return null;
        }
        log.add(chain.get());
        return chain.get();
    }

    @Override
    public void askWitnesses(Inquiry inquiry, EvidenceLog log) {
        inquiries.add(inquiry);
        clocks.forEach(log::add);
    }

    @Override
    public Witnesses witnesses() {
        return Witnesses.none();
    }

    @Override
    public void close() {}
}
