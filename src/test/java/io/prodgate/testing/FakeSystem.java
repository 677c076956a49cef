package io.prodgate.testing;

import io.prodgate.evidence.CertificateChain;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Header;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.Trouble;
import io.prodgate.plan.Witnesses;
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
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A door with one system behind it that answers by what it is asked; requests carry the name that the real door gives them. */
public final class FakeSystem implements Traffic {
    /** The name by which the real door goes. */
    public static final String USER_AGENT = "prodgate/0.1.0 (synthetic; run=run-1)";

    private final Function<Request, Optional<Said>> behaviour;
    private final List<Request> requests = new ArrayList<>();

    /** An answer. */
    public record Said(int status, String contentType, String body, boolean cut) {
        /** JSON. */
        public static Optional<Said> json(int status, String body) {
            return Optional.of(new Said(status, "application/json", body, false));
        }

        /** A web page. */
        public static Optional<Said> page(int status) {
            return Optional.of(new Said(status, "text/html; charset=utf-8", "<!doctype html><title>x</title>", false));
        }

        /** A picture. */
        public static Optional<Said> png(byte[] picture) {
            return Optional.of(new Said(200, "image/png", new String(picture, StandardCharsets.ISO_8859_1), false));
        }

        /** Nothing at all. */
        public static Optional<Said> nothing() {
            return Optional.empty();
        }
    }

    /** A system; nothing said is a refused connection. */
    public FakeSystem(Function<Request, Optional<Said>> behaviour) {
        this.behaviour = behaviour;
    }

    /** What it would say to a request. */
    public Optional<Said> says(Request request) {
        return behaviour.apply(request);
    }

    /** What it was asked so far. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** The paths with queries of the requests so far, decoded. */
    public List<String> asked() {
        return requests.stream()
                .map(request -> request.url().getPath()
                        + Optional.ofNullable(request.url().getQuery())
                                .map(query -> "?" + query)
                                .orElse(""))
                .toList();
    }

    @Override
    public Reply exchange(Request request, EvidenceLog log, Instant deadline) {
        requests.add(request);
        Optional<Said> said = behaviour.apply(request);
        if (said.isEmpty()) {
            Trouble trouble = Facts.trouble(Trouble.Kind.REFUSED);
            log.add(trouble);
            return new Reply.NoAnswer(trouble);
        }
        byte[] body = said.get()
                .body()
                .getBytes(
                        said.get().contentType().startsWith("image/")
                                ? StandardCharsets.ISO_8859_1
                                : StandardCharsets.UTF_8);
        HttpExchange exchange = new HttpExchange(
                request.method(),
                request.url().toString(),
                Stream.concat(
                                request.headers().stream()
                                        .map(header -> new Header(
                                                header.getKey().toLowerCase(Locale.ROOT), header.getValue())),
                                Stream.of(new Header("user-agent", USER_AGENT)))
                        .toList(),
                request.body().map(bytes -> new String(bytes, StandardCharsets.UTF_8)),
                request.credential(),
                said.get().status(),
                "HTTP/1.1",
                List.of(new Header("content-type", said.get().contentType())),
                said.get().body().substring(0, Math.min(2000, said.get().body().length())),
                body.length,
                said.get().cut(),
                Instant.parse("2026-01-02T12:00:00Z"),
                Duration.ofMillis(20));
        log.add(exchange);
        return new Reply.Answer(exchange, body, StandardCharsets.UTF_8);
    }

    @Override
    public @Nullable CertificateChain inspect(String host, int port, EvidenceLog log, Instant deadline) {
        log.add(Facts.trouble(Trouble.Kind.REFUSED));
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
