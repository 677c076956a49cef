package io.prodgate.traffic;

import io.prodgate.evidence.Header;
import io.prodgate.evidence.HttpExchange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells from an answer whether a rate limit was hit, and for how long.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6585#section-4">RFC 6585, 429</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3">RFC 9110, Retry-After</a>
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/">RateLimit header fields</a>
 */
final class LimitSigns {
    /** A limit is told in a short body; a long one is a page or data that merely speaks of limits. */
    private static final int BODY_READ = 4 * 1024;

    /** Larger numbers in a reset header are points in time, in seconds since 1970. */
    private static final long EARLIEST_EPOCH = 1_000_000_000L;

    private static final long EARLIEST_EPOCH_MILLIS = EARLIEST_EPOCH * 1000;

    /** Beyond this a wait is as good as endless, and sums would overflow. */
    private static final Duration LONGEST = Duration.ofDays(366);

    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*+\"");

    private static final Pattern REMAINING = Pattern.compile("\\b(?:r|remaining)\\s*=\\s*0+\\s*(?:[;,]|$)");
    private static final Pattern RESET = Pattern.compile("\\b(?:t|reset)\\s*=\\s*(\\d{1,18})");

    /** Headers with which firewalls (Cloudflare, AWS, Vercel) tell that they answer instead of the application. */
    private static final List<String> CHALLENGES = List.of("cf-mitigated", "x-amzn-waf-action", "x-vercel-mitigated");

    /** Codes with which well-known services tell a limit in the body of a 400, 403 or 503. */
    private static final List<String> BODY_CODES = List.of(
            "request_limit_exceeded",
            "requestlimitexceeded",
            "rate_limit_exceeded",
            "ratelimitexceeded",
            "rate limit exceeded",
            "secondary rate limit",
            "too_many_requests",
            "too many requests",
            "too_many_attempts_try_later",
            "throttlingexception",
            "http-problem-types#quota-exceeded",
            "http-problem-types#temporary-reduced-capacity");

    /** Codes that only a 503 tells: object storage (S3), and sign-ups from one address at Firebase (39 is QUOTA_EXCEEDED). */
    private static final List<String> UNAVAILABLE_CODES = List.of("slowdown", "error code: 39");

    private LimitSigns() {}

    /** The limit an answer tells of; empty for an answer that is to be judged. */
    static Optional<Limit> read(HttpExchange exchange, Supplier<String> body) {
        int status = exchange.status();
        if (CHALLENGES.stream().anyMatch(name -> exchange.header(name).isPresent())) {
            // A bot challenge comes as 429 too: it is not passed by waiting.
            return Optional.empty();
        }
        if (status == 429) {
            return Optional.of(limit(exchange, "429", true));
        }
        if (status != 400 && status != 403 && status != 503) {
            return Optional.empty();
        }
        Optional<String> code = status == 503 ? wholeCode(exchange, body) : bodyCode(exchange, body);
        if (code.isPresent()) {
            return Optional.of(limit(exchange, status + " (" + code.get() + ")", true));
        }
        return headerSign(exchange).map(sign -> limit(exchange, status + " (" + sign + ")", false));
    }

    private static Limit limit(HttpExchange exchange, String said, boolean certain) {
        Optional<Hint> hint = hint(exchange);
        String time = hint.map(h -> said.contains(h.words()) ? "" : " with " + h.words())
                .orElse(" without a time");
        return new Limit(hint.map(Hint::pause), said + time, certain);
    }

    private static Optional<String> bodyCode(HttpExchange exchange, Supplier<String> body) {
        if (exchange.bodyBytes() == 0 || exchange.bodyBytes() > BODY_READ) {
            return Optional.empty();
        }
        String lower = body.get().toLowerCase(Locale.ROOT);
        return BODY_CODES.stream().filter(lower::contains).findFirst();
    }

    /**
     * A 503 blames the server, so a sentence in it may tell of a limit that production itself ran into somewhere else. The code has
     * to stand by itself: as a value, the end of a URI, or the whole body.
     */
    private static Optional<String> wholeCode(HttpExchange exchange, Supplier<String> body) {
        if (exchange.bodyBytes() == 0 || exchange.bodyBytes() > BODY_READ) {
            return Optional.empty();
        }
        String lower = body.get().toLowerCase(Locale.ROOT).strip();
        return Stream.concat(BODY_CODES.stream(), UNAVAILABLE_CODES.stream())
                .filter(code -> standsAlone(lower, code))
                .findFirst();
    }

    private static boolean standsAlone(String text, String code) {
        for (int at = text.indexOf(code); at >= 0; at = text.indexOf(code, at + 1)) {
            int end = at + code.length();
            boolean begins = at == 0 || "\"'>#/.".indexOf(text.charAt(at - 1)) >= 0;
            boolean ends = end == text.length() || "\"'<.!".indexOf(text.charAt(end)) >= 0;
            if (begins && ends) {
                return true;
            }
        }
        return false;
    }

    private static Optional<String> headerSign(HttpExchange exchange) {
        for (String name : List.of("x-ratelimit-remaining", "x-rate-limit-remaining", "ratelimit-remaining")) {
            if (exchange.header(name).map(String::strip).filter("0"::equals).isPresent()) {
                return Optional.of(name + ": 0");
            }
        }
        return rateLimit(exchange)
                .filter(value -> REMAINING.matcher(value).find())
                .map(value -> "RateLimit: " + rateLimitAsWritten(exchange));
    }

    /** The RateLimit list of all its lines (RFC 9110 section 5.3), names of policies emptied: they may look like parameters. */
    private static Optional<String> rateLimit(HttpExchange exchange) {
        return Optional.of(QUOTED.matcher(rateLimitAsWritten(exchange)).replaceAll("\"\""))
                .filter(value -> !value.isBlank());
    }

    private static String rateLimitAsWritten(HttpExchange exchange) {
        return exchange.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase("ratelimit"))
                .map(Header::value)
                .collect(Collectors.joining(", "));
    }

    private record Hint(Duration pause, String words) {
        static Hint of(Duration wait, String name, String value) {
            Duration bounded = wait.isNegative() ? Duration.ZERO : wait;
            return new Hint(bounded.compareTo(LONGEST) > 0 ? LONGEST : bounded, name + ": " + value);
        }
    }

    /** Retry-After goes before everything else (RateLimit draft, section 6). */
    private static Optional<Hint> hint(HttpExchange exchange) {
        return retryAfter(exchange)
                .or(() -> structured(exchange))
                .or(() -> reset(exchange, "ratelimit-reset"))
                .or(() -> reset(exchange, "x-ratelimit-reset-after"))
                .or(() -> reset(exchange, "x-ratelimit-reset"))
                .or(() -> reset(exchange, "x-rate-limit-reset"));
    }

    private static Optional<Hint> retryAfter(HttpExchange exchange) {
        return exchange.header("retry-after")
                .map(String::strip)
                .flatMap(value -> seconds(value)
                        .or(() -> HttpDate.parse(value).map(until -> Duration.between(answeredAt(exchange), until)))
                        .map(wait -> Hint.of(wait, "Retry-After", value)));
    }

    /** The longest reset among the policies that have nothing left, or of all if none says so. */
    private static Optional<Hint> structured(HttpExchange exchange) {
        return rateLimit(exchange).flatMap(value -> {
            List<String> policies = List.of(value.split(",(?=\\s*\")"));
            List<String> used = policies.stream()
                    .filter(policy -> REMAINING.matcher(policy).find())
                    .toList();
            return (used.isEmpty() ? policies : used)
                    .stream()
                            .map(RESET::matcher)
                            .filter(Matcher::find)
                            .map(matcher -> Duration.ofSeconds(Math.min(Long.parseLong(matcher.group(1)), 1L << 40)))
                            .max(Duration::compareTo)
                            .map(wait -> Hint.of(wait, "RateLimit", rateLimitAsWritten(exchange)));
        });
    }

    private static Optional<Hint> reset(HttpExchange exchange, String name) {
        return exchange.header(name)
                .map(String::strip)
                .flatMap(value ->
                        seconds(value).map(told -> Hint.of(sincePoint(told, answeredAt(exchange)), name, value)));
    }

    private static Duration sincePoint(Duration told, Instant answeredAt) {
        long number = told.toSeconds();
        if (number >= EARLIEST_EPOCH_MILLIS) {
            return Duration.between(answeredAt, Instant.ofEpochMilli(number));
        }
        return number >= EARLIEST_EPOCH ? Duration.between(answeredAt, Instant.ofEpochSecond(number)) : told;
    }

    /** The server's own clock counts: ours may be wrong. */
    private static Instant answeredAt(HttpExchange exchange) {
        return exchange.header("date")
                .flatMap(HttpDate::parse)
                .orElseGet(() -> exchange.started().plus(exchange.duration()));
    }

    /** Whole or decimal seconds; empty for anything else. */
    private static Optional<Duration> seconds(String value) {
        int dot = value.indexOf('.');
        String whole = dot < 0 ? value : value.substring(0, dot);
        String rest = dot < 0 ? "" : value.substring(dot + 1);
        boolean digits = !whole.isEmpty() && whole.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || !rest.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        if (whole.length() > 15) {
            return Optional.of(LONGEST);
        }
        // A fraction is rounded up: too late does no harm, too early does.
        long more = rest.chars().anyMatch(c -> c != '0') ? 1 : 0;
        return Optional.of(Duration.ofSeconds(Long.parseLong(whole) + more));
    }
}
