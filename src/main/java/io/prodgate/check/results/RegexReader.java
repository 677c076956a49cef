package io.prodgate.check.results;

import io.prodgate.evidence.Redactor;
import io.prodgate.plan.RegularExpression;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A regular expression of the plan with groups named {@code passed}, {@code failed} or {@code skipped}, tried on every line. A group
 * that is a number counts as many, any other text counts one; lines add up.
 */
public final class RegexReader implements OutputReader {
    /** The names that groups may have. */
    public static final List<String> GROUPS = List.of("passed", "failed", "skipped");

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    private final RegularExpression expression;
    private final Tally tally;
    private boolean found;

    /** A reader with an expression whose groups all have those names. */
    public RegexReader(RegularExpression expression, Redactor redactor) {
        this.expression = expression;
        this.tally = new Tally(redactor);
    }

    @Override
    public void line(String line) {
        Map<String, String> groups = expression.namedGroups(line);
        found |= !groups.isEmpty();
        groups.forEach((name, text) -> {
            int count = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 1;
            switch (name) {
                case "passed" -> tally.passed(count);
                case "failed" -> {
                    tally.failed(count);
                    if (count == 1) {
                        tally.miss(line, Optional.empty(), "");
                    }
                }
                default -> tally.skipped(count);
            }
        });
    }

    @Override
    public Optional<Results> end() {
        return found ? Optional.of(tally.results("regex")) : Optional.empty();
    }
}
