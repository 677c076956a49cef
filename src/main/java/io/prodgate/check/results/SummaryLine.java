package io.prodgate.check.results;

import io.prodgate.check.results.Summary.Count;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A line that sums up tests, as bash suites, pytest, Jest, Vitest, Mocha, Playwright, node:test, unittest, PHPUnit, RSpec, bats, Maven
 * and cargo write it: {@code 7 passed, 1 failed}, {@code Tests run: 7, Failures: 1}, {@code pass 7}. Only a line that says nothing
 * else is one, so that "2 failed login attempts were refused" is none.
 */
final class SummaryLine {
    private static final int LONGEST = 300;

    private static final Map<String, Count> WORDS = Map.ofEntries(
            Map.entry("passed", Count.PASSED),
            Map.entry("passing", Count.PASSED),
            Map.entry("passes", Count.PASSED),
            Map.entry("pass", Count.PASSED),
            Map.entry("successful", Count.PASSED),
            Map.entry("succeeded", Count.PASSED),
            Map.entry("successes", Count.PASSED),
            Map.entry("xpassed", Count.PASSED),
            Map.entry("failed", Count.FAILED),
            Map.entry("failing", Count.FAILED),
            Map.entry("failures", Count.FAILED),
            Map.entry("failure", Count.FAILED),
            Map.entry("fails", Count.FAILED),
            Map.entry("fail", Count.FAILED),
            Map.entry("errors", Count.BROKEN),
            Map.entry("error", Count.BROKEN),
            Map.entry("errored", Count.BROKEN),
            Map.entry("broken", Count.BROKEN),
            Map.entry("cancelled", Count.BROKEN),
            Map.entry("skipped", Count.SKIPPED),
            Map.entry("skip", Count.SKIPPED),
            Map.entry("pending", Count.SKIPPED),
            Map.entry("todo", Count.SKIPPED),
            Map.entry("ignored", Count.SKIPPED),
            Map.entry("disabled", Count.SKIPPED),
            Map.entry("aborted", Count.SKIPPED),
            Map.entry("xfailed", Count.SKIPPED),
            Map.entry("flaky", Count.FLAKY),
            Map.entry("total", Count.TOTAL),
            Map.entry("tests", Count.TOTAL),
            Map.entry("test", Count.TOTAL),
            Map.entry("examples", Count.TOTAL),
            Map.entry("example", Count.TOTAL),
            Map.entry("specs", Count.TOTAL),
            Map.entry("checks", Count.TOTAL),
            Map.entry("tests run", Count.TOTAL));

    /** Numbers of other things; they are passed over. */
    private static final Set<String> OTHER_THINGS = Set.of(
            "assertions",
            "assertion",
            "warnings",
            "warning",
            "measured",
            "filtered",
            "deselected",
            "rerun",
            "retried",
            "suites",
            "duration",
            "time");

    private static final String ALL_WORDS = String.join(
            "|",
            Stream.concat(WORDS.keySet().stream(), OTHER_THINGS.stream())
                    .sorted((a, b) -> b.length() - a.length())
                    .toList());
    private static final Pattern OF = Pattern.compile("\\b(\\d{1,9}) ?(?:/|of) ?(\\d{1,9})\\b");
    private static final Pattern NUMBER_FIRST = Pattern.compile(
            "\\b(\\d{1,9})\\s+(?:(?:tests?|specs?|examples?|checks?|cases?)\\s+)?(" + ALL_WORDS + ")\\b");
    private static final Pattern WORD_FIRST = Pattern.compile("\\b(" + ALL_WORDS + ")\\s*[:=]\\s*(\\d{1,9})\\b");
    private static final Pattern WORD_ALONE = Pattern.compile("\\s+(?:" + ALL_WORDS + ")\\b(?!\\s*[:=])");
    private static final Pattern NODE = Pattern.compile("[#ℹ] (" + ALL_WORDS + ") (\\d{1,9})");
    private static final Pattern AMOUNTS =
            Pattern.compile("\\d+(?:[.:,]\\d+)*\\s*(?:ms|s|m|h|secs?|seconds?|min|mins|minutes?)?\\b|\\bn/a\\b");
    private static final Pattern HARMLESS = Pattern.compile(
            "\\b(?:tests?|results?|summary|totals?|all|in|of|and|time|elapsed|took|duration|finished|done|ok|run|ran|out|passed|failed"
                    + "|fail|pass|failures|with|success|test-results)\\b");
    private static final Pattern LEVEL = Pattern.compile("^\\s*\\[(?:info|error|warn|warning)]\\s*");
    private static final Pattern TITLE = Pattern.compile("^([^:=|]{1,60}):\\s+(?=\\d)");
    private static final Pattern TITLE_OF_OTHER_THINGS =
            Pattern.compile("suites?|files?|snapshots?|containers?|steps?|scenarios?|assertions?|expect|got|was");

    private SummaryLine() {}

    /** The numbers of a line, if it is one. */
    static Optional<Summary> read(String line) {
        if (line.length() > LONGEST || line.chars().noneMatch(Character::isDigit)) {
            return Optional.empty();
        }
        String text =
                LEVEL.matcher(line.toLowerCase(Locale.ROOT)).replaceFirst("").strip();
        Matcher title = TITLE.matcher(text);
        if (title.find() && !WORDS.containsKey(title.group(1))) {
            if (TITLE_OF_OTHER_THINGS.matcher(title.group(1)).find()) {
                return Optional.empty();
            }
            text = text.substring(title.end());
        }
        Summary summary = new Summary();
        text = taken(text, summary);
        String rest = HARMLESS.matcher(AMOUNTS.matcher(text).replaceAll(" ")).replaceAll(" ");
        return summary.isEmpty() || rest.chars().anyMatch(Character::isLetter)
                ? Optional.empty()
                : Optional.of(summary);
    }

    private static String taken(String line, Summary summary) {
        String text = line;
        Matcher node = NODE.matcher(text);
        if (node.matches()) {
            put(summary, node.group(1), node.group(2));
            return "";
        }
        Matcher of = OF.matcher(text);
        if (of.find()) {
            // "5/7 passed": the other two did not.
            summary.put(Count.TOTAL, Integer.parseInt(of.group(2)));
            text = of.replaceFirst("$1");
        }
        return wordsFirst(text)
                ? numberFirst(wordFirst(text, summary), summary)
                : wordFirst(numberFirst(text, summary), summary);
    }

    /** "passed: 7 failed: 1", unlike "total: 7 passed". */
    private static boolean wordsFirst(String text) {
        Matcher first = WORD_FIRST.matcher(text);
        return first.lookingAt()
                && !WORD_ALONE.matcher(text.substring(first.end())).lookingAt();
    }

    private static String numberFirst(String text, Summary summary) {
        return NUMBER_FIRST.matcher(text).replaceAll(found -> put(summary, found.group(2), found.group(1)));
    }

    private static String wordFirst(String text, Summary summary) {
        return WORD_FIRST.matcher(text).replaceAll(found -> put(summary, found.group(1), found.group(2)));
    }

    private static String put(Summary summary, String word, String number) {
        Count count = WORDS.get(word);
        if (count != null) {
            summary.put(count, Integer.parseInt(number));
        }
        return " ";
    }
}
