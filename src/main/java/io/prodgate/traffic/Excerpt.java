package io.prodgate.traffic;

import io.prodgate.evidence.Redactor;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;

/** A body as it is shown in evidence: the beginning of a text, or a description of what is not text. */
final class Excerpt {
    /** How much of a body's text is kept. */
    static final int LIMIT = 16 * 1024;

    private Excerpt() {}

    /**
     * The beginning of a body, secrets masked before it is cut, so that no half of one stays at the cut.
     *
     * @param contentType the value of the content type header, if there was one
     * @param total how many bytes the body has in all
     */
    static String of(byte[] body, long total, Optional<String> contentType, Redactor redactor) {
        if (body.length == 0) {
            return "";
        }
        if (!isText(body, contentType)) {
            return "binary, " + total + " bytes"
                    + contentType.map(type -> " (" + type + ")").orElse("");
        }
        // Four bytes a character at most, and a secret may begin right before the cut.
        long readable = 4L * (LIMIT + redactor.longest());
        int prefix = (int) Math.min(body.length, readable);
        String text = new String(body, 0, prefix, charset(contentType));
        if (text.length() <= LIMIT && prefix == body.length && total == body.length) {
            return redactor.redact(text);
        }
        return redactor.redactStart(text, LIMIT) + "… (" + total + " bytes in all)";
    }

    /** The charset a content type names, UTF-8 if it names none or one that nobody knows. */
    static Charset charset(Optional<String> contentType) {
        return contentType
                .map(type -> type.toLowerCase(Locale.ROOT))
                .filter(type -> type.contains("charset="))
                .map(type -> type.substring(type.indexOf("charset=") + "charset=".length()))
                .map(Excerpt::charsetNamed)
                .orElse(StandardCharsets.UTF_8);
    }

    private static Charset charsetNamed(String rest) {
        int end = rest.indexOf(';');
        String name =
                (end < 0 ? rest : rest.substring(0, end)).replace("\"", "").strip();
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            // A misspelt charset is the server's affair; UTF-8 is what it most likely sent.
            return StandardCharsets.UTF_8;
        }
    }

    private static boolean isText(byte[] body, Optional<String> contentType) {
        String type = contentType.orElse("").toLowerCase(Locale.ROOT);
        if (type.startsWith("image/")
                || type.startsWith("audio/")
                || type.startsWith("video/")
                || type.startsWith("font/")) {
            return type.startsWith("image/svg");
        }
        // UTF-16 and UTF-32 have zero bytes and are text all the same.
        if (type.contains("charset=utf-16") || type.contains("charset=utf-32")) {
            return true;
        }
        for (int i = 0; i < Math.min(body.length, 8 * 1024); i++) {
            if (body[i] == 0) {
                return false;
            }
        }
        return !type.startsWith("application/octet-stream") || isAscii(body);
    }

    private static boolean isAscii(byte[] body) {
        for (int i = 0; i < Math.min(body.length, 8 * 1024); i++) {
            if (body[i] < 0) {
                return false;
            }
        }
        return true;
    }
}
