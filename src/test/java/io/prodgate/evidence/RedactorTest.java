package io.prodgate.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RedactorTest {
    private static String encoded(String secret, int way, String before) throws Exception {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        byte[] joined = (before + secret).getBytes(StandardCharsets.UTF_8);
        String form = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        return switch (way) {
            case 0 -> secret;
            case 1 -> form;
            case 2 -> form.replace("+", "%20");
            case 3 -> lowerHex(form);
            case 4 -> Json.mapper().writeValueAsString(secret);
            case 5 -> unicodeEscaped(secret);
            case 6 ->
                secret.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace("\"", "&quot;")
                        .replace("'", "&#39;");
            case 7 -> HexFormat.of().formatHex(bytes);
            case 8 -> HexFormat.of().withUpperCase().formatHex(bytes);
            case 9 -> Base64.getEncoder().encodeToString(joined);
            case 10 -> Base64.getUrlEncoder().withoutPadding().encodeToString(joined);
            case 11 -> URLEncoder.encode(Json.mapper().writeValueAsString(secret), StandardCharsets.UTF_8);
            default -> URLEncoder.encode(Base64.getEncoder().encodeToString(joined), StandardCharsets.UTF_8);
        };
    }

    private static String lowerHex(String form) {
        return java.util.regex.Pattern.compile("%[0-9A-F]{2}")
                .matcher(form)
                .replaceAll(escape -> escape.group().toLowerCase(Locale.ROOT));
    }

    private static String unicodeEscaped(String secret) {
        StringBuilder escaped = new StringBuilder();
        secret.chars().forEach(c -> escaped.append(String.format("\\u%04X", c)));
        return escaped.toString();
    }

    @Property(tries = 3000)
    void noEncodingOfASecretIsLeft(
            @ForAll @StringLength(min = 6, max = 40) String secret,
            @ForAll @IntRange(min = 0, max = 12) int way,
            @ForAll @IntRange(min = 0, max = 2) int shift)
            throws Exception {
        if (secret.isBlank() || !secret.equals(secret.strip()) || !isWellFormed(secret)) {
            return;
        }
        String shown = encoded(secret, way, "u:".repeat(shift));
        String core = shown.replace("\"", "");
        String clean = new Redactor(List.of(secret)).redact("[" + shown + "]");
        assertThat(clean).contains(Redactor.MASK);
        // In base64 only what stands before the secret may be left, besides padding.
        assertThat(clean.length()).as(clean).isLessThanOrEqualTo(shown.length() + 2);
        if (core.length() > 8) {
            assertThat(clean).doesNotContain(core.substring(core.length() / 2));
        }
    }

    private static boolean isWellFormed(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    @Property(tries = 1000)
    void textWithoutSecretsStaysAsItIs(@ForAll String text) {
        assertThat(new Redactor(List.of("correct-horse-battery")).redact(text)).isEqualTo(text);
    }

    @Test
    void bothCasesOfHexDigitsInUrlsAreFound() {
        Redactor redactor = new Redactor(List.of("p+q/r=s&t"));
        assertThat(redactor.redact("a=p%2Bq%2Fr%3Ds%26t&b")).isEqualTo("a=***&b");
        assertThat(redactor.redact("a=p%2bq%2fr%3ds%26t&b")).isEqualTo("a=***&b");
        assertThat(redactor.redact("a=p%2bq/r%3Ds&amp;t&b")).isEqualTo("a=p%2bq/r%3Ds&amp;t&b");
    }

    @Test
    void theLongestOfOverlappingSecretsIsMaskedWhole() {
        assertThat(new Redactor(List.of("token", "token-of-gold")).redact("a token-of-gold b"))
                .isEqualTo("a *** b");
    }

    @Test
    void shortSecretsAreMaskedOnlyWhereTheyStandAlone() {
        assertThat(new Redactor(List.of("abc")).redact("abc abcd =abc;")).isEqualTo("*** abcd =***;");
        assertThat(Redactor.tooShort("abc")).isTrue();
        assertThat(Redactor.tooShort("abcd")).isFalse();
    }

    @Test
    void aSecretThatTheCutGoesThroughIsMaskedWhole() {
        Redactor redactor = new Redactor(List.of("0123456789"));
        assertThat(redactor.redactStart("abc0123456789def", 7)).isEqualTo("abc***");
        assertThat(redactor.redactStart("abc0123456789def", 14)).isEqualTo("abc***d");
    }

    @Test
    void urlsShowNeitherPasswordsNorParametersNamedLikeSecrets() {
        Redactor redactor = new Redactor(List.of());
        assertThat(redactor.redactUrl("https://me:pw@host/a?q=1&api_key=2&X-Amz-Signature=3&monkey=4#x"))
                .isEqualTo("https://***@host/a?q=1&api_key=***&X-Amz-Signature=***&monkey=4#x");
        assertThat(redactor.redactUrl("https://host/a@b?access_token=x"))
                .isEqualTo("https://host/a@b?access_token=***");
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void tenMebibytesAreNoTrouble() {
        String text = ("some ordinary text, with \\\"escapes\\\" & 100%25 of + everything ".repeat(170_000));
        Redactor redactor = new Redactor(List.of("first-secret", "second-secret", "x".repeat(2000)));
        assertThat(redactor.redact(text + "second-secret")).isEqualTo(text + "***");
    }

    @Test
    void secretsAreFoundAcrossTheBordersOfPieces() {
        Redactor redactor = new Redactor(List.of("0123456789"));
        for (int before = (1 << 16) - 12; before <= (1 << 16) + 2; before++) {
            assertThat(redactor.redact(".".repeat(before) + "0123456789")).isEqualTo(".".repeat(before) + "***");
        }
    }
}
