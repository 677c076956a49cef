package io.prodgate.cli;

import io.prodgate.plan.PlanError;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Prints the mistakes of a plan, each with the line it is in. A line that may hold a secret is not shown: what stands below
 * {@code secrets:}, and every line that speaks of credentials.
 */
final class PlanMistakes {
    private static final long LARGEST_SOURCE = 1 << 20;
    private static final int LONGEST_LINE = 120;
    private static final Pattern SECRETS = Pattern.compile("^(\\s*)[\"']?secrets[\"']?\\s*:.*");
    private static final Pattern CREDENTIAL = Pattern.compile(
            "(?i).*(secret|token|passw|pwd|credential|authori[sz]ation|bearer|cookie|key|hmac|sign|://[^/\\s]*@).*");

    private final Palette palette;
    private final Map<String, List<String>> sources = new HashMap<>();

    PlanMistakes(Palette palette) {
        this.palette = palette;
    }

    /** Prints them all, and how many there are. */
    void print(List<PlanError> errors, PrintWriter out) {
        for (PlanError error : errors) {
            out.println(palette.strong(DisplayText.line(error.at().toString())) + ": "
                    + DisplayText.line(
                            error.toString().substring(error.at().toString().length() + 2)));
            excerpt(error).ifPresent(line -> {
                int column = error.at().column();
                out.println(palette.quiet("    " + DisplayText.line(line)));
                out.println("    " + " ".repeat(column - 1) + palette.bad("^"));
            });
        }
        String files = String.join(
                ", ", errors.stream().map(error -> error.at().file()).distinct().toList());
        out.println();
        out.println(palette.bad(DisplayText.count(errors.size(), "mistake")) + " in " + DisplayText.line(files)
                + "; nothing was run.");
    }

    private Optional<String> excerpt(PlanError error) {
        List<String> lines = sources.computeIfAbsent(error.at().file(), PlanMistakes::read);
        int index = error.at().line() - 1;
        if (error.path().startsWith("secrets") || index < 0 || index >= lines.size()) {
            return Optional.empty();
        }
        String line = lines.get(index);
        boolean fits = line.length() <= LONGEST_LINE && error.at().column() <= line.length() + 1;
        return fits && !mayHoldSecret(lines, index) ? Optional.of(line) : Optional.empty();
    }

    private static boolean mayHoldSecret(List<String> lines, int index) {
        String line = lines.get(index);
        if (CREDENTIAL.matcher(line).matches()) {
            return true;
        }
        // The nearest line above that is indented less is the key that this line belongs to; so on up to the top.
        int indent = indent(line);
        for (int above = index - 1; above >= 0; above--) {
            String other = lines.get(above);
            if (!other.isBlank() && (indent(other) < indent || line.isBlank())) {
                if (SECRETS.matcher(other).matches()
                        || CREDENTIAL.matcher(other).matches()) {
                    return true;
                }
                indent = Math.min(indent, indent(other));
            }
        }
        return false;
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }

    private static List<String> read(String file) {
        try {
            Path path = Path.of(file);
            boolean source = file.endsWith(".yaml") || file.endsWith(".yml");
            return source && Files.isRegularFile(path) && Files.size(path) <= LARGEST_SOURCE
                    ? new String(Files.readAllBytes(path), StandardCharsets.UTF_8)
                            .lines()
                            .toList()
                    : List.of();
        } catch (IOException | java.nio.file.InvalidPathException e) {
            // The mistake itself is told; the line it is in is only an extra.
            return List.of();
        }
    }
}
