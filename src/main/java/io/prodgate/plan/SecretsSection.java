package io.prodgate.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code secrets}: names and where their values come from. */
final class SecretsSection {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    private final Map<String, Secret> sensitive;
    private final PlanErrors errors;

    SecretsSection(Map<String, Secret> sensitive, PlanErrors errors) {
        this.sensitive = sensitive;
        this.errors = errors;
    }

    Map<String, Secret> read(Optional<PlanNode> section) {
        Map<String, Secret> secrets = new LinkedHashMap<>();
        for (PlanNode.Entry entry : Sections.entries(section, "secrets by name", errors)) {
            if (!NAME.matcher(entry.key()).matches()) {
                errors.add(entry.at(), entry.value().path(), "a secret's name has letters, digits, '_' and '-'");
            }
            if (entry.value() instanceof PlanNode.Scalar scalar) {
                value(entry.key(), scalar).ifPresent(secret -> {
                    errors.hide(secret);
                    secrets.put(entry.key(), secret);
                });
            } else {
                errors.add(
                        entry.value().at(),
                        entry.value().path(),
                        "a secret is a text",
                        "write '" + Excerpt.of(entry.key()) + ": ${env.NAME}'");
            }
        }
        secrets.putAll(sensitive);
        return secrets;
    }

    private Optional<Secret> value(String name, PlanNode.Scalar scalar) {
        if (Unresolved.in(scalar.template())) {
            return Optional.empty();
        }
        boolean known = scalar.template().references().stream()
                .allMatch(reference -> reference.namespace().equals(Namespace.SECRET.word())
                        && sensitive.containsKey(reference.name()));
        if (!known) {
            // A reference to another secret was told where the reference was read.
            NodeKeys.checkReferences(scalar, List.of(Namespace.SECRET.word()), errors);
            return Optional.empty();
        }
        String value = scalar.template()
                .fill(reference ->
                        Optional.ofNullable(sensitive.get(reference.name())).map(Secret::reveal));
        if (value.isBlank() || scalar.isNull()) {
            errors.add(
                    scalar.at(),
                    scalar.path(),
                    "the secret '" + Excerpt.of(name) + "' is empty",
                    "set the environment variable or file it comes from");
            return Optional.empty();
        }
        checkEnds(name, value, scalar);
        return Optional.of(new Secret(value));
    }

    private void checkEnds(String name, String value, PlanNode.Scalar scalar) {
        String message = null;
        if (value.endsWith("\n") || value.endsWith("\r")) {
            message = "ends with a line break";
        } else if (!value.equals(value.strip())) {
            message = "begins or ends with white space";
        }
        if (message != null) {
            errors.add(
                    scalar.at(),
                    scalar.path(),
                    "the secret '" + Excerpt.of(name) + "' " + message,
                    "it would be refused or sent wrong; remove it where the value is set, for example with printf '%s' instead of echo");
        }
    }
}
