package io.prodgate.check.script;

import io.prodgate.check.results.ExpectedResults;
import io.prodgate.plan.Expectation;
import io.prodgate.plan.Position;
import io.prodgate.plan.Template;
import io.prodgate.process.Inherited;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a script check runs and expects.
 *
 * @param at where it stands in the plan
 * @param command the program and its arguments; may hold {@code ${run.id}}
 * @param folder where it runs
 * @param environment what it gets besides what it inherits, in the plan's order
 * @param inherited which variables of our own environment it gets
 * @param timeout how long it may take; else as long as the check has time
 * @param tests where the results of its tests are
 * @param exitCode what its exit code should be
 * @param expected what the numbers of its tests should be
 * @param countsNeeded whether a run without numbers proves nothing
 * @param readOnly whether it changes nothing in production
 * @param repeat whether running it twice does no harm although it writes
 */
record Script(
        Position at,
        List<Template> command,
        Path folder,
        Map<String, Template> environment,
        Inherited inherited,
        Optional<Duration> timeout,
        TestsSource tests,
        Expectation exitCode,
        ExpectedResults expected,
        boolean countsNeeded,
        boolean readOnly,
        boolean repeat) {
    Script {
        command = List.copyOf(command);
        environment = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(environment));
    }

    /** The command as it can be typed into a shell, secrets masked. */
    String line() {
        StringBuilder line = new StringBuilder();
        environment.forEach((name, value) -> line.append(name)
                .append('=')
                .append(ShellWord.of(isSecret(value) ? "***" : value.toString()))
                .append(' '));
        command.forEach(word -> line.append(ShellWord.of(word.toString())).append(' '));
        return line.toString().strip();
    }

    private static boolean isSecret(Template value) {
        return value.references().stream()
                .anyMatch(reference -> reference.namespace().equals("secret"));
    }
}
