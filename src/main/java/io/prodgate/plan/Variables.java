package io.prodgate.plan;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The plan's variables: what the plan declares under {@code vars}, and what was given from outside. From weakest to
 * strongest: the plan's default, {@code PRODGATE_VAR_name} in the environment, {@code --var-file} (later files
 * stronger), {@code --set}. Values from outside are plain text: a <code>${</code> in them means nothing.
 */
final class Variables {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,99}");

    private final Map<String, RawNode.Scalar> declared;
    private final Map<String, String> given;

    private Variables(Map<String, RawNode.Scalar> declared, Map<String, String> given) {
        this.declared = declared;
        this.given = given;
    }

    /** Reads the declarations of a plan and lays the values from outside over them. */
    static Variables of(Optional<RawNode.Entry> section, PlanInputs inputs, Position planStart, PlanErrors errors) {
        Map<String, RawNode.Scalar> declared =
                section.map(entry -> declared(entry, errors)).orElseGet(Map::of);
        Position at = section.map(RawNode.Entry::at).orElse(planStart);
        Map<String, String> given = new LinkedHashMap<>();
        for (String name : declared.keySet()) {
            String value = inputs.environment().get(environmentName(name));
            if (value != null) {
                given.put(name, value);
            }
        }
        for (Path file : inputs.variableFiles()) {
            for (VariableFile.Line line : VariableFile.read(file, errors)) {
                accept(line.at(), line.name(), "the variable file sets", declared, errors);
                given.put(line.name(), line.value());
            }
        }
        inputs.set().forEach((name, value) -> {
            accept(at, name, "--set gives", declared, errors);
            given.put(name, value);
        });
        return new Variables(declared, given);
    }

    /** The names the plan declares. */
    Set<String> names() {
        return Collections.unmodifiableSet(declared.keySet());
    }

    /** The value from outside, if there is one. */
    Optional<String> given(String name) {
        return Optional.ofNullable(given.get(name));
    }

    /** The environment variable that sets a variable; environment names have no hyphens. */
    static String environmentName(String name) {
        return "PRODGATE_VAR_" + name.replace('-', '_');
    }

    /** The plan's own default, if it has one. */
    Optional<RawNode.Scalar> ownDefault(String name) {
        return Optional.ofNullable(declared.get(name)).filter(scalar -> !scalar.isNull());
    }

    private static void accept(
            Position at, String name, String who, Map<String, RawNode.Scalar> declared, PlanErrors errors) {
        if (!declared.containsKey(name)) {
            errors.add(
                    at,
                    "vars",
                    who + " '" + Excerpt.of(name) + "', which the plan does not declare",
                    declared.isEmpty() ? "declare it under 'vars:'" : Nearest.hint(name, declared.keySet()));
        }
    }

    private static Map<String, RawNode.Scalar> declared(RawNode.Entry section, PlanErrors errors) {
        Map<String, RawNode.Scalar> declared = new LinkedHashMap<>();
        switch (section.value()) {
            case RawNode.Mapping mapping -> mapping.entries().forEach(entry -> declare(entry, declared, errors));
            case RawNode.Scalar scalar when scalar.isNull() -> {
                // "vars:" with all of its lines commented out.
            }
            case RawNode.Scalar scalar ->
                errors.add(scalar.at(), "vars", "expected a mapping of names to values, found a text");
            case RawNode.Sequence sequence ->
                errors.add(sequence.at(), "vars", "expected a mapping of names to values, found a list");
        }
        return declared;
    }

    private static void declare(RawNode.Entry entry, Map<String, RawNode.Scalar> declared, PlanErrors errors) {
        String path = "vars." + Excerpt.of(entry.key());
        if (!NAME.matcher(entry.key()).matches()) {
            errors.add(
                    entry.at(), path, "a variable's name has letters, digits, '_' and '-', and begins with a letter");
        } else if (entry.value() instanceof RawNode.Scalar scalar) {
            declared.put(entry.key(), scalar);
        } else {
            errors.add(entry.value().at(), path, "a variable is a single text or number, not a list or a mapping");
        }
    }
}
