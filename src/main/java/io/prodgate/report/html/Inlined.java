package io.prodgate.report.html;

import io.quarkus.qute.RawString;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A style sheet or a script of our own that stands in the page itself.
 *
 * @param text what stands between the tags, byte for byte
 * @param source the word that allows it in a content security policy: {@code 'sha256-…'}
 * @see <a href="https://www.w3.org/TR/CSP3/#framework-directive-source-list">Content Security Policy Level 3</a>
 */
record Inlined(RawString text, RawString source) {
    /**
     * Puts files together.
     *
     * @param files resources below {@link HtmlReport#FOLDER}, in the order in which they count
     */
    static Inlined of(List<String> files) {
        String text = files.stream().map(HtmlReport::resource).collect(Collectors.joining("\n"));
        return new Inlined(new RawString(text), new RawString("'sha256-" + sha256(text) + "'"));
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
