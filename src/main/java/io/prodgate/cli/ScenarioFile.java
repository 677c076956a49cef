package io.prodgate.cli;

import io.prodgate.check.SafetyClass;
import io.prodgate.plan.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A stage for plans that proves how production bears one kind of trouble: inject, act, expect, undo, recovered.
 *
 * @param name of it
 * @param title in a sentence
 * @param proves which requirement, and what of it
 * @param safety what it may do to production
 * @param systems of the plan that it needs
 * @param secrets of the plan that it needs
 * @param stage as it stands below {@code stages:} of a plan, after comments that say all this
 */
record ScenarioFile(
        String name,
        String title,
        String proves,
        SafetyClass safety,
        List<String> systems,
        List<String> secrets,
        String stage) {
    private static final List<String> NAMES = List.of(
            "knowledge-base-slow",
            "knowledge-base-empty",
            "servicedesk-gone",
            "signatures",
            "model-rate-limited",
            "token-expired",
            "monitoring-gone",
            "redis-gone",
            "postgres-gone",
            "worker-gone");

    ScenarioFile {
        systems = List.copyOf(systems);
        secrets = List.copyOf(secrets);
    }

    /** All of them, in the order of their requirements. */
    static List<ScenarioFile> all() {
        return NAMES.stream().map(ScenarioFile::read).toList();
    }

    /**
     * The scenario of a name.
     *
     * @throws CommandException with the nearest name if there is none
     */
    static ScenarioFile named(String name) throws CommandException {
        if (!NAMES.contains(name)) {
            throw CommandException.usage("there is no scenario '" + name + "'; " + Nearest.hint(name, NAMES));
        }
        return read(name);
    }

    private static ScenarioFile read(String name) {
        try (InputStream in = ScenarioFile.class.getResourceAsStream("/scenarios/" + name + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("the scenario is missing in this build: " + name);
            }
            return of(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ScenarioFile of(String name, String text) {
        String safety = told(text, "Class");
        return new ScenarioFile(
                name,
                told(text, name),
                told(text, "Proves"),
                Stream.of(SafetyClass.values())
                        .filter(one -> one.wireName().equals(safety))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException(name + " is of no class: " + safety)),
                listed(told(text, "Systems")),
                listed(told(text, "Secrets")),
                text);
    }

    private static List<String> listed(String text) {
        return text.equals("none") ? List.of() : List.of(text.split(", "));
    }

    /** Its name. */
    @Override
    public String toString() {
        return name;
    }

    private static String told(String text, String key) {
        String begin = "  # " + key + ": ";
        Optional<String> line =
                text.lines().filter(one -> one.startsWith(begin)).findFirst();
        return line.orElseThrow(() -> new IllegalStateException("a scenario does not say '" + key + "'"))
                .substring(begin.length());
    }
}
