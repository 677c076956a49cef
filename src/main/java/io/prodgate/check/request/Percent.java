package io.prodgate.check.request;

import java.nio.charset.StandardCharsets;

/** Percent-encoding of URLs (RFC 3986 section 2). */
final class Percent {
    private static final String UNRESERVED = "-._~";
    private static final String RESERVED = ":/?#[]@!$&'()*+,;=";
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private Percent() {}

    /** A value as one part of a URL: everything that could mean something there is encoded. */
    static String value(String text) {
        return encode(text, UNRESERVED);
    }

    /** A URL as somebody wrote it: only what cannot stand in a URL is encoded, what is encoded already stays. */
    static String url(String text) {
        StringBuilder encoded = new StringBuilder();
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '%' && isHex(text, i + 1) && isHex(text, i + 2)) {
                encoded.append(encode(text.substring(from, i), UNRESERVED + RESERVED))
                        .append(text, i, i + 3);
                from = i + 3;
                i += 2;
            }
        }
        return encoded.append(encode(text.substring(from), UNRESERVED + RESERVED))
                .toString();
    }

    private static boolean isHex(String text, int at) {
        return at < text.length() && Character.digit(text.charAt(at), 16) >= 0 && text.charAt(at) < 128;
    }

    private static String encode(String text, String allowed) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (letterOrDigit || allowed.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX[c >> 4]).append(HEX[c & 15]);
            }
        }
        return encoded.toString();
    }
}
