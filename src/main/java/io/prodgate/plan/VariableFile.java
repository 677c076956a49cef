package io.prodgate.plan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of {@code --var-file}: a flat YAML (or JSON) mapping, or lines of {@code NAME=VALUE} with {@code #} comments. */
final class VariableFile {
    private static final Pattern ASSIGNMENT = Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_-]*)=(.*)");

    private VariableFile() {}

    /** One variable of the file. */
    record Line(Position at, String name, String value) {}

    /** Reads the file; mistakes go into {@code errors}. */
    static List<Line> read(Path file, PlanErrors errors) {
        String name = file.toString();
        String text;
        try {
            text = SourceText.read(file).text();
        } catch (SourceText.UnreadableException e) {
            errors.add(new Position(name, 1, 1), "", "the variable file is not usable: " + e.reason());
            return List.of();
        }
        boolean assignments = text.lines()
                .filter(line -> !isBlankOrComment(line))
                .findFirst()
                .filter(line -> ASSIGNMENT.matcher(line).matches())
                .isPresent();
        return assignments ? assignments(name, text, errors) : mapping(name, text, errors);
    }

    private static boolean isBlankOrComment(String line) {
        return line.isBlank() || line.stripLeading().startsWith("#");
    }

    private static List<Line> assignments(String file, String text, PlanErrors errors) {
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            Position at = new Position(file, ++number, 1);
            Matcher matcher = ASSIGNMENT.matcher(line);
            if (matcher.matches()) {
                lines.add(
                        new Line(at, matcher.group(1), unquoted(matcher.group(2).strip())));
            } else if (!isBlankOrComment(line)) {
                errors.add(at, "", "expected NAME=VALUE", "a comment begins with '#'");
            }
        }
        return lines;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2
                && value.charAt(0) == value.charAt(value.length() - 1)
                && (value.charAt(0) == '"' || value.charAt(0) == '\'');
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private static List<Line> mapping(String file, String text, PlanErrors errors) {
        Optional<RawNode> root = YamlTree.read(file, text, errors);
        List<Line> lines = new ArrayList<>();
        if (root.isPresent() && root.get() instanceof RawNode.Mapping mapping) {
            for (RawNode.Entry entry : mapping.entries()) {
                if (entry.value() instanceof RawNode.Scalar scalar) {
                    lines.add(new Line(entry.at(), entry.key(), scalar.isNull() ? "" : scalar.text()));
                } else {
                    errors.add(
                            entry.value().at(),
                            entry.key(),
                            "a variable is a single text or number, not a list or a mapping");
                }
            }
        } else if (root.isPresent()) {
            errors.add(root.get().at(), "", "a variable file is a mapping 'name: value' or lines of NAME=VALUE");
        }
        return lines;
    }
}
