package io.prodgate.traffic;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Codes with which well-known services tell a limit in the body of an answer whose status says something else. */
final class LimitCodes {
    /** Codes and sentences that no application writes for anything else. */
    private static final List<String> CODES = List.of(
            "request_limit_exceeded",
            "requestlimitexceeded",
            "rate_limit_exceeded",
            "ratelimitexceeded",
            "userratelimitexceeded",
            "dailylimitexceeded",
            "rate limit exceeded",
            "rate_limited",
            "too_many_requests",
            "too many requests",
            "toomanyrequestsexception",
            "too_many_attempts_try_later",
            "throttling",
            "url_rolling_throttles_limit_exceeded",
            "url_fix_throttles_limit_exceeded",
            "throttlingexception",
            "throttledexception",
            "requestthrottled",
            "requestthrottledexception",
            "provisionedthroughputexceededexception",
            "http-problem-types#quota-exceeded",
            "http-problem-types#abnormal-usage-detected",
            "http-problem-types#temporary-reduced-capacity");

    /** Codes that only a 503 tells: object storage (S3), and sign-ups from one address at Firebase (39 is QUOTA_EXCEEDED). */
    private static final List<String> UNAVAILABLE_CODES = List.of("slowdown", "error code: 39");

    /** What only a 403 tells, in a sentence: GitHub. */
    private static final List<String> FORBIDDEN_SENTENCES =
            List.of("api rate limit exceeded", "exceeded a secondary rate limit");

    /** What only a 400 tells, in a sentence: Zoho's accounts. */
    private static final List<String> BAD_REQUEST_SENTENCES = List.of("you have made too many requests continuously");

    private LimitCodes() {}

    /**
     * The code that a body tells. It has to stand by itself, as a value, the end of a URI, or the whole body: a sentence may tell of a
     * limit that production itself ran into somewhere else, or of the length of a field.
     */
    static Optional<String> find(int status, String body) {
        String lower = body.toLowerCase(Locale.ROOT).strip();
        Stream<String> alone =
                status == 503 ? Stream.concat(CODES.stream(), UNAVAILABLE_CODES.stream()) : CODES.stream();
        return alone.filter(code -> standsAlone(lower, code))
                .findFirst()
                .or(() -> google(status, lower))
                .or(() -> sentences(status).stream().filter(lower::contains).findFirst());
    }

    private static List<String> sentences(int status) {
        return switch (status) {
            case 400 -> BAD_REQUEST_SENTENCES;
            case 403 -> FORBIDDEN_SENTENCES;
            default -> List.of();
        };
    }

    /** Google's quotaExceeded may be one of storage, unless its domain says otherwise. */
    private static Optional<String> google(int status, String lower) {
        return status == 403 && standsAlone(lower, "quotaexceeded") && standsAlone(lower, "usagelimits")
                ? Optional.of("quotaexceeded")
                : Optional.empty();
    }

    private static boolean standsAlone(String text, String code) {
        for (int at = text.indexOf(code); at >= 0; at = text.indexOf(code, at + 1)) {
            int end = at + code.length();
            boolean begins = at == 0 || "\">#/.".indexOf(text.charAt(at - 1)) >= 0;
            // Identity Toolkit writes a code, " : " and a sentence into one value.
            boolean ends =
                    end == text.length() || "\"<.!".indexOf(text.charAt(end)) >= 0 || text.startsWith(" : ", end);
            if (begins && ends) {
                return true;
            }
        }
        return false;
    }
}
