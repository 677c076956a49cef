package io.prodgate.plan;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the sections of a plan read in the same way. */
final class Sections {
    /** Stands where a URL is missing or wrong, so that binding can go on; RFC 6761 keeps the name from ever existing. */
    static final URI NO_URL = URI.create("https://unknown.invalid");

    private Sections() {}

    /** The entries of a section that maps names to values; a section that is there but empty has none. */
    static List<PlanNode.Entry> entries(Optional<PlanNode> section, String what, PlanErrors errors) {
        return switch (section.orElse(null)) {
            case null -> List.of();
            case PlanNode.Mapping mapping -> mapping.entries();
            case PlanNode.Scalar scalar when scalar.isNull() -> List.of();
            case PlanNode.Scalar scalar -> {
                errors.add(scalar.at(), scalar.path(), "expected " + what + ", found a text");
                yield List.of();
            }
            case PlanNode.Sequence sequence -> {
                errors.add(
                        sequence.at(),
                        sequence.path(),
                        "expected " + what + ", found a list",
                        "write 'name: value' without '- '");
                yield List.of();
            }
        };
    }

    /** A URL that must be there. */
    static URI requiredUrl(Keys keys, String key) {
        if (!keys.has(key)) {
            keys.error(key, "'" + key + "' is missing", "add '" + key + ": https://…'");
        }
        return keys.url(key).orElse(NO_URL);
    }

    /** A duration that is longer than nothing. */
    static Optional<Duration> positive(Keys keys, String key) {
        Optional<Duration> duration = keys.duration(key);
        if (duration.filter(Duration::isZero).isPresent()) {
            keys.error(key, "'" + key + "' has to be longer than nothing", "write " + Durations.FORMS);
            return Optional.empty();
        }
        return duration;
    }

    /** A text for people: one line of a sensible length. */
    static Optional<String> line(Keys keys, String key) {
        Optional<String> text = keys.text(key);
        text.ifPresent(line -> checkLine(keys, key, line));
        return text;
    }

    /** A text for people that must be there. */
    static String requiredLine(Keys keys, String key) {
        String line = keys.requiredText(key);
        checkLine(keys, key, line);
        return line;
    }

    private static void checkLine(Keys keys, String key, String line) {
        if (line.length() > 200 || line.chars().anyMatch(Character::isISOControl)) {
            keys.error(key, "'" + key + "' has to be one line of at most 200 characters", "shorten it");
        }
    }
}
