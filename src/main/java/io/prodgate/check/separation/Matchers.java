package io.prodgate.check.separation;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Label matchers as PromQL writes them, with braces or without: {@code synthetic="true"}.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/basics/#instant-vector-selectors">selectors</a>
 */
final class Matchers {
    private static final String ONE =
            "\\s*+([a-zA-Z_][a-zA-Z0-9_]*+)\\s*+(=~|!~|!=|=)\\s*+(\"(?:[^\"\\\\]|\\\\.)*+\")\\s*+";
    private static final Pattern SINGLE = Pattern.compile(ONE);
    private static final Pattern LIST = Pattern.compile(ONE + "(?:," + ONE + ")*+,?+\\s*+");
    private static final Pattern SELECTOR =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*+)\\s*+(?:\\{(.*)})?+", Pattern.DOTALL);
    private static final Map<String, String> OPPOSITE = Map.of("=", "!=", "!=", "=", "=~", "!~", "!~", "=~");

    private Matchers() {}

    /** True for one or more matchers. */
    static boolean areMatchers(String written) {
        return LIST.matcher(bare(written)).matches();
    }

    /** True for exactly one, which thus has an opposite. */
    static boolean isOne(String written) {
        return SINGLE.matcher(bare(written)).matches();
    }

    /** True for the name of a metric, with matchers or without. */
    static boolean isSelector(String written) {
        Matcher selector = SELECTOR.matcher(written.strip());
        return selector.matches()
                && (selector.group(2) == null || selector.group(2).isBlank() || areMatchers(selector.group(2)));
    }

    /** The matcher that takes what a single one leaves. */
    static String opposite(String written) {
        Matcher one = SINGLE.matcher(bare(written));
        if (!one.matches()) {
            throw new IllegalArgumentException("not a single matcher: " + written);
        }
        return one.group(1) + OPPOSITE.get(one.group(2)) + one.group(3);
    }

    /** A selector with more matchers: {@code requests_total{job="api",synthetic="true"}}. */
    static String with(String series, String matchers) {
        String selector = series.strip();
        int brace = selector.indexOf('{');
        String name = brace < 0 ? selector : selector.substring(0, brace).strip();
        String inner = brace < 0 ? "" : bare(selector.substring(brace));
        String separator = inner.isEmpty() || inner.endsWith(",") ? "" : ",";
        return name + "{" + inner + separator + bare(matchers) + "}";
    }

    private static String bare(String written) {
        String text = written.strip();
        boolean braced = text.startsWith("{") && text.endsWith("}");
        return braced ? text.substring(1, text.length() - 1).strip() : text;
    }
}
