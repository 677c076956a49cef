package io.prodgate.plan;

import io.prodgate.plan.Template.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Fills in what is known before the run: {@code env}, {@code var}, {@code file}, {@code terraform}, {@code production}.
 * Variables and production's keys may refer to one another, so they are looked up as they are needed, and once.
 */
final class StaticReferences {
    /** How much text may be joined together in one plan, in characters. */
    static final long MOST_JOINED = 32L << 20;

    private static final int LONGEST_CHAIN = 50;

    private final OutsideValues outside;
    private final Variables variables;
    private final Map<String, RawNode.Scalar> production;
    private final SecretSources secrets;
    private final PlanErrors errors;
    private final Map<String, Found> found = new HashMap<>();
    private final Set<String> chain = new LinkedHashSet<>();
    private Optional<Map<String, TerraformOutputs.Output>> outputs = Optional.empty();
    private long joined;

    StaticReferences(
            OutsideValues outside,
            Variables variables,
            Map<String, RawNode.Scalar> production,
            SecretSources secrets,
            PlanErrors errors) {
        this.outside = outside;
        this.variables = variables;
        this.production = production;
        this.secrets = secrets;
        this.errors = errors;
    }

    /**
     * The template of a scalar, with everything filled in that is known before the run. Where that fails the mistake is
     * noted and the template is {@link Unresolved}.
     */
    Template resolve(RawNode.Scalar scalar, String path) {
        if (!scalar.text().contains("${")) {
            return Template.literal(scalar.text());
        }
        TemplateParser.Parsed parsed = TemplateParser.parse(scalar.text());
        for (TemplateParser.Mistake mistake : parsed.mistakes()) {
            errors.add(scalar.at(), path, mistake.message(), mistake.hint());
        }
        if (!parsed.mistakes().isEmpty()) {
            return new Template(List.of(Unresolved.part(scalar.text())));
        }
        List<Part> written = parsed.template().parts();
        if (written.size() == 1) {
            return new Template(filled(written.getFirst(), scalar.at(), path));
        }
        JoinedText text = new JoinedText();
        for (Part part : written) {
            if (!text.add(filled(part, scalar.at(), path)) || joined + text.length() > MOST_JOINED) {
                errors.add(scalar.at(), path, "too much text once all references are filled in");
                return new Template(List.of(Unresolved.part(scalar.text())));
            }
        }
        joined += text.length();
        return text.template();
    }

    /** Looks at the defaults of variables that nothing refers to, so that their mistakes are told as well. */
    void checkAllVariables() {
        for (String name : variables.names()) {
            if (variables.given(name).isEmpty()) {
                variables.ownDefault(name).ifPresent(scalar -> find(Namespace.VAR, name, scalar.at(), "vars." + name));
            }
        }
    }

    private List<Part> filled(Part part, Position at, String path) {
        return switch (part) {
            case Template.Literal literal -> List.of(literal);
            case Template.Reference reference -> resolve(reference, at, path);
        };
    }

    private List<Part> resolve(Template.Reference reference, Position at, String path) {
        Namespace namespace = Namespace.of(reference.namespace()).orElseThrow();
        if (!namespace.isStatic()) {
            checkSecret(namespace, reference.name(), at, path);
            return List.of(reference);
        }
        Optional<String> source = isSecret(path) ? Optional.empty() : secrets.of(namespace, reference.name());
        if (source.isPresent()) {
            errors.add(
                    at,
                    path,
                    "${" + namespace.word() + "." + reference.name() + "} is where the secret '" + source.get()
                            + "' comes from, and would show here",
                    "write ${secret." + source.get() + "}");
            return List.of(Unresolved.part(reference.toString()));
        }
        Optional<List<Part>> fallback = reference.fallback().map(text -> List.of(new Template.Literal(text)));
        return switch (find(namespace, reference.name(), at, path)) {
            case Found.Value value when value.isEmpty() -> fallback.orElse(value.parts());
            case Found.Value value ->
                namespace == Namespace.FILE && isSecret(path) ? withoutLineBreak(value) : value.parts();
            case Found.Missing missing ->
                fallback.orElseGet(() -> {
                    errors.add(at, path, missing.message(), missing.hint());
                    return List.of(Unresolved.part(reference.toString()));
                });
            case Found.Wrong wrong -> {
                errors.add(at, path, wrong.message(), wrong.hint());
                yield List.of(Unresolved.part(reference.toString()));
            }
            case Found.Told() -> List.of(Unresolved.part(reference.toString()));
        };
    }

    private static boolean isSecret(String path) {
        return path.startsWith("secrets.");
    }

    // Editors and echo end a file with a line break; it is hardly ever part of the secret.
    private static List<Part> withoutLineBreak(Found.Value value) {
        String text = new Template(value.parts()).toString();
        String cut = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        return List.of(new Template.Literal(cut.endsWith("\r") ? cut.substring(0, cut.length() - 1) : cut));
    }

