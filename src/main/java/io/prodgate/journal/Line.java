package io.prodgate.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.evidence.Json;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.List;

/**
 * How an {@link Entry} stands in the file: one JSON object a line, {@code {"n":7,"at":"…Z","prev":"<sha256>","type":"…",…}}.
 * {@code prev} is the SHA-256 of the bytes of the line before it, without the line break.
 */
final class Line {
    /** What the first line has for {@code prev}. */
    static final String NO_PREVIOUS = "0".repeat(64);

    private Line() {}

    static byte[] write(Entry entry, JsonNode event, String previous) {
        ObjectNode line = Json.mapper().createObjectNode();
        line.put("n", entry.number()).put("at", entry.at().toString()).put("prev", previous);
        line.setAll((ObjectNode) event);
        try {
            return Json.mapper().writeValueAsBytes(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree is always writable", e);
        }
    }

    /**
     * Reads a line that must have this number and follow a line with this digest.
     *
     * @throws DamagedLineException if it is cut, edited or out of place
     */
    static Entry read(byte[] bytes, long number, String previous) throws DamagedLineException {
        JsonNode tree;
        try {
            tree = Json.mapper()
                    .reader()
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(bytes);
        } catch (IOException e) {
            throw new DamagedLineException("it is not complete JSON");
        }
        if (!(tree instanceof ObjectNode line)) {
            throw new DamagedLineException("it is not a JSON object");
        }
        if (line.path("n").asLong(-1) != number) {
            throw new DamagedLineException(
                    "it says it is line " + line.path("n").asText("?") + ", not " + number);
        }
        if (!line.path("prev").asText().equals(previous)) {
            throw new DamagedLineException("it does not follow the line before it: one of them was changed");
        }
        try {
            Instant at = Instant.parse(line.path("at").asText());
            line.remove(List.of("n", "at", "prev"));
            Event event = Json.mapper().treeToValue(line, Event.class);
            if (event instanceof Event.SignedOff(Signature signature)
                    && !signature.journalSha256().equals(previous)) {
                throw new DamagedLineException("it is a signature of another journal");
            }
            return new Entry(number, at, event);
        } catch (JsonProcessingException | DateTimeParseException e) {
            throw new DamagedLineException(
                    "it holds no event that this version knows: " + firstLine(String.valueOf(e.getMessage())));
        }
    }

    static String digest(byte[] line) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(line));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }

    /** A line that cannot be trusted. */
    static final class DamagedLineException extends Exception {
        private static final long serialVersionUID = 1;

        DamagedLineException(String message) {
            super(message);
        }
    }
}
