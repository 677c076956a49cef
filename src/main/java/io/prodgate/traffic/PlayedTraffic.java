package io.prodgate.traffic;

import io.prodgate.evidence.CertificateChain;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Header;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.PaceWait;
import io.prodgate.evidence.Time;
import io.prodgate.evidence.Trouble;
import io.prodgate.plan.Witnesses;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A door with a play behind it instead of the outside: gives every request the same reply, and sends nothing. A rate limit lasts
 * as well, so the play gives up on it as a run does when the wait does not fit into its budget; one that headers alone speak of is
 * waited for once, as in a run.
 */
public final class PlayedTraffic implements Traffic {
    private static final Duration ANSWER_TIME = Duration.ofMillis(20);
    private static final Duration WAIT_WITHOUT_A_TIME = Duration.ofHours(1);

    private final Part part;
    private final List<Evidence> controls;
    private final Time time;

    /** What is played. */
    public sealed interface Part {
        /** An answer, whatever its status. */
        record Answers(WrittenAnswer answer) implements Part {}

        /** No answer. */
        record Fails(Trouble.Kind kind, String message) implements Part {}
    }

    /**
     * A play.
     *
     * @param part what every request gets
     * @param controls what the control hosts are found to say
     */
    public PlayedTraffic(Part part, List<Evidence> controls, Time time) {
        this.part = part;
        this.controls = List.copyOf(controls);
        this.time = time;
    }

    @Override
    public Reply exchange(Request request, EvidenceLog log, Instant deadline) throws InterruptedException {
        return switch (part) {
            case Part.Answers(WrittenAnswer answer) -> answered(request, answer, log, deadline);
            case Part.Fails(Trouble.Kind kind, String message) -> {
                Trouble.Sent sent = beforeSending(kind) ? Trouble.Sent.NOTHING : Trouble.Sent.PERHAPS;
                String target = request.url().toString();
                Trouble trouble = new Trouble(kind, target, message, sent, time.now(), ANSWER_TIME);
                log.add(trouble);
                yield new Reply.NoAnswer(trouble);
            }
        };
    }

    private Reply answered(Request request, WrittenAnswer answer, EvidenceLog log, Instant deadline)
            throws InterruptedException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        HttpExchange exchange = new HttpExchange(
                request.method(),
                request.url().toString(),
                request.headers().stream()
                        .map(header -> new Header(header.getKey().toLowerCase(Locale.ROOT), header.getValue()))
                        .toList(),
                request.body().map(bytes -> new String(bytes, StandardCharsets.UTF_8)),
                request.credential(),
                answer.status(),
                answer.protocol(),
                answer.headers(),
                answer.body(),
                body.length,
                false,
                time.now(),
                ANSWER_TIME);
        log.add(exchange);
        Optional<Limit> limit =
                LimitSigns.read(exchange, answer::body).filter(told -> told.certain() || request.idempotent());
        if (limit.isPresent()) {
            Duration wait = limit.get().pause().orElse(WAIT_WITHOUT_A_TIME);
            // What headers alone speak of is waited for once; being there again, it is the answer.
            boolean waits = !limit.get().certain() && time.now().plus(wait).isBefore(deadline);
            PaceWait pause = new PaceWait(
                    String.valueOf(request.url().getHost()),
                    time.now(),
                    wait,
                    limit.get().word(),
                    waits);
            log.add(pause);
            if (!waits) {
                return new Reply.GivenUp(pause);
            }
            time.sleep(wait);
            log.add(exchange);
        }
        return new Reply.Answer(exchange, body, StandardCharsets.UTF_8);
    }

    private static boolean beforeSending(Trouble.Kind kind) {
        return switch (kind) {
            case DNS_NOT_FOUND,
                    DNS_FAILED,
                    REFUSED,
                    UNREACHABLE,
                    CONNECT_TIMEOUT,
                    CERTIFICATE_EXPIRED,
                    CERTIFICATE_NOT_YET_VALID,
                    CERTIFICATE_WRONG_NAME,
                    CERTIFICATE_UNTRUSTED,
                    TLS_HANDSHAKE,
                    CLIENT_CERTIFICATE_REFUSED,
                    PROXY,
                    PROXY_REFUSED,
                    NOT_REACHED_BY_PROXY,
                    PROXY_AUTHENTICATION,
                    CIRCUIT_OPEN,
                    LOCAL -> true;
            case RESET, ANSWER_TIMEOUT, ANSWER_CUT, NOT_HTTP, OUT_OF_TIME, INTERRUPTED, INTERNAL -> false;
        };
    }

    @Override
    public @Nullable CertificateChain inspect(String host, int port, EvidenceLog log, Instant deadline) {
        return null;
    }

    @Override
    public void askWitnesses(Inquiry inquiry, EvidenceLog log) {
        controls.forEach(log::add);
    }

    @Override
    public Witnesses witnesses() {
        return Witnesses.none();
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
