package io.prodgate.diagnosis;

import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.ProcessRun;
import io.prodgate.evidence.TestResults;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** What programs of others said, in the words that rules use. */
final class Programs {
    /** A program that fails says why at the end; what stands before is its work, and may quote anybody. */
    private static final int LAST_WORDS = 12;

    /** Colours and the like (ECMA-48 control sequences). */
    private static final Pattern COLOUR = Pattern.compile("\\x1b\\[[0-9;?]*[ -/]*[@-~]");

    private Programs() {}

    static void describe(List<Evidence> evidence, BiConsumer<String, String> symptoms) {
        for (Evidence fact : evidence) {
            if (fact instanceof ProcessRun run) {
                run(run, symptoms);
            } else if (fact instanceof TestResults results) {
                symptoms.accept("tests-passed", String.valueOf(results.passed()));
                symptoms.accept("tests-failed", String.valueOf(results.failed()));
                symptoms.accept("tests-broken", String.valueOf(results.broken()));
            }
        }
    }

    private static void run(ProcessRun run, BiConsumer<String, String> symptoms) {
        symptoms.accept("program", run.command());
        symptoms.accept("program-end", run.end().wireName());
        run.exitCode().ifPresent(code -> symptoms.accept("exit-code", String.valueOf(code)));
        List<String> lines = COLOUR.matcher(run.output())
                .replaceAll("")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size())
                .forEach(line -> symptoms.accept("last-words", line));
    }
}
