package io.prodgate.traffic;

import io.prodgate.evidence.Header;
import io.prodgate.evidence.HttpExchange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The fields {@code RateLimit} and {@code RateLimit-Policy}, and {@code RateLimit-Limit} of the drafts before them. What is malformed
 * is as good as not there.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/">RateLimit header fields</a>
 */
final class RateLimitFields {
    private static final long LONGEST_WINDOW = Duration.ofDays(366).toSeconds();

    /** The one field of drafts 7 and 8 was a dictionary. */
    private static final Pattern DICTIONARY =
            Pattern.compile("(?:limit=\\d{1,15},\\s*)?remaining=(\\d{1,15}),\\s*reset=(\\d{1,15})");

    /**
     * What is left of a policy.
     *
     * @param reset when it is whole again
     */
    record Left(long remaining, Optional<Duration> reset) {}

    /**
     * What a policy grants.
     *
     * @param name empty if it has none
     */
    record Policy(String name, int count, Duration window) {}

    private RateLimitFields() {}

    /** The field as it was written, all its lines (RFC 9110 section 5.3); empty if it is not there. */
    static String written(HttpExchange exchange, String name) {
        return exchange.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .collect(Collectors.joining(", "));
    }

    /** What is left of each policy that an answer speaks of. */
    static List<Left> left(HttpExchange exchange) {
        String written = written(exchange, "ratelimit").strip();
        Matcher dictionary = DICTIONARY.matcher(written);
        if (dictionary.matches()) {
            return List.of(new Left(
                    Long.parseLong(dictionary.group(1)), Optional.of(seconds(Long.parseLong(dictionary.group(2))))));
        }
        return StructuredList.parse(written).stream()
                .flatMap(item -> item.whole("r").stream()
                        .filter(remaining -> remaining >= 0)
                        .map(remaining -> new Left(
                                remaining, item.whole("t").filter(t -> t >= 0).map(RateLimitFields::seconds))))
                .toList();
    }

    /** The policies that count requests in a window, by all fields that tell them. */
    static List<Policy> policies(HttpExchange exchange) {
        return Stream.of("ratelimit-policy", "ratelimit-limit")
                .flatMap(name -> StructuredList.parse(written(exchange, name)).stream())
                .flatMap(item -> policy(item).stream())
                .distinct()
                .toList();
    }

    /** True if a policy that has nothing left never grants anything: then no wait helps. */
    static boolean grantsNothing(HttpExchange exchange) {
        Set<String> nothing = StructuredList.parse(written(exchange, "ratelimit-policy")).stream()
                .filter(item -> item.whole("q").filter(Long.valueOf(0)::equals).isPresent())
                .map(StructuredList.Item::value)
                .collect(Collectors.toSet());
        List<StructuredList.Item> used = StructuredList.parse(written(exchange, "ratelimit")).stream()
                .filter(item -> item.whole("r").filter(Long.valueOf(0)::equals).isPresent())
                .toList();
        boolean policy =
                used.isEmpty() ? !nothing.isEmpty() : used.stream().anyMatch(item -> nothing.contains(item.value()));
        return policy
                || Stream.of("x-ratelimit-limit", "x-rate-limit-limit", "ratelimit-limit")
                        .anyMatch(name -> written(exchange, name).strip().equals("0"));
    }

    private static Optional<Policy> policy(StructuredList.Item item) {
        StructuredList.Item unit = item.parameters().get("qu");
        if (unit != null && !unit.value().equals("requests")) {
            return Optional.empty();
        }
        boolean named = item.number().isEmpty();
        Optional<Long> count = named ? item.whole("q") : item.whole();
        return count.filter(q -> q >= 1 && q <= Integer.MAX_VALUE)
                .flatMap(q -> item.whole("w")
                        .filter(w -> w >= 1 && w <= LONGEST_WINDOW)
                        .map(w -> new Policy(named ? item.value() : "", q.intValue(), Duration.ofSeconds(w))));
    }

    private static Duration seconds(long told) {
        return Duration.ofSeconds(Math.min(told, LONGEST_WINDOW));
    }
}
