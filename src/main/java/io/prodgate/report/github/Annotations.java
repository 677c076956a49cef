package io.prodgate.report.github;

import io.prodgate.report.Figures;
import io.prodgate.report.Finding;
import io.prodgate.report.Overview;
import io.prodgate.report.Plain;
import io.prodgate.verdict.Effect;
import io.prodgate.verdict.Gate;
import io.prodgate.verdict.Judged;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Findings as annotations of GitHub Actions: what keeps the gate closed is an error, what is a condition a warning.
 *
 * @see <a href="https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands">workflow commands</a>
 */
public final class Annotations {
    /** GitHub shows so many of a level for a step, and drops the rest without a word. */
    private static final int SHOWN = 10;

    private static final int MESSAGE = 2_000;
    private static final int TITLE = 200;

    private Annotations() {}

    /** The workflow commands to print to standard output, one a line, most severe first. */
    public static List<String> lines(Judged judged) {
        Overview overview = Overview.of(judged);
        List<Finding> errors = overview.findings().stream()
                .filter(finding -> finding.effect() != Effect.CONDITION)
                .toList();
        List<Finding> warnings = overview.findings().stream()
                .filter(finding -> finding.effect() == Effect.CONDITION)
                .toList();
        List<String> lines = new ArrayList<>();
        boolean whole = judged.run().head().shard().isEmpty();
        if (whole && errors.isEmpty() && judged.gate() == Gate.CLOSED) {
            lines.add(command("error", overview.banner(), String.join("\n", judged.reasons())));
        }
        lines.addAll(level("error", errors));
        lines.addAll(level("warning", warnings));
        return lines;
    }

    private static List<String> level(String level, List<Finding> findings) {
        // The last place tells how many there are beyond it, so that nobody takes ten for all.
        int shown = findings.size() > SHOWN ? SHOWN - 1 : findings.size();
        List<String> lines = findings.stream()
                .limit(shown)
                .map(finding -> command(level, title(finding), message(finding)))
                .collect(Collectors.toCollection(ArrayList::new));
        if (shown < findings.size()) {
            lines.add(command(
                    level,
                    "prodgate: " + Figures.count(findings.size() - shown, "more finding"),
                    "GitHub shows " + SHOWN + " annotations of a level; all findings are in the step summary."));
        }
        return lines;
    }

    private static String title(Finding finding) {
        return "prodgate: " + finding.id() + " " + finding.outcome().wireName();
    }

    private static String message(Finding finding) {
        StringBuilder text = new StringBuilder();
        finding.misses()
                .forEach(miss -> text.append(
                        "%s: expected %s, was %s\n".formatted(miss.subject(), miss.expected(), miss.actual())));
        text.append(finding.explanation().isEmpty() ? "See the step summary." : finding.explanation());
        finding.todo().ifPresent(todo -> text.append("\nTo do: ").append(todo));
        finding.check()
                .head()
                .runbook()
                .ifPresent(link -> text.append("\nRunbook: ").append(link));
        return text.toString();
    }

    private static String command(String level, String title, String message) {
        return "::" + level + " title=" + property(Plain.line(title, TITLE)) + "::"
                + data(Plain.block(message, MESSAGE));
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
