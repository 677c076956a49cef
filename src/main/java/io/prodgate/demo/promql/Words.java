package io.prodgate.demo.promql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a query, read one after the other. */
final class Words {
    private static final Pattern WORD = Pattern.compile("\\s*+(?:"
            + "(?<string>\"(?:[^\"\\\\\\n]|\\\\.)*+\"|'(?:[^'\\\\\\n]|\\\\.)*+')"
            + "|(?<duration>(?:[0-9]+(?:ms|[smhdwy]))+(?![a-zA-Z0-9_]))"
            + "|(?<number>(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?(?![a-zA-Z0-9_]))"
            + "|(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*+)"
            + "|(?<sign>==|!=|=~|!~|>=|<=|[-+*/%^<>=(){}\\[\\],:@]))");
    private static final Pattern PART = Pattern.compile("([0-9]+)(ms|[smhdwy])");

    private final List<Word> words = new ArrayList<>();
    private int next;

    /** What kinds of words there are. */
    enum Kind {
        STRING,
        DURATION,
        NUMBER,
        NAME,
        SIGN,
        END
    }

    /** A word as it is written. */
    record Word(Kind kind, String text) {
        boolean is(String sign) {
            return kind == Kind.SIGN && text.equals(sign);
        }

        /** Keywords are the same in upper and lower case. */
        boolean isName(String keyword) {
            return kind == Kind.NAME && text.equalsIgnoreCase(keyword);
        }
    }

    Words(String query) throws QueryException {
        Matcher matcher = WORD.matcher(query);
        int at = 0;
        int end = query.stripTrailing().length();
        while (at < end) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw QueryException.wrong(
                        "unexpected character at " + at + " of the query: '" + query.charAt(at) + "'");
            }
            words.add(word(matcher));
            at = matcher.end();
        }
        words.add(new Word(Kind.END, "end of the query"));
    }

    private static Word word(Matcher matcher) {
        for (Kind kind : Kind.values()) {
            if (kind != Kind.END) {
                String text = matcher.group(kind.name().toLowerCase(Locale.ROOT));
                if (text != null) {
                    return new Word(kind, text);
                }
            }
        }
        throw new IllegalStateException("the pattern has a group for each kind");
    }

    Word peek() {
        return words.get(next);
    }

    Word take() {
        Word word = peek();
        if (word.kind() != Kind.END) {
            next++;
        }
        return word;
    }

    boolean takeIf(String sign) {
        return taken(peek().is(sign));
    }

    boolean takeName(String keyword) {
        return taken(peek().isName(keyword));
    }

    private boolean taken(boolean fits) {
        next += fits ? 1 : 0;
        return fits;
    }

    void expect(String sign) throws QueryException {
        if (!takeIf(sign)) {
            throw unexpected("'" + sign + "'");
        }
    }

    String take(Kind kind) throws QueryException {
        if (peek().kind() != kind) {
            throw unexpected("a " + kind.name().toLowerCase(Locale.ROOT));
        }
        return take().text();
    }

    /** A duration in milliseconds. */
    long duration() throws QueryException {
        Matcher part = PART.matcher(take(Kind.DURATION));
        long millis = 0;
        while (part.find()) {
            millis = Math.addExact(millis, Math.multiplyExact(Long.parseLong(part.group(1)), unit(part.group(2))));
        }
        return millis;
    }

    private static long unit(String name) {
        return switch (name) {
            case "ms" -> 1L;
            case "s" -> 1000L;
            case "m" -> 60_000L;
            case "h" -> 3_600_000L;
            case "d" -> 86_400_000L;
            case "w" -> 604_800_000L;
            default -> 31_536_000_000L;
        };
    }

    /** What is between the quotes. */
    String string() throws QueryException {
        String quoted = take(Kind.STRING);
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < quoted.length() - 1; i++) {
            char c = quoted.charAt(i);
            text.append(c == '\\' ? escaped(quoted.charAt(++i)) : c);
        }
        return text.toString();
    }

    private static char escaped(char c) throws QueryException {
        return switch (c) {
            case '\\', '"', '\'' -> c;
            case 'n' -> '\n';
            case 't' -> '\t';
            default -> throw QueryException.unknown("the escape \\" + c + " in a string");
        };
    }

    QueryException unexpected(String wanted) {
        return QueryException.wrong("unexpected '" + peek().text() + "' where " + wanted + " is expected");
    }
}
