package io.prodgate.check.results;

import io.prodgate.evidence.Redactor;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Test Anything Protocol, versions 12 to 14. Results of subtests are indented and sum up in their parent's, so only lines that
 * begin at the margin count.
 *
 * @see <a href="https://testanything.org/tap-version-14-specification.html">TAP 14</a>
 */
public final class TapReader implements OutputReader {
    private static final Pattern PLAN = Pattern.compile("1\\.\\.(\\d{1,7})\\s*(#.*)?");
    private static final Pattern RESULT = Pattern.compile("(not )?ok\\b(?:\\s+\\d{1,7}\\b)?(?:\\s*-)?\\s*(.*)");
    private static final Pattern DIRECTIVE = Pattern.compile("(?<!\\\\)#\\s*(todo|skip)", Pattern.CASE_INSENSITIVE);
    private static final String BAIL_OUT = "Bail out!";

    private final Tally tally;
    private final StringBuilder diagnostics = new StringBuilder();
    private Optional<String> missed = Optional.empty();
    private long planned;
    private int plans;
    private long results;
    private boolean bailedOut;

    /**
     * A reader.
     *
     * @param redactor masks what is kept of failed tests
     */
    public TapReader(Redactor redactor) {
        tally = new Tally(redactor);
    }

    @Override
    public void line(String line) {
        Matcher plan = PLAN.matcher(line);
        Matcher result = RESULT.matcher(line);
        if (plan.matches()) {
            plans++;
            planned += Long.parseLong(plan.group(1));
        } else if (result.matches()) {
            flush();
            results++;
            result(result.group(1) == null, result.group(2));
        } else if (line.startsWith(BAIL_OUT)) {
            flush();
            bailedOut = true;
            tally.broken(1);
            tally.miss(BAIL_OUT, Optional.empty(), line.substring(BAIL_OUT.length()));
        } else if (missed.isPresent() && diagnostics.length() < 4 * Tally.LONGEST_MESSAGE && isDiagnostic(line)) {
            diagnostics.append(line.replaceFirst("^#\\s?", "")).append('\n');
        }
    }

    private static boolean isDiagnostic(String line) {
        return line.startsWith("#") || line.startsWith("  ");
    }

    private void result(boolean ok, String description) {
        Matcher directive = DIRECTIVE.matcher(description);
        boolean found = directive.find();
        boolean todo = found && directive.group(1).toLowerCase(Locale.ROOT).equals("todo");
        if (todo && !ok || found && !todo && ok) {
            tally.skipped(1);
        } else if (ok) {
            tally.passed(1);
        } else {
            tally.failed(1);
            missed = Optional.of(description.isBlank() ? "test " + results : description);
        }
    }

    private void flush() {
        missed.ifPresent(name -> tally.miss(name, Optional.empty(), diagnostics.toString()));
        missed = Optional.empty();
        diagnostics.setLength(0);
    }

    @Override
    public Optional<Results> end() {
        flush();
        if (plans == 0 && results == 0 && !bailedOut) {
            return Optional.empty();
        }
        if (plans == 0) {
            tally.doubt("there is no plan line (1.." + results + "), so the tests may have ended early");
        } else if (planned != results) {
            tally.doubt("the plan announces " + planned + " tests and " + results + " results came");
        }
        return Optional.of(tally.results("tap"));
    }

    /** True if there was both a plan and a result: what other programs print by chance does not have both. */
    boolean certain() {
        return plans > 0 && results > 0;
    }
}
