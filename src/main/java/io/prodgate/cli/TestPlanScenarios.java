package io.prodgate.cli;

import static io.prodgate.report.document.Document.defined;

import io.prodgate.check.BoundCheck;
import io.prodgate.plan.Durations;
import io.prodgate.plan.Plan;
import io.prodgate.plan.PlanNode;
import io.prodgate.report.document.Document;
import io.prodgate.report.document.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What a test plan says of each check: what it does step by step, and what is expected. */
final class TestPlanScenarios {
    private static final int MOST_STEPS = 20;

    /** What the kinds call what they expect; the rest is set-up. */
    private static final Set<String> EXPECTED = Set.of(
            "expect",
            "until",
            "fail-when",
            "unchanged",
            "forge",
            "within",
            "quiet",
            "expires-after",
            "at-least",
            "min-samples",
            "duration",
            "spans",
            "spread",
            "receivers",
            "noise",
            "technicians",
            "note",
            "trace");

    private final List<BoundCheck> checks;
    private final Settings settings;
    private final Plan plan;

    TestPlanScenarios(List<BoundCheck> checks, Settings settings, Plan plan) {
        this.checks = checks;
        this.settings = settings;
        this.plan = plan;
    }

    Document.Draft chapter() {
        Document.Draft draft = new Document.Draft().chapter("Test scenarios");
        for (Plan.Stage stage : plan.stages()) {
            draft.section("Stage " + stage.name());
            checks.stream()
                    .filter(check -> check.entry().stage().equals(stage.name()))
                    .forEach(check -> scenario(check, draft));
        }
        return draft;
    }

    private void scenario(BoundCheck check, Document.Draft draft) {
        Plan.CheckEntry entry = check.entry();
        draft.part(entry.id() + entry.title().map(title -> ": " + title).orElse(""));
        draft.define(List.of(
                defined(
                        "Is",
                        entry.kind() + ", " + entry.severity().wireName()
                                + (entry.required() ? ", required" : ", optional") + ", "
                                + check.safety().wireName()),
                defined("Shows", String.join(", ", entry.criteria())),
                defined("Needs", Text.codes(entry.needs())),
                defined("Runs under", entry.under().map(Text::code).orElse(Text.NONE)),
                defined("Takes at most", Durations.format(entry.deadline())),
                defined("Owner", entry.owner()),
                defined("Runbook", entry.runbook().map(Text::link).orElse(Text.NONE))));
        List<String> steps = check.check().preview().requests();
        draft.say("Steps:")
                .points(Stream.concat(
                                steps.stream().limit(MOST_STEPS).map(Text::code),
                                Stream.of(steps.size() - MOST_STEPS)
                                        .filter(more -> more > 0)
                                        .map(more -> Text.of("and " + more + " more")))
                        .toList());
        List<String> expected = expected(entry.own());
        if (!expected.isEmpty()) {
            draft.say("Expected:").code("yaml", expected.stream());
        }
        List<String> setUp = settings.lines(without(entry.own()));
        if (!setUp.isEmpty()) {
            draft.say("Set-up and data:").code("yaml", setUp.stream());
        }
    }

    /** What is expected of the whole, and of each step. */
    private List<String> expected(PlanNode.Mapping own) {
        List<String> lines = new ArrayList<>(settings.lines(only(own)));
        own.entries().stream()
                .filter(entry -> entry.key().equals("steps")
                        || entry.key().equals("send")
                        || entry.key().equals("job"))
                .forEach(entry -> nested(entry.key(), entry.value(), lines));
        return lines;
    }

    private void nested(String name, PlanNode node, List<String> lines) {
        switch (node) {
            case PlanNode.Mapping mapping -> {
                List<String> inner = settings.lines(only(mapping));
                if (!inner.isEmpty()) {
                    lines.add(name + ":");
                    inner.forEach(line -> lines.add("  " + line));
                }
            }
            case PlanNode.Sequence sequence -> {
                for (int at = 0; at < sequence.items().size(); at++) {
                    nested("step " + (at + 1), sequence.items().get(at), lines);
                }
            }
            case PlanNode.Scalar _ -> {}
        }
    }

    private static PlanNode.Mapping only(PlanNode.Mapping mapping) {
        return new PlanNode.Mapping(
                mapping.at(),
                mapping.path(),
                mapping.entries().stream()
                        .filter(entry -> EXPECTED.contains(entry.key()))
                        .toList());
    }

    private static PlanNode.Mapping without(PlanNode.Mapping mapping) {
        return new PlanNode.Mapping(
                mapping.at(),
                mapping.path(),
                mapping.entries().stream()
                        .filter(entry -> !EXPECTED.contains(entry.key()))
                        .toList());
    }
}
