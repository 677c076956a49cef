package io.prodgate.check.script;

import io.prodgate.check.results.AnyReader;
import io.prodgate.check.results.CountsReader;
import io.prodgate.check.results.FilePattern;
import io.prodgate.check.results.OutputReader;
import io.prodgate.check.results.RegexReader;
import io.prodgate.check.results.ResultFile;
import io.prodgate.check.results.Results;
import io.prodgate.check.results.TapReader;
import io.prodgate.evidence.Redactor;
import io.prodgate.plan.RegularExpression;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where the results of a script's tests are. */
sealed interface TestsSource {
    /** Not said: in the output if there are some. */
    record Anywhere() implements TestsSource {}

    /** Nowhere: the exit code says all. */
    record ExitCodeAlone() implements TestsSource {}

    /** In the output, as TAP. */
    record Tap() implements TestsSource {}

    /** In the output, as numbers. */
    record Counts() implements TestsSource {}

    /** In the output, as a regular expression tells. */
    record Regex(RegularExpression expression) implements TestsSource {}

    /** In files that it writes. */
    record InFiles(ResultFile.Format format, List<FilePattern> patterns) implements TestsSource {
        public InFiles {
            patterns = List.copyOf(patterns);
        }
    }

    /** What reads the output. */
    default OutputReader reader(Redactor redactor) {
        return switch (this) {
            case Anywhere() -> new AnyReader(redactor);
            case Tap() -> new TapReader(redactor);
            case Counts() -> new CountsReader(redactor);
            case Regex(RegularExpression expression) -> new RegexReader(expression, redactor);
            case ExitCodeAlone(), InFiles _ -> new Ignoring();
        };
    }

    /** What was looked for, in words. */
    default String words() {
        return switch (this) {
            case Anywhere(), Counts() -> "a summary such as '7 passed'";
            case Tap() -> "TAP";
            case Regex(RegularExpression expression) -> "a line that matches " + expression;
            case InFiles(ResultFile.Format format, List<FilePattern> patterns) ->
                patterns.stream().map(FilePattern::written).collect(Collectors.joining(", "));
            case ExitCodeAlone() -> "an exit code";
        };
    }

    /** Reads nothing. */
    final class Ignoring implements OutputReader {
        @Override
        public void line(String line) {
            // The exit code says all.
        }

        @Override
        public Optional<Results> end() {
            return Optional.empty();
        }
    }
}
