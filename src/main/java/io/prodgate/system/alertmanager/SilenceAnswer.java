package io.prodgate.system.alertmanager;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One silence: {@code {"id": "4e28…", "status": {"state": "active"}, "comment": "maintenance", "createdBy": "ops", "endsAt": "2026-…",
 * "matchers": [{"name": "alertname", "value": "X", "isRegex": false, "isEqual": true}]}}.
 *
 * @param id by which alerts name it in {@code silencedBy}
 * @param status whether it holds anything back now
 * @param comment why
 * @param createdBy who made it
 * @param endsAt until when, RFC 3339
 * @param matchers all of which have to match
 */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record SilenceAnswer(
        String id,
        Status status,
        Optional<String> comment,
        Optional<String> createdBy,
        Optional<String> endsAt,
        List<Matcher> matchers) {
    public SilenceAnswer {
        matchers = List.copyOf(Objects.requireNonNullElse(matchers, List.of()));
    }

    /** {@code active}, {@code pending} or {@code expired}. */
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Status(String state) {}

    /**
     * One matcher.
     *
     * @param isEqual false for what must not match; true if left out, as Alertmanagers before 0.22 do
     */
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Matcher(String name, String value, boolean isRegex, Optional<Boolean> isEqual) {
        /** The same for use. */
        public LabelMatcher matcher() {
            return new LabelMatcher(name, value, isRegex, isEqual.orElse(true));
        }
    }

    /** Whether it holds alerts back now. */
    public boolean active() {
        return status.state().equals("active");
    }

    /** For people: {@code silence 4e28… of ops until 2026-11-26T02:18:32Z: maintenance}. */
    public String told() {
        return "silence %s of %s until %s: %s"
                .formatted(
                        id,
                        createdBy.filter(who -> !who.isBlank()).orElse("nobody named"),
                        endsAt.orElse("nobody knows when"),
                        comment.filter(text -> !text.isBlank()).orElse("no comment"));
    }
}
