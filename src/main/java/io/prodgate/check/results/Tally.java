package io.prodgate.check.results;

import io.prodgate.evidence.Redactor;
import io.prodgate.evidence.TestResults;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Counts tests while they are read. What is kept of those that did not pass is redacted before it is cut. */
final class Tally {
    /** So many misses are kept with their messages; the rest is only counted. */
    static final int MOST_MISSES = 50;

    /** So much of a message is kept, in characters. */
    static final int LONGEST_MESSAGE = 1_000;

    private static final int LONGEST_NAME = 300;
    private static final int MOST_DOUBTS = 10;

    private final Redactor redactor;
    private final List<TestResults.Miss> misses = new ArrayList<>();
    private final Set<String> doubts = new LinkedHashSet<>();
    private int passed;
    private int failed;
    private int broken;
    private int skipped;
    private int flaky;
    private Optional<Instant> at = Optional.empty();
    private Optional<String> revision = Optional.empty();

    Tally(Redactor redactor) {
        this.redactor = redactor;
    }

    void passed(int count) {
        passed = sum(passed, count);
    }

    void failed(int count) {
        failed = sum(failed, count);
    }

    void broken(int count) {
        broken = sum(broken, count);
    }

    void skipped(int count) {
        skipped = sum(skipped, count);
    }

    void flaky(int count) {
        flaky = sum(flaky, count);
    }

    private static int sum(int before, int more) {
        return (int) Math.min(Integer.MAX_VALUE / 4, (long) before + more);
    }

    /** Keeps what is known of a test that did not pass; it is counted apart. */
    void miss(String name, Optional<String> type, String message) {
        if (misses.size() < MOST_MISSES) {
            misses.add(new TestResults.Miss(
                    cut(name, LONGEST_NAME),
                    type.map(text -> cut(text, LONGEST_NAME)).filter(text -> !text.isEmpty()),
                    cut(message, LONGEST_MESSAGE)));
        }
    }

    private String cut(String text, int length) {
        String stripped = PlainText.of(text).strip();
        String shown = redactor.redactStart(stripped, length);
        return stripped.length() > length ? shown + "…" : shown;
    }

    void doubt(String sentence) {
        if (doubts.size() < MOST_DOUBTS) {
            doubts.add(sentence);
        }
    }

    /** When the tests ran; of several instants the earliest counts, since the oldest result decides how old all are. */
    void at(Instant instant) {
        if (at.isEmpty() || instant.isBefore(at.get())) {
            at = Optional.of(instant);
        }
    }

    /** What was tested; two different ones are a doubt. */
    void revision(String name) {
        if (revision.isPresent() && !revision.get().equals(name)) {
            doubt("the results are of different revisions: " + revision.get() + " and " + name);
        }
        revision = Optional.of(name);
    }

    /** How many tests were counted, those skipped too. */
    int counted() {
        return passed + failed + broken + skipped;
    }

    int notPassed() {
        return failed + broken;
    }

    int skippedSoFar() {
        return skipped;
    }

    Results results(String format) {
        return new Results(
                format,
                passed,
                failed,
                broken,
                skipped,
                flaky,
                misses,
                doubts.stream().map(redactor::redact).toList(),
                at,
                revision);
    }
}
