package io.prodgate.device.apk;

import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Finds addresses in texts: in URLs anywhere, as {@code host:port} and as bare names where they stand alone or in quotes.
 * The path, the query and the user of a URL are left behind: they may hold secrets.
 */
final class HostFinder {
    private static final Set<String> SCHEMES = Set.of(
            "http", "https", "ws", "wss", "mqtt", "mqtts", "amqp", "amqps", "grpc", "grpcs", "tcp", "tls", "ssl");
    private static final String QUOTES = "\"'`";
    private static final int LONGEST_SCHEME = 5;

    private final HostNames names;
    private final BiConsumer<String, String> found;

    /**
     * A finder.
     *
     * @param found told of each: the origin as it was found, and the host in it
     */
    HostFinder(HostNames names, BiConsumer<String, String> found) {
        this.names = names;
        this.found = found;
    }

    /** Looks through a text. */
    void look(String written) {
        if (written.indexOf('.') < 0 && written.indexOf(':') < 0) {
            return;
        }
        // JSON may write a slash as \/.
        String text = written.contains("\\/") ? written.replace("\\/", "/") : written;
        for (int at = text.indexOf("://"); at >= 0; at = text.indexOf("://", at + 3)) {
            url(text, at);
        }
        int at = 0;
        while (at < text.length()) {
            int end = hostEnd(text, at);
            if (end > at) {
                standingAlone(text, at, end);
            }
            at = end + 1;
        }
    }

    private void url(String text, int colon) {
        String scheme = scheme(text, colon);
        if (scheme.isEmpty()) {
            return;
        }
        int start = colon + 3;
        int end = hostEnd(text, start);
        if (end < text.length() && "@:".indexOf(text.charAt(end)) >= 0) {
            int at = userEnd(text, end);
            if (at > 0) {
                start = at + 1;
                end = hostEnd(text, start);
            }
        }
        if (start < text.length() && text.charAt(start) == '[') {
            int close = text.indexOf(']', start);
            end = close > 0 && close - start < 48 ? close + 1 : end;
        }
        String host = HostNames.clean(text.substring(start, end));
        boolean templated = end < text.length() && "%{$<*+".indexOf(text.charAt(end)) >= 0;
        if (names.inUrl(host) && (!templated || names.complete(host))) {
            found.accept(scheme + "://" + host + port(text, end), host);
        }
    }

    /** Where the user of a URL ends, an {@code @} before any slash or blank; -1 if there is none. */
    private static int userEnd(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '@') {
                return i;
            }
            if (c <= ' ' || "/?#\"'<>".indexOf(c) >= 0) {
                return -1;
            }
        }
        return -1;
    }

    /** The longest known scheme that ends before the colon: in data, something else may lie right before it. */
    private static String scheme(String text, int colon) {
        String before =
                text.substring(Math.max(0, colon - LONGEST_SCHEME), colon).toLowerCase(Locale.ROOT);
        for (int i = 0; i < before.length(); i++) {
            if (SCHEMES.contains(before.substring(i))) {
                return before.substring(i);
            }
        }
        return "";
    }

    private void standingAlone(String text, int start, int end) {
        String host = text.substring(start, end);
        if (!host.equals(host.toLowerCase(Locale.ROOT)) || host.endsWith(".") || host.startsWith(".")) {
            return;
        }
        String port = port(text, end);
        int behind = end + port.length();
        // What follows may be a path, up to the end of the word.
        if (behind < text.length() && text.charAt(behind) == '/' && !text.startsWith("//", behind)) {
            while (behind < text.length()
                    && text.charAt(behind) > ' '
                    && QUOTES.indexOf(text.charAt(behind)) < 0
                    && text.charAt(behind) != '<') {
                behind++;
            }
        }
        if (!aWord(text, start, behind)) {
            return;
        }
        if (port.isEmpty() ? names.alone(host) : names.withPort(host)) {
            found.accept(host + port, host);
        }
    }

    /** Whether a part of a text stands between quotes of a kind, between tags, or alone behind {@code =} or {@code :}. */
    private static boolean aWord(String text, int start, int end) {
        boolean first = start == 0;
        boolean last = end >= text.length();
        boolean value = text.startsWith("=", start - 1) || text.startsWith(": ", start - 2);
        char before = first ? 0 : text.charAt(start - 1);
        char after = last ? 0 : text.charAt(end);
        return (first && last)
                || (QUOTES.indexOf(before) >= 0 && before == after)
                || (before == '>' && after == '<')
                || (value && last);
    }

    private static int hostEnd(String text, int start) {
        int end = start;
        while (end < text.length() && hostCharacter(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean hostCharacter(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '-'
                || c == '_';
    }

    /** A colon and a port, if they stand there; else empty. */
    private static String port(String text, int at) {
        if (at >= text.length() || text.charAt(at) != ':') {
            return "";
        }
        int end = at + 1;
        while (end < text.length() && end < at + 7 && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        int digits = end - at - 1;
        boolean port = digits >= 2 && digits <= 5 && Integer.parseInt(text, at + 1, end, 10) <= 65_535;
        return port ? text.substring(at, end) : "";
    }
}