    private void checkSecret(Namespace namespace, String name, Position at, String path) {
        if (namespace != Namespace.SECRET) {
            return;
        }
        if (isSecret(path)) {
            errors.add(
                    at,
                    path,
                    "a secret cannot refer to another secret",
                    "write where its value comes from: ${env.NAME}");
        } else if (!secrets.names().contains(name)) {
            errors.add(
                    at,
                    path,
                    "there is no secret called '" + name + "'",
                    secrets.names().isEmpty() ? "declare it under 'secrets:'" : Nearest.hint(name, secrets.names()));
        }
    }

    private Found find(Namespace namespace, String name, Position at, String path) {
        String key = namespace.word() + "." + name;
        Found known = found.get(key);
        if (known != null) {
            return known;
        }
        if (chain.contains(key)) {
            errors.add(at, path, "${" + key + "} refers to itself: " + circle(key), "break the circle");
            return new Found.Told();
        }
        if (chain.size() >= LONGEST_CHAIN) {
            errors.add(at, path, "more than " + LONGEST_CHAIN + " references lead from one to the next");
            return new Found.Told();
        }
        chain.add(key);
        Found result = lookUp(namespace, name);
        chain.remove(key);
        found.put(key, result);
        return result;
    }

    private String circle(String key) {
        List<String> steps = new ArrayList<>(chain);
        List<String> circle = new ArrayList<>(steps.subList(steps.indexOf(key), steps.size()));
        circle.add(key);
        return String.join(" → ", circle);
    }

    private Found lookUp(Namespace namespace, String name) {
        return switch (namespace) {
            case ENV -> outside.environment(name);
            case FILE -> outside.file(name);
            case VAR -> variable(name);
            case PRODUCTION -> production(name);
            case TERRAFORM -> terraform(name);
            case SECRET, RUN, CAPTURE, ITEM, OUTPUT ->
                throw new IllegalStateException(namespace + " is known only in the run");
        };
    }

    private Found variable(String name) {
        Optional<String> given = variables.given(name);
        if (given.isPresent()) {
            return Found.text(given.get());
        }
        if (!variables.names().contains(name)) {
            return new Found.Wrong(
                    "there is no variable called '" + name + "'",
                    variables.names().isEmpty() ? "declare it under 'vars:'" : Nearest.hint(name, variables.names()));
        }
        Optional<RawNode.Scalar> declared = variables.ownDefault(name);
        return declared.isPresent()
                ? value(declared.get(), "vars." + name)
                : new Found.Missing(
                        "the variable '" + name + "' has no value",
                        "give it one: --set " + name + "=…, --var-file, or " + Variables.environmentName(name));
    }

    private Found production(String name) {
        RawNode.Scalar scalar = production.get(name);
        if (scalar == null) {
            return new Found.Missing(
                    "'production' has no text under '" + name + "'", Nearest.hint(name, production.keySet()));
        }
        return value(scalar, "production." + name);
    }

    private Found value(RawNode.Scalar scalar, String path) {
        Template template = resolve(scalar, path);
        return Unresolved.in(template) ? new Found.Told() : new Found.Value(template.parts());
    }

    private Found terraform(String name) {
        if (outputs.isEmpty()) {
            RawNode.Scalar source = production.get("terraform");
            if (source == null || source.isNull()) {
                return new Found.Wrong(
                        "the plan does not say where terraform's outputs are",
                        "add 'terraform: FOLDER' (or a file with 'terraform output -json') under 'production:'");
            }
            outputs = Optional.of(readOutputs(source));
        }
        // Empty only after a failure that was told, or if terraform has none: outputs() says the latter itself.
        return outputs.get().isEmpty() ? new Found.Told() : outside.output(outputs.get(), name);
    }

    private Map<String, TerraformOutputs.Output> readOutputs(RawNode.Scalar source) {
        String path = "production.terraform";
        if (!(find(Namespace.PRODUCTION, "terraform", source.at(), path) instanceof Found.Value value)) {
            return Map.of();
        }
        Optional<String> text = new Template(value.parts()).text();
        if (text.isEmpty()) {
            errors.add(source.at(), path, "the place of terraform's outputs has to be known before the run");
            return Map.of();
        }
        try {
            Map<String, TerraformOutputs.Output> read = outside.terraform(text.get());
            if (read.isEmpty()) {
                errors.add(source.at(), path, "terraform has no outputs", "run 'terraform apply' there first");
            }
            return read;
        } catch (TerraformOutputs.UnavailableException e) {
            errors.add(source.at(), path, "terraform's outputs cannot be read: " + e.getMessage());
            return Map.of();
        }
    }
}
