package io.prodgate.report.document;

import static io.prodgate.report.document.Document.defined;

import io.prodgate.diagnosis.Outcome;
import io.prodgate.report.Condition;
import io.prodgate.report.Figures;
import io.prodgate.report.Finding;
import io.prodgate.report.Overview;
import io.prodgate.verdict.Effect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What went wrong, why, and what is to be done about it in which order. */
final class IssueChapters {
    private static final int MOST_TOLD = 100;
    private static final int MOST_MISSES = 10;

    private final Overview overview;
    private final List<Condition> conditions;
    private final Map<String, Condition> byCheck = new HashMap<>();

    IssueChapters(Overview overview, List<Condition> conditions) {
        this.overview = overview;
        this.conditions = conditions;
        conditions.forEach(condition -> condition.checks().forEach(check -> byCheck.putIfAbsent(check, condition)));
    }

    Document.Draft issues() {
        Document.Draft draft = new Document.Draft().chapter("Issues");
        List<Finding> findings = overview.findings();
        if (findings.isEmpty()) {
            return draft.say("No check needs attention.");
        }
        draft.table(
                "Issues, worst first",
                "Check | Severity | Outcome | Root cause | Owner | Due",
                findings.stream().map(this::row).toList());
        findings.stream().limit(MOST_TOLD).forEach(finding -> told(finding, draft));
        if (findings.size() > MOST_TOLD) {
            draft.say("%s more are in the table above; their evidence is in report.json."
                    .formatted(Figures.number(findings.size() - MOST_TOLD)));
        }
        return draft;
    }

    private List<Text> row(Finding finding) {
        return List.of(
                Judgements.name(finding),
                Text.of(finding.check().head().severity()
                        + (finding.check().head().required() ? "" : ", optional")),
                Judgements.outcome(finding),
                Text.of(finding.cause().orElse(finding.outcome() == Outcome.SKIPPED ? "not run" : "not known")),
                Text.of(owner(finding)),
                Text.of(due(finding).map(Figures::instant).orElse("no date set")));
    }

    private void told(Finding finding, Document.Draft draft) {
        draft.section(finding.id()
                + finding.check().head().title().map(title -> ": " + title).orElse(""));
        draft.define(List.of(
                defined("Severity", finding.check().head().severity()),
                defined("Root cause", cause(finding)),
                defined("Evidence", evidence(finding)),
                defined("Remediation", remediation(finding)),
                defined("Owner", owner(finding)),
                defined("Due", due(finding).map(Figures::instant).orElse("no date set")),
                defined(
                        "Quarantine",
                        finding.quarantine()
                                .map(entry -> entry.reason() + ", until " + Figures.instant(entry.until())))));
        finding.reproduce().ifPresent(line -> draft.code("sh", Stream.of(line)));
    }

    private static Text cause(Finding finding) {
        Text who = finding.cause()
                .map(cause -> Text.strong(cause)
                        .and(finding.rule()
                                .map(rule -> " by rule " + rule + ". ")
                                .orElse(". ")))
                .orElse(Text.NONE);
        return who.and(finding.explanation());
    }

    private static String evidence(Finding finding) {
        String misses = finding.misses().stream()
                .limit(MOST_MISSES)
                .map(Judgements::told)
                .collect(Collectors.joining("; "));
        int more = finding.misses().size() - MOST_MISSES;
        String attempts = Figures.count(finding.check().attempts().size(), "attempt");
        return (misses.isEmpty() ? attempts : attempts + ": " + misses) + (more > 0 ? "; and " + more + " more" : "");
    }

    private static Text remediation(Finding finding) {
        Text todo = Text.of(finding.todo().orElse(""));
        return finding.check()
                .head()
                .runbook()
                .map(runbook ->
                        todo.and(todo.isEmpty() ? "Runbook: " : " Runbook: ").and(Text.link(runbook)))
                .orElse(todo);
    }

    private String owner(Finding finding) {
        return Optional.ofNullable(byCheck.get(finding.id()))
                .filter(condition -> condition.checks().size() == 1)
                .flatMap(Condition::owner)
                .or(() -> finding.check().head().owner())
                .orElse("nobody named");
    }

    private Optional<Instant> due(Finding finding) {
        return Optional.ofNullable(byCheck.get(finding.id())).flatMap(Condition::due);
    }

    /** From what was found alone: what keeps the gate closed first, then what is missing, then what is a condition. */
    Document.Draft recommendations() {
        Document.Draft draft = new Document.Draft().chapter("Recommendations");
        List<List<Text>> rows = new ArrayList<>();
        for (Condition condition : conditions) {
            rows.add(List.of(
                    Text.of(priority(condition)),
                    Text.of(area(condition)),
                    Text.of(condition.text()),
                    Text.of(when(condition)),
                    Text.of(condition.owner().orElse("nobody named"))));
        }
        overview.passed().stream()
                .filter(Finding::recovered)
                .forEach(finding -> rows.add(List.of(
                        Text.of("low"),
                        Text.of("operation"),
                        Text.of("Check " + finding.id() + " passed after trouble that was not production's: "
                                + finding.explanation()),
                        Text.of("before the next run"),
                        Text.of(owner(finding)))));
        overview.waits().stream()
                .filter(wait -> wait.givenUp() > 0)
                .forEach(wait -> rows.add(List.of(
                        Text.of("medium"),
                        Text.of("operation"),
                        Text.of("%s to %s were given up for its rate limit (%s): ask for more, or do less"
                                .formatted(Figures.count(wait.givenUp(), "request"), wait.host(), wait.word())),
                        Text.of("before the next run"),
                        Text.of("nobody named"))));
        return rows.isEmpty()
                ? draft.say("Nothing follows from this run.")
                : draft.table("What is to be done, by priority", "Priority | Area | What | When | Owner", rows);
    }

    private static String priority(Condition condition) {
        return switch (condition.effect()) {
            case CLOSES, UNPROVEN -> "high";
            case CONDITION, NONE -> "medium";
        };
    }

    private String area(Condition condition) {
        List<Finding> findings = overview.checks().stream()
                .filter(finding -> condition.checks().contains(finding.id()))
                .toList();
        if (findings.isEmpty()) {
            return "validation";
        }
        boolean ours = findings.stream()
                .allMatch(finding -> finding.outcome() == Outcome.INCONCLUSIVE || finding.outcome() == Outcome.SKIPPED);
        if (ours) {
            return "operation";
        }
        return switch (findings.getFirst().check().head().kind()) {
            case "metric" -> "performance";
            case "tls", "isolation", "separation", "apk" -> "security";
            case "alert", "targets", "grafana", "trace" -> "operation";
            case "survey" -> "quality";
            default -> findings.getFirst().check().head().tags().contains("security") ? "security" : "function";
        };
    }

    private static String when(Condition condition) {
        return condition.effect() == Effect.CLOSES
                ? "before the release"
                : condition
                        .due()
                        .map(due -> "until " + Figures.instant(due))
                        .orElse(condition.effect() == Effect.UNPROVEN ? "before a decision" : "no date set");
    }
}
