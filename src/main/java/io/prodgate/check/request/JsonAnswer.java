package io.prodgate.check.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.prodgate.traffic.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** The body of an answer as JSON. */
sealed interface JsonAnswer {
    /** Reads what production answers: numbers exactly, one document, no deeper than a stack can bear. */
    JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(500).build())
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** How the parser begins when it quotes what it found. */
    Pattern UNKNOWN_TOKEN = Pattern.compile("^Unrecognized token '[^']*'");

    /** It is JSON. */
    record Document(JsonNode root) implements JsonAnswer {}

    /** It is not. */
    record None(String reason) implements JsonAnswer {}

    /** Reads the body of an answer. */
    static JsonAnswer of(Reply.Answer answer) {
        if (answer.exchange().truncated()) {
            return new None("the answer is larger than what is read (" + answer.body().length
                    + " bytes), so it was not judged");
        }
        String start = start(answer);
        if (start.isEmpty()) {
            return new None("an empty body where JSON was expected");
        }
        try {
            // Bytes are read as UTF-8, or as UTF-16 or UTF-32 by their first bytes, whatever was announced (RFC 8259
            // section 8.1).
            boolean utf8 = answer.charset().equals(StandardCharsets.UTF_8);
            return new Document(utf8 ? MAPPER.readTree(answer.body()) : MAPPER.readTree(answer.text()));
        } catch (JsonProcessingException e) {
            return new None(reason(answer, start, e));
        } catch (IOException e) {
            return new None("the body is not text in " + answer.charset() + ": " + e.getMessage());
        }
    }

    private static String start(Reply.Answer answer) {
        int length = Math.min(answer.body().length, 512);
        return new String(answer.body(), 0, length, answer.charset()).strip();
    }

    /** The parser quotes a token only as far as it could be one, and half of a secret would not be recognised as one. */
    private static String words(JsonProcessingException e) {
        return UNKNOWN_TOKEN.matcher(e.getOriginalMessage()).replaceFirst("Unrecognized token");
    }

    private static String reason(Reply.Answer answer, String start, JsonProcessingException e) {
        String lower = start.toLowerCase(Locale.ROOT);
        String type = answer.exchange().header("content-type").orElse("").toLowerCase(Locale.ROOT);
        boolean announced = start.startsWith("<") && type.contains("html");
        if (announced || lower.startsWith("<!doctype html") || lower.startsWith("<html")) {
            return "HTML where JSON was expected";
        }
        if (start.startsWith("<")) {
            return "XML where JSON was expected";
        }
        JsonLocation at = e.getLocation();
        String place =
                at == null || at.getLineNr() < 1 ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        return "the body is not valid JSON" + place + ": " + words(e);
    }
}
