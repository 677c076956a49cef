package io.prodgate.check.script;

import io.prodgate.check.results.FilePattern;
import io.prodgate.check.results.ResultFile;
import io.prodgate.check.results.Results;
import io.prodgate.check.results.UnreadableException;
import io.prodgate.evidence.Redactor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The results of a script's tests.
 *
 * @param results if there are some
 * @param problem why there are none, or why they are not of this run; empty if all is well
 */
record Findings(Optional<Results> results, Optional<String> problem) {
    /** What was read off the output. */
    static Findings printed(Optional<Results> results, TestsSource source) {
        return new Findings(
                results,
                results.isPresent()
                        ? Optional.empty()
                        : Optional.of("its output holds no results: looked for " + source.words()));
    }

    /**
     * What is in the files that the script has written.
     *
     * @param started when the script was started: a file from before is not its own
     */
    static Findings written(TestsSource.InFiles source, Instant started, Redactor redactor) {
        try {
            List<Path> files = new ArrayList<>();
            for (FilePattern pattern : source.patterns()) {
                files.addAll(pattern.files());
            }
            if (files.isEmpty()) {
                return none("there is no file " + source.words());
            }
            for (Path file : files) {
                // File systems may keep no more than seconds.
                Instant written = Files.getLastModifiedTime(file).toInstant();
                if (written.isBefore(started.truncatedTo(ChronoUnit.SECONDS))) {
                    return none(
                            file + " is from " + written + ", before the script was started: remove such files first");
                }
            }
            return new Findings(Optional.of(ResultFile.read(files, source.format(), redactor)), Optional.empty());
        } catch (UnreadableException e) {
            return none(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return none("its results cannot be read: " + e.getMessage());
        }
    }

    private static Findings none(String problem) {
        return new Findings(Optional.empty(), Optional.of(problem));
    }
}
