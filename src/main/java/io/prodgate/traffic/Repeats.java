package io.prodgate.traffic;

import io.prodgate.evidence.Trouble;
import io.smallrye.faulttolerance.api.CustomBackoffStrategy;
import io.smallrye.faulttolerance.api.TypedGuard;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends a call again when a channel further in orders it, and once when a connection broke and the request is idempotent. How
 * often is not limited here: whoever orders a repeat has made sure that it fits the call's deadline.
 */
final class Repeats implements Channel {
    /** No limit of its own: SmallRye's default of three minutes is shorter than many a Retry-After. */
    private static final int DAYS = 365;

    private final Channel next;
    private final TypedGuard<Reply> guard = TypedGuard.create(Reply.class)
            .withDescription("repeats")
            .withRetry()
            .maxRetries(-1)
            .maxDuration(DAYS, ChronoUnit.DAYS)
            .jitter(0, ChronoUnit.MILLIS)
            .whenException(Repeat.class::isInstance)
            .withCustomBackoff()
            .strategy(AsOrdered::new)
            .done()
            .done()
            .build();

    Repeats(Channel next) {
        this.next = next;
    }

    /**
     * The delay is the one of the order. Waits for rate limits are not taken here but at the {@link PaceGate}: they are for all
     * callers of a host, and a guard only knows its own.
     */
    private static final class AsOrdered implements CustomBackoffStrategy {
        @Override
        public long nextDelayInMillis(Throwable error) {
            return error instanceof Repeat repeat ? repeat.delay().toMillis() : 0;
        }
    }

    @Override
    public Reply send(Call call) throws InterruptedException {
        AtomicInteger repeats = new AtomicInteger();
        try {
            return guard.call(() -> {
                Call current = call.repeated(repeats.getAndIncrement());
                return onceMoreIfBroken(current);
            });
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a channel threw what no channel may throw", e);
        }
    }

    /**
     * The JDK's client does this for GET and HEAD over HTTP/1.1 itself (RFC 9110 section 9.2.2); the other idempotent methods
     * follow here, and everything idempotent over TLS: when an HTTP/2 server ends a connection, as nginx does after every so many
     * requests, the client may fail the request that was just going out.
     */
    private Reply onceMoreIfBroken(Call call) throws InterruptedException, Repeat {
        Reply reply = next.send(call);
        return broken(reply)
                        .filter(trouble -> mayRepeat(call.request(), trouble))
                        .isPresent()
                ? next.send(call)
                : reply;
    }

    private static Optional<Trouble> broken(Reply reply) {
        return reply instanceof Reply.NoAnswer none && none.trouble().kind() == Trouble.Kind.RESET
                ? Optional.of(none.trouble())
                : Optional.empty();
    }

    private static boolean mayRepeat(Request request, Trouble trouble) {
        boolean plain = "http".equalsIgnoreCase(request.url().getScheme());
        boolean doneByClient =
                plain && (request.method().equals("GET") || request.method().equals("HEAD"));
        return !doneByClient && (trouble.sent() == Trouble.Sent.NOTHING || request.idempotent());
    }
}
