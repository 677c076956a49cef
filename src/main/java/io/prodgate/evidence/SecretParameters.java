package io.prodgate.evidence;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Masks what a URL shows by its shape to be a secret: a password before the host, parameters named like a secret. */
final class SecretParameters {
    private static final Set<String> WORDS = Set.of("key", "sig", "auth", "pwd", "pass", "jwt", "sas");

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^a-z0-9]+");

    private SecretParameters() {}

    /** The URL with those values masked; a text that is no URL comes back as it is. */
    static String mask(String url) {
        int scheme = url.indexOf("://");
        String clean = scheme > 0 ? maskUserInfo(url, scheme + 3) : url;
        return clean.indexOf('=') < 0 ? clean : maskParameters(clean);
    }

    private static String maskUserInfo(String url, int authority) {
        int end = authority;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        int at = url.lastIndexOf('@', end - 1);
        return at < authority ? url : url.substring(0, authority) + Redactor.MASK + url.substring(at);
    }

    private static String maskParameters(String url) {
        StringBuilder clean = new StringBuilder(url.length());
        int from = 0;
        for (int i = 0; i < url.length(); i++) {
            if ("?&;#".indexOf(url.charAt(i)) < 0) {
                continue;
            }
            int equals = url.indexOf('=', i);
            if (equals < 0 || !isSecret(url.substring(i + 1, equals))) {
                continue;
            }
            int end = equals + 1;
            while (end < url.length() && "&;#> ".indexOf(url.charAt(end)) < 0) {
                end++;
            }
            clean.append(url, from, equals + 1).append(end > equals + 1 ? Redactor.MASK : "");
            from = end;
            i = end - 1;
        }
        return clean.append(url, from, url.length()).toString();
    }

    private static boolean isSecret(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.indexOf('&') >= 0) {
            // A parameter without a value stands before: the one that is meant begins later.
            return false;
        }
        return lower.contains("token")
                || lower.contains("secret")
                || lower.contains("passw")
                || lower.contains("signature")
                || lower.contains("credential")
                || lower.contains("apikey")
                || BETWEEN_WORDS.splitAsStream(lower).anyMatch(WORDS::contains);
    }
}
