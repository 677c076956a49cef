package io.prodgate.system.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A message in a channel.
 *
 * @param at when it was posted, by Slack's clock
 * @param text all that is to be read in it, attachments and blocks among it, in lines
 * @param colors of its attachments: {@code a30200}
 */
public record SlackMessage(Instant at, String text, Set<String> colors) {
    private static final Set<String> READ =
            Set.of("text", "title", "pretext", "fallback", "value", "footer", "author_name");
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    public SlackMessage {
        colors = Set.copyOf(colors);
    }

    /** Reads a message; empty if it does not say when it was posted. */
    static Optional<SlackMessage> read(JsonNode json) {
        Set<String> lines = new LinkedHashSet<>();
        Set<String> colors = new LinkedHashSet<>();
        collect(json, lines, colors);
        return at(json.path("ts").asText("")).map(at -> new SlackMessage(at, String.join("\n", lines), colors));
    }

    private static Optional<Instant> at(String seconds) {
        try {
            return Optional.of(Instant.ofEpochSecond(
                    0, new BigDecimal(seconds).multiply(NANOS).longValue()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static void collect(JsonNode json, Set<String> lines, Set<String> colors) {
        json.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            if (value.isTextual()
                    && READ.contains(entry.getKey())
                    && !value.textValue().isBlank()) {
                lines.add(plain(value.textValue()));
            } else if (value.isTextual() && entry.getKey().equals("color")) {
                colors.add(value.textValue());
            } else if (value.isContainerNode()) {
                collect(value, lines, colors);
            }
        });
        if (json.isArray()) {
            json.forEach(item -> collect(item, lines, colors));
        }
    }

    /** Slack writes three characters as HTML does. */
    private static String plain(String text) {
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }
}
