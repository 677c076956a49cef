package io.prodgate.check.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes PromQL apart into words: the texts of strings and braces stay whole. */
final class Lexer {
    private static final String STRING = "\"(?:[^\"\\\\]|\\\\.)*+\"|'(?:[^'\\\\]|\\\\.)*+'|`[^`]*+`";
    /** Matchers in braces, as a pattern. */
    static final String BRACES = "\\{(?:[^\"'`}]|" + STRING + ")*+}";

    /** What is no code, as a pattern: comments, texts, matchers in braces. */
    static final String OPAQUE = "#[^\\n]*+|" + STRING + "|" + BRACES;

    private static final Pattern TOKEN = Pattern.compile("(?<comment>#[^\\n]*+)"
            + "|(?<string>" + STRING + ")"
            + "|(?<braces>" + BRACES + ")"
            + "|(?<range>\\[[^]]*+])"
            + "|(?<number>(?:[0-9]++(?:\\.[0-9]*+)?|\\.[0-9]++)(?:[eE][+-]?[0-9]++)?[a-zA-Z0-9]*+)"
            + "|(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*+)"
            + "|(?<other>\\S)");

    private Lexer() {}

    /** What kinds of words there are. */
    enum Kind {
        STRING,
        BRACES,
        RANGE,
        NUMBER,
        NAME,
        OTHER
    }

    /** A word as it is written. */
    record Token(Kind kind, String text) {
        boolean is(String written) {
            return text.equals(written);
        }
    }

    static List<Token> tokens(String query) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(query);
        while (matcher.find()) {
            for (Kind kind : Kind.values()) {
                String text = matcher.group(kind.name().toLowerCase(java.util.Locale.ROOT));
                if (text != null) {
                    tokens.add(new Token(kind, text));
                }
            }
        }
        return tokens;
    }
}
