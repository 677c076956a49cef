package io.prodgate.demo;

import io.prodgate.evidence.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Grants each client so many calls in any span of time (a strict sliding window, no burst beyond it), and says so: in
 * {@code RateLimit} and {@code RateLimit-Policy} (draft-ietf-httpapi-ratelimit-headers) with every answer, in
 * {@code Retry-After} (RFC 9110 section 10.2.3) with a refusal. Refused calls do not count.
 */
final class RateLimitEdge implements Edge {
    private static final long MILLIS_A_SECOND = 1000;

    private final int quota;
    private final Duration window;
    private final Time time;
    private final Map<String, Deque<Instant>> granted = new HashMap<>();

    /**
     * @param quota how many calls
     * @param window in any span of this length, whole seconds
     */
    RateLimitEdge(int quota, Duration window, Time time) {
        this.quota = quota;
        this.window = window;
        this.time = time;
    }

    /**
     * What a client may still do.
     *
     * @param refused whether this call is over the limit
     * @param remaining calls left at this moment
     * @param reset whole seconds until there is one more, rounded up
     */
    record Grant(boolean refused, int remaining, long reset) {}

    @Override
    public Answer pass(Call call, Endpoint behind) throws InterruptedException {
        Grant grant = grant(call.client());
        Answer answer = grant.refused()
                ? Answer.refusal(429, "Rate limit exceeded").with("Retry-After", Long.toString(grant.reset()))
                : behind.answer(call);
        return answer.with("RateLimit-Policy", "\"default\";q=%d;w=%d".formatted(quota, window.toSeconds()))
                .with("RateLimit", "\"default\";r=%d;t=%d".formatted(grant.remaining(), grant.reset()));
    }

    /** Takes one call of a client into account. */
    synchronized Grant grant(String client) {
        Instant now = time.now();
        Deque<Instant> calls = granted.computeIfAbsent(client, unknown -> new ArrayDeque<>());
        while (!calls.isEmpty() && !calls.getFirst().plus(window).isAfter(now)) {
            calls.removeFirst();
        }
        boolean refused = calls.size() >= quota;
        if (!refused) {
            calls.addLast(now);
        }
        long untilNext = Duration.between(now, calls.getFirst().plus(window)).toMillis();
        return new Grant(refused, quota - calls.size(), Math.ceilDiv(untilNext, MILLIS_A_SECOND));
    }
}
