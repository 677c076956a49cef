package io.prodgate.check.request;

import io.prodgate.evidence.Header;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.Redactor;
import io.prodgate.plan.Actual;
import io.prodgate.traffic.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The answer to a step. Its body is decoded and parsed at most once. Not safe for use by several threads. */
final class Answered {
    private final Reply.Answer answer;
    private final Duration duration;
    private @Nullable String text;
    private @Nullable JsonAnswer json;

    /**
     * An answer.
     *
     * @param answer the last one, after all redirects that were followed
     * @param duration of all answers together
     */
    Answered(Reply.Answer answer, Duration duration) {
        this.answer = answer;
        this.duration = duration;
    }

    HttpExchange exchange() {
        return answer.exchange();
    }

    Duration duration() {
        return duration;
    }

    String text() {
        if (text == null) {
            text = answer.text();
        }
        return text;
    }

    JsonAnswer json() {
        if (json == null) {
            json = JsonAnswer.of(answer);
        }
        return json;
    }

    /** A header field; several of the same name as one, as RFC 9110 section 5.3 allows. */
    Actual header(String name) {
        List<String> values = exchange().headers().stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
        return values.isEmpty()
                ? Actual.absent()
                : new Actual.Raw(values.stream().collect(Collectors.joining(", ")));
    }

    /** Says so if a cache answered instead of the origin (RFC 9111 section 5.1 and what the usual networks add). */
    Optional<String> cached(Redactor redactor) {
        Optional<String> age = exchange()
                .header("age")
                .map(String::strip)
                .filter(value -> value.matches("[0-9]{1,9}") && Integer.parseInt(value) > 0)
                .map(value -> "Age: " + value);
        Optional<String> hit = exchange()
                .header("x-cache")
                .filter(value -> value.toLowerCase(Locale.ROOT).contains("hit"))
                .map(value -> "X-Cache: " + Actual.excerpt(redactor.redact(value)));
        Optional<String> cloudflare = exchange()
                .header("cf-cache-status")
                .filter(value -> value.equalsIgnoreCase("HIT") || value.equalsIgnoreCase("STALE"))
                .map(value -> "CF-Cache-Status: " + value);
        return age.or(() -> hit)
                .or(() -> cloudflare)
                .map(sign -> "answered by a cache (" + sign + "): the origin was not tested");
    }
}
