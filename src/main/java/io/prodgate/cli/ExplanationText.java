package io.prodgate.cli;

import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.diagnosis.Condition;
import io.prodgate.diagnosis.Diagnosis;
import io.prodgate.diagnosis.Explanation;
import io.prodgate.diagnosis.Rules;
import io.prodgate.journal.RunResult.CheckResult;
import io.prodgate.report.Fact;
import io.prodgate.report.Figures;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** An explanation for people. */
final class ExplanationText {
    private static final int LONGEST_VALUE = 100;
    private static final int DETAIL_LINES = 8;

    private final ExplainedAttempt explained;
    private final Palette palette;

    ExplanationText(ExplainedAttempt explained, Palette palette) {
        this.explained = explained;
        this.palette = palette;
    }

    void print(PrintWriter out) {
        CheckResult check = explained.check();
        String cause = check.cause().map(one -> ", " + one.wireName()).orElse("")
                + check.rule().map(rule -> " by " + rule).orElse("");
        out.println(palette.strong(DisplayText.line(check.head().id())) + " of run "
                + DisplayText.line(explained.run().id()) + ": "
                + palette.outcome(check.outcome(), check.outcome().wireName()) + cause);
        if (!check.explanation().isEmpty()) {
            out.println("  " + DisplayText.line(check.explanation()));
        }
        if (explained.attempt().isEmpty()) {
            out.println();
            out.println(nothing(check));
        } else {
            attempt(explained.attempt().get(), out);
        }
    }

    private static String nothing(CheckResult check) {
        return switch (check.outcome()) {
            case PASSED, FLAKY -> "It was met at once: there is nothing to explain.";
            case FAILED, INCONCLUSIVE, SKIPPED ->
                check.attempts().isEmpty()
                        ? "It was not tried: there is no evidence to explain."
                        : "No attempt of it was missed: there is nothing to explain.";
        };
    }

    private void attempt(AttemptRecord attempt, PrintWriter out) {
        out.println();
        out.println(palette.strong("attempt " + attempt.number() + " of "
                        + explained.check().attempts().size())
                + ", begun " + Figures.instant(attempt.started()) + ", " + Figures.duration(attempt.duration()));
        attempt.evidence().forEach(evidence -> fact(Fact.of(evidence), out));
        if (explained.explanation().isEmpty()) {
            out.println();
            out.println("It was met: there is nothing to explain.");
            return;
        }
        Explanation explanation = explained.explanation().get();
        formerly(out);
        rule(explanation, out);
        before(explanation, out);
        witnesses(explanation, out);
        otherwise(explanation, out);
    }

    private void fact(Fact fact, PrintWriter out) {
        out.println("  " + (fact.against() ? palette.bad("✗") : "·") + " " + DisplayText.line(fact.summary()));
        for (Fact.Detail detail : fact.details()) {
            if (detail.name().startsWith("answer")
                    || detail.name().startsWith("body")
                    || detail.name().startsWith("output")) {
                out.println("      " + palette.quiet(DisplayText.line(detail.name())));
                detail.value().lines().limit(DETAIL_LINES).forEach(line -> out.println("        " + shown(line)));
            }
        }
    }

    private void formerly(PrintWriter out) {
        explained.formerly().ifPresent(former -> {
            out.println();
            out.println(
                    palette.caution("The rules of the run said " + said(former) + ", today's say otherwise")
                            + (Rules.reserved(former.rule())
                                    ? "."
                                    : ": " + DisplayText.line(former.rule())
                                            + " is a rule of the plan, and is not where the plan was. Name the plan with --plan."));
        });
    }

    private void rule(Explanation explanation, PrintWriter out) {
        Diagnosis diagnosis = explanation.diagnosis();
        out.println();
        out.println(palette.strong("rule " + DisplayText.line(diagnosis.rule())) + ": "
                + diagnosis.cause().wireName() + ", then " + diagnosis.next().wireName());
        out.println("  " + DisplayText.line(diagnosis.explanation()));
        for (Explanation.Held held : explanation.because()) {
            out.println("  since " + held.condition().symptom() + " is "
                    + (held.values().isEmpty() ? "absent" : shown(String.join(", ", held.values())))
                    + palette.quiet("  (asked for: " + asked(held.condition()) + ")"));
        }
        out.println("  to do: " + DisplayText.line(diagnosis.todo()));
    }

    private void before(Explanation explanation, PrintWriter out) {
        if (explanation.before().isEmpty()) {
            return;
        }
        out.println();
        out.println(palette.strong("tried before, nearly applied, and with another cause"));
        for (Explanation.Passed passed : explanation.before()) {
            out.println("  " + DisplayText.line(passed.rule().id()) + " ("
                    + passed.rule().cause().wireName() + "): " + shown(String.join("; ", passed.reasons())));
        }
    }

    private void witnesses(Explanation explanation, PrintWriter out) {
        out.println();
        out.println(palette.strong("what others said"));
        out.println("  "
                + shown(explanation.witnesses().entrySet().stream()
                        .map(said -> said.getKey() + " " + said.getValue())
                        .collect(Collectors.joining(", "))));
    }

    private void otherwise(Explanation explanation, PrintWriter out) {
        out.println();
        out.println(palette.strong("what would have changed the cause"));
        if (explanation.otherwise().isEmpty()) {
            out.println(
                    "  nothing that was tried: control hosts, clock, window, attempts, credential, status, headers, body");
        }
        for (Explanation.Otherwise other : explanation.otherwise()) {
            out.println("  if " + other.provided() + ": " + said(other.diagnosis()));
        }
    }

    private static String said(Diagnosis diagnosis) {
        return diagnosis.cause().wireName() + " by " + DisplayText.line(diagnosis.rule());
    }

    private static String asked(Condition condition) {
        List<String> alternatives = condition.alternatives();
        return shown(String.join(" or ", alternatives));
    }

    private static String shown(String text) {
        return DisplayText.cut(DisplayText.line(text), LONGEST_VALUE);
    }
}
