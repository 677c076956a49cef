package io.prodgate.plan;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** What is wrong with a text that is not YAML, in the words of somebody who writes plans. */
final class YamlMistake {
    private final String file;
    private final String[] lines;

    YamlMistake(String file, String text) {
        this.file = file;
        this.lines = text.split("\r\n|\r|\n", -1);
    }

    /** The parser's complaint as an error of the plan. */
    PlanError explain(YamlEngineException e) {
        if (e instanceof MarkedYamlEngineException marked) {
            Optional<Mark> mark = marked.getProblemMark().or(marked::getContextMark);
            int line = mark.map(Mark::getLine).orElse(0);
            int column = mark.map(Mark::getColumn).orElse(0);
            return explain(marked, line, column);
        }
        return new PlanError(
                new Position(file, 1, 1),
                "",
                "this is not YAML: " + firstLine(String.valueOf(e.getMessage())),
                Optional.empty());
    }

    private PlanError explain(MarkedYamlEngineException e, int line, int column) {
        Position at = new Position(file, line + 1, column + 1);
        String problem = firstLine(e.getProblem());
        if (follows(line, column, "$") && startsWith(line, column, "{")) {
            return new PlanError(
                    new Position(file, line + 1, column),
                    "",
                    "inside { } and [ ] a reference needs quotes around it",
                    Optional.of("put quotes around ${…}: '${" + referenceName(line, column) + "}'"));
        }
        if (startsWith(line, column, "\t") || follows(line, column, "\t")) {
            return new PlanError(at, "", "a tab is used for indentation", Optional.of("YAML allows only spaces"));
        }
        if (problem.contains("cannot start any token")) {
            return new PlanError(
                    at, "", "a text cannot begin with this character", Optional.of("put quotes around the text"));
        }
        return new PlanError(
                at, "", "this is not YAML: " + problem, hint(problem).or(() -> began(e)));
    }

    // Where something is not closed, the parser notices far below; the place that needs mending is where it began.
    private Optional<String> began(MarkedYamlEngineException e) {
        return e.getContextMark().map(mark -> {
            Position at = new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
            return firstLine(e.getContext()) + " that began at " + at;
        });
    }

    private static Optional<String> hint(String problem) {
        if (problem.contains("mapping values are not allowed")) {
            return Optional.of("check the indentation, and put quotes around a text that contains ': '");
        }
        if (problem.contains("could not find expected ':'")) {
            return Optional.of("a key is written 'key: value', with a colon and a space");
        }
        if (problem.contains("block end")) {
            return Optional.of("check the indentation of this line");
        }
        return Optional.empty();
    }

    private String referenceName(int line, int column) {
        String rest = lines[line].substring(offset(line, column) + 1);
        int end = rest.indexOf('}');
        return end < 0 || end > 80 ? "…" : rest.substring(0, end);
    }

    private boolean startsWith(int line, int column, String what) {
        return line < lines.length && lines[line].startsWith(what, offset(line, column));
    }

    private boolean follows(int line, int column, String what) {
        return column > 0 && startsWith(line, column - 1, what);
    }

    // The parser counts code points, Java counts chars.
    private int offset(int line, int column) {
        String text = lines[line];
        int count = Math.min(column, text.codePointCount(0, text.length()));
        return text.offsetByCodePoints(0, count);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("").strip();
    }
}
