package io.prodgate.system.servicedesk;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people read of a note's HTML. */
final class PlainText {
    private static final Pattern UNSEEN = Pattern.compile("(?is)<(script|style)\\b.*?</\\1\\s*>|<!--.*?-->");
    private static final Pattern BREAK = Pattern.compile("(?i)<(?:br|/?p|/?div|/?li|/?h[1-6]|/?tr|hr)\\b[^>]*>");
    private static final Pattern TAG = Pattern.compile("</?[a-zA-Z][^>]*>");
    private static final Pattern ENTITY = Pattern.compile("&(#\\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,6});");
    private static final Map<String, String> NAMED =
            Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ");

    private PlainText() {}

    static String of(String html) {
        String text = UNSEEN.matcher(html).replaceAll(" ");
        text = BREAK.matcher(text).replaceAll("\n");
        text = ENTITY.matcher(TAG.matcher(text).replaceAll(""))
                .replaceAll(match -> Matcher.quoteReplacement(character(match.group(1), match.group())));
        return text.replaceAll("[ \\t\\x0B\\f\\u00A0]+", " ")
                .replaceAll(" ?\\R\\s*", "\n")
                .strip();
    }

    private static String character(String name, String fallback) {
        if (!name.startsWith("#")) {
            return NAMED.getOrDefault(name, fallback);
        }
        boolean hexadecimal = name.startsWith("#x") || name.startsWith("#X");
        int code = Integer.parseInt(name.substring(hexadecimal ? 2 : 1), hexadecimal ? 16 : 10);
        return Character.isValidCodePoint(code) ? Character.toString(code) : fallback;
    }
}
