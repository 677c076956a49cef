package io.prodgate.check.isolation;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds texts that mark somebody's data in answers, also where JSON, a URL or HTML escapes them, without regard to case. */
final class Marks {
    private static final Pattern JSON_ESCAPE = Pattern.compile("\\\\u([0-9a-fA-F]{4})|\\\\([\"\\\\/])");
    private static final Pattern ENTITY = Pattern.compile("&#(x?)([0-9a-fA-F]{1,6});|&(amp|lt|gt|quot|apos);");

    private final List<String> views = new ArrayList<>();

    /** The marks in a text. */
    Marks(String text) {
        views.add(text);
        if (text.indexOf('\\') >= 0) {
            views.add(JSON_ESCAPE.matcher(text).replaceAll(Marks::unescaped));
        }
        if (text.indexOf('&') >= 0) {
            views.add(ENTITY.matcher(text).replaceAll(Marks::character));
        }
        if (text.indexOf('%') >= 0) {
            try {
                views.add(URLDecoder.decode(text, StandardCharsets.UTF_8));
            } catch (IllegalArgumentException notPercentEncoded) {
                // Then there is nothing to decode.
            }
        }
    }

    /** Those of the marks that are in the text as words of their own: {@code T-1} is not in {@code T-10}. */
    List<String> among(List<String> marks) {
        return marks.stream().filter(this::holds).toList();
    }

    private boolean holds(String mark) {
        String bounded = (Character.isLetterOrDigit(mark.codePointAt(0)) ? "(?<![\\p{L}\\p{N}])" : "")
                + Pattern.quote(mark)
                + (Character.isLetterOrDigit(mark.codePointBefore(mark.length())) ? "(?![\\p{L}\\p{N}])" : "");
        Pattern pattern = Pattern.compile(bounded, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        return views.stream().anyMatch(view -> pattern.matcher(view).find());
    }

    private static String unescaped(MatchResult escape) {
        String code = escape.group(1);
        return Matcher.quoteReplacement(
                code == null ? escape.group(2) : String.valueOf((char) Integer.parseInt(code, 16)));
    }

    private static String character(MatchResult entity) {
        String named = entity.group(3);
        if (named != null) {
            return switch (named) {
                case "amp" -> "&";
                case "lt" -> "<";
                case "gt" -> ">";
                case "quot" -> "\"";
                default -> "'";
            };
        }
        try {
            int code = Integer.parseInt(entity.group(2), entity.group(1).isEmpty() ? 10 : 16);
            return Matcher.quoteReplacement(
                    Character.isValidCodePoint(code) ? Character.toString(code) : entity.group());
        } catch (NumberFormatException hexadecimalWithoutItsSign) {
            return Matcher.quoteReplacement(entity.group());
        }
    }
}
