package io.prodgate.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.evidence.Json;
import io.prodgate.evidence.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Grants each client so many calls in any span of time (strict sliding windows, no burst beyond them; several at once), and
 * says so: in {@code RateLimit} and {@code RateLimit-Policy} (draft-ietf-httpapi-ratelimit-headers) with every answer, in
 * {@code Retry-After} (RFC 9110 section 10.2.3) and the draft's problem type with a refusal. Refused calls do not count.
 */
final class RateLimitEdge implements Edge {
    private static final long MILLIS_A_SECOND = 1000;
    private static final String QUOTA_EXCEEDED = "https://iana.org/assignments/http-problem-types#quota-exceeded";

    private final List<Policy> policies;
    private final Time time;
    private final Instant started;
    private final Map<String, List<Window>> clients = new HashMap<>();

    /** Policies that all hold at the same time. */
    RateLimitEdge(List<Policy> policies, Time time) {
        this.policies = List.copyOf(policies);
        this.time = time;
        this.started = time.now();
    }

    /** The calls of one client that count against one policy now. */
    private record Window(Policy policy, Deque<Instant> granted) {
        static Window of(Policy policy, Instant started) {
            return new Window(
                    policy, new ArrayDeque<>(Collections.nCopies(policy.used(), started.minus(policy.usedBefore()))));
        }

        boolean full(Instant now) {
            while (!granted.isEmpty()
                    && !granted.getFirst().plus(policy.window()).isAfter(now)) {
                granted.removeFirst();
            }
            return granted.size() >= policy.quota();
        }

        Left left(Instant now) {
            Duration untilNext = granted.isEmpty()
                    ? Duration.ZERO
                    : Duration.between(now, granted.getFirst().plus(policy.window()));
            return new Left(
                    policy, policy.quota() - granted.size(), Math.ceilDiv(untilNext.toMillis(), MILLIS_A_SECOND));
        }
    }

    /**
     * What a policy still leaves a client.
     *
     * @param remaining calls left at this moment
     * @param reset whole seconds until there is one more, rounded up
     */
    record Left(Policy policy, int remaining, long reset) {}

    /**
     * What a client may still do.
     *
     * @param violated the policies by which this call is over the limit; empty if it is granted
     * @param left by policy, in their order
     */
    record Grant(List<String> violated, List<Left> left) {
        boolean refused() {
            return !violated.isEmpty();
        }

        /** Whole seconds until a call can be granted again. */
        long retryAfter() {
            return left.stream()
                    .filter(one -> violated.contains(one.policy().name()))
                    .mapToLong(Left::reset)
                    .max()
                    .orElse(0);
        }
    }

    @Override
    public Answer pass(Call call, Endpoint behind) throws InterruptedException {
        Grant grant = grant(call.client());
        Answer answer = grant.refused() ? refusal(grant) : behind.answer(call);
        return answer.with(
                        "RateLimit-Policy",
                        list(
                                policies,
                                policy -> "\"%s\";q=%d;w=%d"
                                        .formatted(
                                                policy.name(),
                                                policy.quota(),
                                                policy.window().toSeconds())))
                .with(
                        "RateLimit",
                        list(
                                grant.left(),
                                left -> "\"%s\";r=%d;t=%d"
                                        .formatted(left.policy().name(), left.remaining(), left.reset())));
    }

    /** Takes one call of a client into account. */
    synchronized Grant grant(String client) {
        Instant now = time.now();
        List<Window> windows = clients.computeIfAbsent(
                client,
                unknown -> policies.stream()
                        .map(policy -> Window.of(policy, started))
                        .toList());
        List<String> violated = windows.stream()
                .filter(window -> window.full(now))
                .map(window -> window.policy().name())
                .toList();
        if (violated.isEmpty()) {
            windows.forEach(window -> window.granted().addLast(now));
        }
        return new Grant(
                violated, windows.stream().map(window -> window.left(now)).toList());
    }

    private static Answer refusal(Grant grant) {
        ObjectNode problem = Json.mapper()
                .createObjectNode()
                .put("type", QUOTA_EXCEEDED)
                .put("title", "Request cannot be satisfied as assigned quota has been exceeded");
        ArrayNode violated = problem.putArray("violated-policies");
        grant.violated().forEach(violated::add);
        return Answer.json(429, problem)
                .with("Content-Type", "application/problem+json")
                .with("Retry-After", Long.toString(grant.retryAfter()));
    }

    private static <T> String list(List<T> members, Function<T, String> member) {
        return members.stream().map(member).collect(Collectors.joining(", "));
    }
}
