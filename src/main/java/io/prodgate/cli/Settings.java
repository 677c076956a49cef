package io.prodgate.cli;

import io.prodgate.evidence.Redactor;
import io.prodgate.plan.PlanNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a check's own keys say, as a plan would write it: filled in as far as it is known, secrets by their names. */
final class Settings {
    private static final Set<String> SECRET = Set.of(
            "authorization",
            "proxy-authorization",
            "cookie",
            "x-api-key",
            "api-key",
            "x-auth-token",
            "authtoken",
            "password",
            "hmac-sha256");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./$][A-Za-z0-9_./$ ()<>=%+-]*");

    private final Redactor redactor;

    /** The settings of a plan whose secrets are known. */
    Settings(Redactor redactor) {
        this.redactor = redactor;
    }

    /** The lines of a mapping. */
    List<String> lines(PlanNode.Mapping mapping) {
        List<String> lines = new ArrayList<>();
        mapping(mapping, "", lines);
        return lines;
    }

    private void mapping(PlanNode.Mapping mapping, String indent, List<String> lines) {
        for (PlanNode.Entry entry : mapping.entries()) {
            String key = indent + key(entry.key()) + ":";
            switch (entry.value()) {
                case PlanNode.Scalar scalar -> lines.add((key + " " + value(entry.key(), scalar)).stripTrailing());
                case PlanNode.Mapping inner -> {
                    lines.add(inner.entries().isEmpty() ? key + " {}" : key);
                    mapping(inner, indent + "  ", lines);
                }
                case PlanNode.Sequence sequence -> {
                    lines.add(sequence.items().isEmpty() ? key + " []" : key);
                    sequence(entry.key(), sequence, indent + "  ", lines);
                }
            }
        }
    }

    private void sequence(String key, PlanNode.Sequence sequence, String indent, List<String> lines) {
        for (PlanNode item : sequence.items()) {
            List<String> inner = new ArrayList<>();
            switch (item) {
                case PlanNode.Scalar scalar -> inner.add(value(key, scalar));
                case PlanNode.Mapping mapping -> mapping(mapping, "", inner);
                case PlanNode.Sequence nested -> sequence(key, nested, "", inner);
            }
            for (int at = 0; at < inner.size(); at++) {
                lines.add(indent + (at == 0 ? "- " : "  ") + inner.get(at));
            }
        }
    }

    private static String key(String key) {
        return quoted(key);
    }

    private String value(String key, PlanNode.Scalar scalar) {
        return scalar.isNull() ? "" : quoted(text(key, scalar));
    }

    /** The text of a scalar; what stands for a credential is a reference, or masked. */
    String text(String key, PlanNode.Scalar scalar) {
        boolean secret = SECRET.contains(key.toLowerCase(Locale.ROOT));
        boolean referred = scalar.template().references().stream()
                .anyMatch(reference -> reference.namespace().equals("secret"));
        return secret && !referred
                ? Redactor.MASK
                : redactor.redact(scalar.template().written());
    }

    private static String quoted(String text) {
        return PLAIN.matcher(text).matches() && !text.endsWith(" ")
                ? text
                : "'" + text.replace("'", "''").replace("\n", "\\n") + "'";
    }
}
