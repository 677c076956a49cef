package io.prodgate.traffic;

import io.prodgate.plan.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that is granted at one host: by the plan, and by the policies its answers tell, each with a window of its own. A policy that
 * another answer does not name is one of a single resource, and not kept for the whole host.
 */
final class Quotas {
    /** Most servers allow no full burst: starts are spread, but long windows are not slowed down by it before they must be. */
    private static final double LEAST_RATE = 4;

    /** A quota that is told only now counts those that went out before, at most so many. */
    private static final int REMEMBERED = 200;

    private final Optional<Rate> plan;
    private final Optional<Quota> ofPlan;
    private final Map<RateLimitFields.Policy, Quota> told = new LinkedHashMap<>();
    private final Set<RateLimitFields.Policy> notOfHost = new HashSet<>();
    private final Deque<Sent> recent = new ArrayDeque<>();

    Quotas(Optional<Rate> plan) {
        this.plan = plan;
        ofPlan = plan.map(rate -> new Quota(rate.count(), rate.per()));
    }

    private Stream<Quota> all() {
        return Stream.concat(ofPlan.stream(), told.values().stream());
    }

    void add(Sent sent) {
        recent.addLast(sent);
        if (recent.size() > REMEMBERED) {
            recent.removeFirst();
        }
        all().forEach(quota -> quota.add(sent));
    }

    void remove(Sent sent) {
        recent.remove(sent);
        all().forEach(quota -> quota.remove(sent));
    }

    /** An answer names these policies, and no other. True if something changes by that. */
    boolean told(List<RateLimitFields.Policy> policies) {
        List<RateLimitFields.Policy> gone = told.keySet().stream()
                .filter(policy -> !policies.contains(policy))
                .toList();
        gone.forEach(told::remove);
        notOfHost.addAll(gone);
        boolean changed = !gone.isEmpty();
        for (RateLimitFields.Policy policy : policies) {
            if (!notOfHost.contains(policy) && !told.containsKey(policy)) {
                Quota quota = new Quota(policy.count(), policy.window());
                recent.forEach(quota::add);
                told.put(policy, quota);
                changed = true;
            }
        }
        return changed;
    }

    /** Whether the host's answers tell policies. */
    boolean areTold() {
        return !told.isEmpty();
    }

    /** What the host's answers tell, by name: {@code RateLimit-Policy "burst" 10/s, "daily" 1000/d}. */
    String toldInWords() {
        return told.keySet().stream()
                .map(policy -> (policy.name().isEmpty() ? "" : '"' + policy.name() + "\" ")
                        + new Rate(policy.count(), policy.window()))
                .collect(Collectors.joining(", ", "RateLimit-Policy ", ""));
    }

    /** When one more may go out by all that is granted: nothing inside if not before an answer; empty if now. */
    Optional<Optional<Instant>> usedUp(Instant now, Optional<Latencies.Alike> alike) {
        List<Optional<Instant>> all = all().map(quota -> quota.usedUp(now, alike))
                .flatMap(Optional::stream)
                .toList();
        return all.stream()
                .filter(Optional::isEmpty)
                .findFirst()
                .or(() -> all.stream().max(Comparator.comparing(Optional::orElseThrow)));
    }

    /** At how many a second requests are spread; infinite if nobody grants anything. */
    double spread() {
        Stream<Double> ofHost = told.keySet().stream()
                .map(policy -> policy.count() / seconds(policy.window()))
                .filter(rate -> rate >= LEAST_RATE);
        return Stream.concat(
                        plan.map(rate -> Math.max(LEAST_RATE, rate.count() / seconds(rate.per()))).stream(), ofHost)
                .min(Double::compare)
                .orElse(Double.POSITIVE_INFINITY);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
