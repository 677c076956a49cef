package io.prodgate.traffic;

import io.prodgate.evidence.HttpExchange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    /** Headers with which firewalls (Cloudflare, AWS, Vercel) tell that they answer instead of the application. */
    private static final List<String> CHALLENGES = List.of("cf-mitigated", "x-amzn-waf-action", "x-vercel-mitigated");

    /** Pages of bot defences (HUMAN, DataDome, Vercel, Cloudflare), by what only they write. */
    private static final Pattern CHALLENGE_PAGE = Pattern.compile(
            "window\\._pxAppId|^\\s*\\{\\s*\"appId\"\\s*:\\s*\"PX\\w|//(?:geo|ct|c)\\.captcha-delivery\\.com/"
                    + "|<title>(?:Vercel Security Checkpoint|Just a moment\\.\\.\\.)");

    /** With a header of this name Kasada sends its own 429. */
    private static final String KASADA = "x-kpsdk-";

    /** Names of policies that tell how long their window is, where nothing else does. */
    private static final Map<String, Duration> WINDOWS_BY_NAME = Map.of(
            "hour", Duration.ofHours(1),
            "day", Duration.ofDays(1),
            "daily", Duration.ofDays(1),
            "week", Duration.ofDays(7),
            "month", Duration.ofDays(30));

    private static final Pattern VIOLATED = Pattern.compile("\"violated-policies\"\\s*:\\s*\\[([^\\]]{1,500})\\]");

    private LimitSigns() {}

    /** The limit an answer tells of; empty for an answer that is to be judged. */
    static Optional<Limit> read(HttpExchange exchange, Supplier<String> body) {
        int status = exchange.status();
        if (challenge(exchange, body)) {
            // A bot challenge comes as 429 too: it is not passed by waiting.
            return Optional.empty();
        }
        if (RateLimitFields.grantsNothing(exchange)) {
            // A limit that lets nobody through, ever, is what production answers.
            return Optional.empty();
        }
        if (status == 429) {
            return Optional.of(limit(exchange, "429", true, body));
        }
        if (status != 400 && status != 403 && status != 503) {
            return Optional.empty();
        }
        Optional<String> code =
                errorType(exchange).or(() -> shortBody(exchange, body).flatMap(text -> LimitCodes.find(status, text)));
        if (code.isPresent()) {
            return Optional.of(limit(exchange, status + " (" + code.get() + ")", true, body));
        }
        return headerSign(exchange).map(sign -> limit(exchange, status + " (" + sign + ")", false, body));
    }

    private static boolean challenge(HttpExchange exchange, Supplier<String> body) {
        boolean told = exchange.headers().stream()
                .map(header -> header.name().toLowerCase(Locale.ROOT))
                .anyMatch(name -> CHALLENGES.contains(name) || name.startsWith(KASADA));
        return told
                || exchange.status() == 429
                        && exchange.bodyBytes() > 0
                        && CHALLENGE_PAGE.matcher(body.get()).find();
    }

    /** How AWS names an error outside its body. */
    private static Optional<String> errorType(HttpExchange exchange) {
        return exchange.header("x-amzn-errortype")
                .map(type -> type.replaceFirst(":.*", "").strip())
                .filter(type -> LimitCodes.find(400, type).isPresent());
    }

    private static Optional<String> shortBody(HttpExchange exchange, Supplier<String> body) {
        return exchange.bodyBytes() == 0 || exchange.bodyBytes() > BODY_READ
                ? Optional.empty()
                : Optional.of(body.get());
    }

    private static Limit limit(HttpExchange exchange, String said, boolean certain, Supplier<String> body) {
        Optional<Hint> hint =
                hint(exchange).or(() -> shortBody(exchange, body).flatMap(text -> violated(exchange, text)));
        String time = hint.map(h -> said.contains(h.words()) ? "" : " with " + h.words())
                .orElse(" without a time");
        return new Limit(hint.map(Hint::pause), said + time, certain);
    }

    /** A problem that names the policies it violated, of which one has a long window: at worst it has only begun. */
    private static Optional<Hint> violated(HttpExchange exchange, String body) {
        Matcher matcher = VIOLATED.matcher(body);
        if (!matcher.find()) {
            return Optional.empty();
        }
        String names = matcher.group(1);
        Stream<Duration> told = RateLimitFields.policies(exchange).stream()
                .filter(policy -> names.contains('"' + policy.name() + '"'))
                .map(RateLimitFields.Policy::window);
        String lower = names.toLowerCase(Locale.ROOT);
        Stream<Duration> named = WINDOWS_BY_NAME.entrySet().stream()
                .filter(window -> lower.contains(window.getKey()))
                .map(Map.Entry::getValue);
        return Stream.of(told.toList(), named.toList())
                .filter(windows -> !windows.isEmpty())
                .findFirst()
                .flatMap(windows -> windows.stream().max(Duration::compareTo))
                .map(window -> Hint.of(window, "violated-policies", names.strip()));
    }

    private static Optional<String> headerSign(HttpExchange exchange) {
        for (String name : List.of("x-ratelimit-remaining", "x-rate-limit-remaining", "ratelimit-remaining")) {
            if (exchange.header(name).map(String::strip).filter("0"::equals).isPresent()) {
                return Optional.of(name + ": 0");
            }
        }
        return RateLimitFields.left(exchange).stream().anyMatch(left -> left.remaining() == 0)
                ? Optional.of("RateLimit: " + RateLimitFields.written(exchange, "ratelimit"))
                : Optional.empty();
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
        List<RateLimitFields.Left> all = RateLimitFields.left(exchange);
        List<RateLimitFields.Left> used =
                all.stream().filter(left -> left.remaining() == 0).toList();
        return (used.isEmpty() ? all : used)
                .stream()
                        .flatMap(left -> left.reset().stream())
                        .max(Duration::compareTo)
                        .map(wait -> Hint.of(wait, "RateLimit", RateLimitFields.written(exchange, "ratelimit")));
    }

    /** A reset of what is not used up has nothing to do with the refusal: GitHub tells it with its secondary limits. */
    private static Optional<Hint> reset(HttpExchange exchange, String name) {
        String remaining = name.replaceFirst("reset.*", "remaining");
        if (exchange.header(remaining)
                .map(String::strip)
                .filter(left -> left.matches("[1-9]\\d*"))
                .isPresent()) {
            return Optional.empty();
        }
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
