package io.prodgate.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Collection;
import java.util.List;

/**
 * Keeps secret values out of everything that is kept or shown. Safe for use by several threads.
 *
 * <p>A value is found as it is, and as it looks in a URL or form, in JSON, in XML or HTML, in base64 (also within a longer
 * text such as {@code user:secret}) and in hexadecimal. Values shorter than {@link #SHORTEST} bytes cannot be told from
 * ordinary text; they are masked only where they stand alone, between characters that are neither letters nor digits.
 */
public final class Redactor {
    /** What stands where a secret stood. */
    public static final String MASK = "***";

    /** Values of fewer bytes are not masked within words. */
    public static final int SHORTEST = 4;

    private volatile Needles needles;

    /** A redactor that knows these secret values. */
    public Redactor(Collection<String> secrets) {
        needles = Needles.none().with(secrets);
    }

    /** Makes one more secret value known, in every encoding in which prodgate may send it. */
    public synchronized void learn(String secret) {
        needles = needles.with(List.of(secret));
    }

    /** True if a value is too short to be masked wherever it appears; its owner should be told. */
    public static boolean tooShort(String secret) {
        return Needles.bytes(secret).length < SHORTEST;
    }

    /** The most characters that one masked piece of text can have. */
    public int longest() {
        return needles.longestEncoded();
    }

    /** The text with every known secret value masked. */
    public String redact(String text) {
        return redactStart(text, text.length());
    }

    /**
     * The first characters of a text with every known secret value masked. A secret that the cut goes through is masked whole,
     * so the text should go on for {@link #longest()} characters behind the cut, if it does.
     *
     * @param characters where to cut, counted before masking
     */
    public String redactStart(String text, int characters) {
        return beginning(text, characters).text();
    }

    /**
     * The same with how much of the text it stands for, so that a long text can be masked piece by piece: the next piece begins
     * there.
     *
     * @param characters where to cut, counted before masking
     */
    public Beginning beginning(String text, int characters) {
        int end = Math.min(characters, text.length());
        List<Span> spans = needles.find(text);
        StringBuilder clean = new StringBuilder(end);
        int from = 0;
        for (Span span : spans) {
            if (span.start() >= end) {
                break;
            }
            clean.append(text, from, span.start()).append(MASK);
            from = span.end();
        }
        if (from < end) {
            clean.append(text, from, end);
        }
        return new Beginning(clean.toString(), Math.max(from, end));
    }

    /**
     * The masked beginning of a text.
     *
     * @param characters how many of the text's characters it stands for
     */
    public record Beginning(String text, int characters) {}

    /** A URL with known secret values masked, and whatever stands in its user info or in parameters named like a secret. */
    public String redactUrl(String url) {
        return SecretParameters.mask(redact(url));
    }

    /** The fact with every text in it redacted. */
    public Evidence redact(Evidence fact) {
        return new FactRedaction(this).of(fact);
    }

    /** The tree with every text in it redacted, in place. */
    public JsonNode redact(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(entry -> entry.setValue(redact(entry.getValue())));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, redact(array.get(i)));
            }
        } else if (node.isTextual()) {
            return TextNode.valueOf(redact(node.textValue()));
        }
        return node;
    }

    /** A piece of a text: from {@code start} up to, not including, {@code end}. */
    record Span(int start, int end) {}
}
