package io.prodgate.report.markdown;

import io.prodgate.report.Plain;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text from outside as GitHub-flavoured Markdown that shows exactly that text, on one line. */
final class Markdown {
    private static final int LIMIT = 600;
    private static final Pattern SPECIAL = Pattern.compile("[\\\\*_\\[\\]|~#$]");
    private static final Pattern BACKTICKS = Pattern.compile("`+");
    // Only what cannot end the link or start something else is made a link.
    private static final Pattern LINK = Pattern.compile("https?://[A-Za-z0-9][A-Za-z0-9./?&=%#:,+_~@!-]*");

    private Markdown() {}

    /** Running text: nothing in it is markup, a link or a mention. */
    static String text(String text) {
        String entities = Plain.line(text, LIMIT)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
        return SPECIAL.matcher(entities)
                .replaceAll("\\\\$0")
                .replace("://", "&#58;//")
                .replace("www.", "www&#46;")
                .replace("@", "&#64;")
                .replace("`", "&#96;");
    }

    /** A code span for running text. */
    static String code(String text) {
        String line = Plain.line(text, LIMIT);
        if (line.isBlank()) {
            return "(empty)";
        }
        String fence = "`".repeat(longestRun(line) + 1);
        return fence.length() == 1 ? fence + line + fence : fence + " " + line + " " + fence;
    }

    /** A code span for a cell of a table, where a pipe has to be escaped even in code. */
    static String cell(String text) {
        return code(text).replace("|", "\\|");
    }

    /** A block of code; the text is one line by itself. */
    static String block(String language, String line) {
        String fence = "`".repeat(Math.max(3, longestRun(line) + 1));
        return fence + language + "\n" + line + "\n" + fence + "\n";
    }

    /** A link, if the text is a plain http or https address, else the text. */
    static String link(String url) {
        return LINK.matcher(url).matches() ? "<" + url + ">" : text(url);
    }

    /** A link with words of its own, if the address is a plain http or https one, else the words. */
    static String link(String words, String url) {
        return LINK.matcher(url).matches() ? "[" + text(words) + "](<" + url + ">)" : text(words);
    }

    private static int longestRun(String text) {
        Matcher matcher = BACKTICKS.matcher(text);
        int longest = 0;
        while (matcher.find()) {
            longest = Math.max(longest, matcher.end() - matcher.start());
        }
        return longest;
    }
}
