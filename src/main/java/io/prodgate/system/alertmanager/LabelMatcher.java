package io.prodgate.system.alertmanager;

import io.prodgate.plan.RegularExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A matcher of one label. A label that is not there matches as an empty one.
 *
 * @param name the label
 * @param value text, or a regular expression that has to match all of it
 * @param regex whether it is one
 * @param equal false if it must not match
 * @see <a href="https://prometheus.io/docs/alerting/latest/configuration/#matcher">matchers</a>
 */
public record LabelMatcher(String name, String value, boolean regex, boolean equal) {
    private static final Pattern ONE = Pattern.compile(
            "\\s*+(\"(?:[^\"\\\\]|\\\\.)*+\"|[^\\s=!~,\"{}]++)\\s*+(=~|!~|!=|=)\\s*+(\"(?:[^\"\\\\]|\\\\.)*+\"|[^,]*+)(?:,|$)");

    /** Whether something holds. */
    public enum Answer {
        /** It does. */
        YES,
        /** It does not. */
        NO,
        /** It depends on labels that are not known. */
        PERHAPS
    }

    /**
     * Matchers as they are written in a configuration: {@code severity="page", team=~"a|b"}, with braces or without.
     *
     * @return empty if they cannot be read
     */
    public static Optional<List<LabelMatcher>> parse(String written) {
        String text = written.strip();
        String bare = text.startsWith("{") && text.endsWith("}") ? text.substring(1, text.length() - 1) : text;
        List<LabelMatcher> all = new ArrayList<>();
        Matcher one = ONE.matcher(bare);
        int end = 0;
        while (end < bare.length()) {
            if (!one.find(end) || one.start() != end) {
                return Optional.empty();
            }
            String operator = one.group(2);
            all.add(new LabelMatcher(
                    unquoted(one.group(1)), unquoted(one.group(3)), operator.endsWith("~"), operator.startsWith("=")));
            end = one.end();
        }
        return Optional.of(all);
    }

    private static String unquoted(String text) {
        String stripped = text.strip();
        if (stripped.length() < 2 || !stripped.startsWith("\"") || !stripped.endsWith("\"")) {
            return stripped;
        }
        StringBuilder plain = new StringBuilder();
        for (int i = 1; i < stripped.length() - 1; i++) {
            char c = stripped.charAt(i);
            if (c == '\\' && i < stripped.length() - 2) {
                i++;
                c = stripped.charAt(i) == 'n' ? '\n' : stripped.charAt(i);
            }
            plain.append(c);
        }
        return plain.toString();
    }

    /**
     * Whether labels match.
     *
     * @param labels those that are known
     * @param complete whether there are no others
     */
    public Answer matches(Map<String, String> labels, boolean complete) {
        if (!labels.containsKey(name) && !complete) {
            return Answer.PERHAPS;
        }
        String found = labels.getOrDefault(name, "");
        if (!regex) {
            return found.equals(value) == equal ? Answer.YES : Answer.NO;
        }
        try {
            return RegularExpression.compile("^(?:" + value + ")$")
                    .find(found)
                    .map(match -> match == equal ? Answer.YES : Answer.NO)
                    .orElse(Answer.PERHAPS);
        } catch (RegularExpression.InvalidException e) {
            return Answer.PERHAPS;
        }
    }

    /** Whether labels match all of several matchers. */
    public static Answer all(List<LabelMatcher> matchers, Map<String, String> labels, boolean complete) {
        Answer answer = Answer.YES;
        for (LabelMatcher matcher : matchers) {
            switch (matcher.matches(labels, complete)) {
                case NO -> {
                    return Answer.NO;
                }
                case PERHAPS -> answer = Answer.PERHAPS;
                case YES -> {}
            }
        }
        return answer;
    }
}
