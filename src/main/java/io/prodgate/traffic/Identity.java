package io.prodgate.traffic;

import io.prodgate.plan.Template;
import io.prodgate.plan.Values;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Marks every request as synthetic, so that production's owners can tell it from their users' and leave it out of their
 * numbers. What the check itself sets wins.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>
 * @see <a href="https://www.w3.org/TR/baggage/">W3C Baggage</a>
 */
final class Identity implements Channel {
    private final String userAgent;
    private final String baggage;
    private final Map<String, Template> productionHeaders;
    private final Values values;
    private final Destinations destinations;
    private final RandomGenerator random;
    private final Channel next;

    Identity(
            String runId,
            String version,
            Map<String, Template> productionHeaders,
            Values values,
            Destinations destinations,
            RandomGenerator random,
            Channel next) {
        this.userAgent = userAgent(runId, version);
        this.baggage = baggage(runId);
        this.productionHeaders = productionHeaders;
        this.values = values;
        this.destinations = destinations;
        this.random = random;
        this.next = next;
    }

    /** The name every request goes by. */
    static String userAgent(String runId, String version) {
        return "prodgate/" + version + " (synthetic; run=" + runId + ")";
    }

    private static String baggage(String runId) {
        return "prodgate.run=" + runId + ",prodgate.synthetic=true";
    }

    /** What all requests of a run have in common, by header. */
    static Map<String, String> ofRun(String runId, String version) {
        return Map.of("User-Agent", userAgent(runId, version), "baggage", baggage(runId));
    }

    @Override
    public Reply send(Call call) throws InterruptedException, Repeat {
        Request request = call.request();
        List<Map.Entry<String, String>> headers = new ArrayList<>(request.headers());
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach(header -> set.add(header.getKey()));
        if (destinations.takesProductionHeaders(request.url())) {
            productionHeaders.forEach((name, value) -> addUnlessSet(headers, set, name, () -> value.fill(values)));
        }
        addUnlessSet(headers, set, "User-Agent", () -> userAgent);
        addUnlessSet(headers, set, "traceparent", this::traceparent);
        addUnlessSet(headers, set, "baggage", () -> baggage);
        // A cache on the way would answer for an origin that is down (RFC 9111 section 5.2.1.4).
        addUnlessSet(headers, set, "Cache-Control", () -> "no-cache");
        return next.send(call.with(new Request(
                request.method(),
                request.url(),
                headers,
                request.body(),
                request.timeout(),
                request.credential(),
                request.limitExpected(),
                request.mostBytes())));
    }

    private static void addUnlessSet(
            List<Map.Entry<String, String>> headers,
            Set<String> set,
            String name,
            java.util.function.Supplier<String> value) {
        if (set.add(name)) {
            headers.add(Map.entry(name, value.get()));
        }
    }

    /** Sampled (flag 01), so that a parent-based sampler keeps the trace of every validation request. */
    private String traceparent() {
        return "00-" + nonZeroHex(16) + "-" + nonZeroHex(8) + "-01";
    }

    /** All zeros would be invalid (W3C Trace Context section 3.2.2.3). */
    private String nonZeroHex(int bytes) {
        byte[] id = new byte[bytes];
        do {
            // Not every generator is safe for several threads.
            synchronized (random) {
                random.nextBytes(id);
            }
        } while (isZero(id));
        return HexFormat.of().formatHex(id);
    }

    private static boolean isZero(byte[] id) {
        for (byte b : id) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }
}
