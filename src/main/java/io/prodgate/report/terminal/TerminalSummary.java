package io.prodgate.report.terminal;

import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.journal.RunResult.CheckResult;
import io.prodgate.report.Disturbed;
import io.prodgate.report.Figures;
import io.prodgate.report.Finding;
import io.prodgate.report.GateFacts;
import io.prodgate.report.Overview;
import io.prodgate.report.Plain;
import io.prodgate.report.Sessions;
import io.prodgate.report.Written;
import io.prodgate.report.terminal.Line.Span;
import io.prodgate.verdict.Effect;
import io.prodgate.verdict.Judged;
import io.prodgate.verdict.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is printed at the end of a run: the findings, the counts, the verdict and where the reports are. */
public final class TerminalSummary {
    private static final int FINDINGS = 20;
    private static final int REASONS = 5;
    private static final int NOTES = 5;
    private static final int MISSES = 10;
    private static final int TEXT = 400;
    private static final int COMMAND = 1_000;
    private static final String INDENT = "     ";

    private final List<Line> lines = new ArrayList<>();
    private final Overview overview;

    private TerminalSummary(Overview overview) {
        this.overview = overview;
    }

    /**
     * The summary, worst findings first and the verdict at the end, where the eye is.
     *
     * @param reports the files that were written, as the user should read them
     */
    public static List<Line> lines(Judged judged, List<Path> reports) {
        TerminalSummary summary = new TerminalSummary(Overview.of(judged));
        summary.findings();
        summary.notes();
        summary.numbers();
        summary.verdict();
        summary.reports(reports);
        return List.copyOf(summary.lines);
    }

    private void findings() {
        List<List<Finding>> groups = groups();
        groups.stream().limit(FINDINGS).forEach(this::group);
        long more = groups.stream().skip(FINDINGS).mapToLong(List::size).sum();
        if (more > 0) {
            add(Style.STRONG, "… and " + Figures.count(more, "more finding") + ": see the reports");
            add(Style.PLAIN, "");
        }
    }

    /** Checks that the same thing kept from being run or judged are one matter; everything else stands for itself. */
    private List<List<Finding>> groups() {
        Map<List<Object>, List<Finding>> groups = new LinkedHashMap<>();
        for (Finding finding : overview.findings()) {
            List<Object> matter = keptFromJudging(finding)
                    ? List.of(
                            finding.effect(),
                            finding.outcome(),
                            finding.check().rule(),
                            finding.explanation(),
                            finding.todo())
                    : List.of(finding.id(), groups.size());
            groups.computeIfAbsent(matter, ignored -> new ArrayList<>()).add(finding);
        }
        return List.copyOf(groups.values());
    }

    private static boolean keptFromJudging(Finding finding) {
        CheckResult check = finding.check();
        boolean skipped =
                finding.outcome() == Outcome.SKIPPED && check.attempts().isEmpty();
        boolean hindered = finding.outcome() == Outcome.INCONCLUSIVE
                && check.cause().filter(cause -> cause != Cause.PRODUCTION).isPresent();
        return (skipped || hindered) && finding.quarantine().isEmpty();
    }

    private void group(List<Finding> group) {
        if (group.size() == 1) {
            finding(group.getFirst());
            return;
        }
        Finding first = group.getFirst();
        // The label of what is unproven is the outcome itself.
        String outcome =
                first.effect() == Effect.UNPROVEN ? ": " : " " + first.outcome().wireName() + ": ";
        String why = first.outcome() == Outcome.SKIPPED ? first.explanation() : blame(first);
        lines.add(Line.of(
                label(first),
                new Span(Style.STRONG, " " + Figures.count(group.size(), "check")),
                new Span(Style.PLAIN, outcome + Plain.line(why, TEXT))));
        detail(Style.PLAIN, group.stream().map(Finding::id).collect(Collectors.joining(", ")));
        first.todo().ifPresent(todo -> detail(Style.PLAIN, "to do: " + todo));
        first.reproduce().ifPresent(line -> add(Style.FAINT, INDENT + "reproduce: " + Plain.line(line, COMMAND)));
        add(Style.PLAIN, "");
    }

    /** What passed in the end, after trouble that was nobody's fault for long. */
    private void notes() {
        List<Finding> recovered =
                overview.passed().stream().filter(Finding::recovered).toList();
        recovered.stream()
                .limit(NOTES)
                .forEach(finding -> lines.add(Line.of(
                        new Span(Style.WARNING, "NOTED"),
                        new Span(Style.STRONG, " " + Plain.line(finding.id(), TEXT)),
                        new Span(Style.PLAIN, " passed after " + Plain.line(blame(finding), TEXT)))));
        if (recovered.size() > NOTES) {
            add(
                    Style.PLAIN,
                    "… and " + Figures.count(recovered.size() - NOTES, "more check") + " passed after trouble");
        }
        if (!recovered.isEmpty()) {
            add(Style.PLAIN, "");
        }
    }

    private static String blame(Finding finding) {
        return finding.cause().orElse(finding.outcome().wireName())
                + finding.rule().map(rule -> ", rule " + rule).orElse("") + ": " + finding.explanation();
    }

    /** The folder once, however many files are in it. */
    private void reports(List<Path> files) {
        Map<Path, List<String>> byFolder = new LinkedHashMap<>();
        files.forEach(file -> byFolder.computeIfAbsent(
                        Optional.ofNullable(file.getParent()).orElse(Path.of("")), ignored -> new ArrayList<>())
                .add(String.valueOf(file.getFileName())));
        byFolder.forEach((folder, names) -> add(
                Style.FAINT,
                "reports: "
                        + Plain.line(
                                names.size() == 1
                                        ? folder.resolve(names.getFirst()).toString()
                                        : folder + ": " + String.join(", ", names),
                                TEXT)));
    }

    private void finding(Finding finding) {
        String title = finding.check()
                .head()
                .title()
                .map(text -> " — " + Plain.line(text, TEXT))
                .orElse("");
        String about = "%s, %s"
                .formatted(
                        Plain.line(finding.check().head().severity(), TEXT),
                        finding.check().head().required() ? "required" : "optional");
        lines.add(Line.of(
                label(finding),
                new Span(Style.STRONG, " " + Plain.line(finding.id(), TEXT)),
                new Span(Style.PLAIN, title),
                new Span(Style.FAINT, " (" + about + ")")));
        finding.misses().stream()
                .limit(MISSES)
                .forEach(miss -> detail(
                        Style.PLAIN,
                        "%s: expected %s, was %s (n = %d)%s"
                                .formatted(
                                        miss.subject(),
                                        miss.expected(),
                                        miss.actual(),
                                        miss.samples(),
                                        miss.remark().isEmpty() ? "" : " — " + miss.remark())));
        detail(Style.PLAIN, blame(finding));
        finding.todo().ifPresent(todo -> detail(Style.PLAIN, "to do: " + todo));
        finding.quarantine()
                .ifPresent(entry -> detail(
                        Style.PLAIN,
                        "in quarantine until %s (%s): %s"
                                .formatted(Figures.instant(entry.until()), entry.owner(), entry.reason())));
        finding.age().filter(age -> age.runs() > 1).ifPresent(age -> detail(Style.FAINT, "not passed: " + age.told()));
        finding.check().head().owner().ifPresent(owner -> detail(Style.FAINT, "owner: " + owner));
        finding.check().head().runbook().ifPresent(link -> detail(Style.FAINT, "runbook: " + link));
        finding.reproduce().ifPresent(line -> add(Style.FAINT, INDENT + "reproduce: " + Plain.line(line, COMMAND)));
        add(Style.PLAIN, "");
    }

    private void numbers() {
        Sessions.told(overview.judged().run()).ifPresent(told -> add(Style.WARNING, Plain.line(told, COMMAND)));
        Disturbed.told(overview.judged().run()).ifPresent(told -> add(Style.WARNING, Plain.line(told, COMMAND)));
        List<Written> unknown = overview.writes().stream().filter(Written::open).toList();
        unknown.stream()
                .limit(NOTES)
                .forEach(one -> add(
                        Style.WARNING,
                        Plain.line(one.write().request() + " of " + one.check() + ": " + one.state(), TEXT)));
        if (unknown.size() > NOTES) {
            add(Style.WARNING, "… and " + Figures.count(unknown.size() - NOTES, "more write") + ": see the reports");
        }
        String waited = overview.waited().isZero()
                ? ""
                : "; waited " + Figures.duration(overview.waited()) + " for rate limits, all checks together";
        add(
                Style.PLAIN,
                overview.counts() + " in "
                        + Figures.duration(overview.judged().run().duration()) + waited);
    }

    private void verdict() {
        lines.add(Line.of(
                new Span(verdictStyle(overview.judged().verdict()), overview.banner()),
                new Span(
                        Style.FAINT,
                        "  run " + Plain.line(overview.judged().run().head().id(), TEXT))));
        add(Style.PLAIN, overview.meaning());
        List<String> reasons = overview.judged().reasons();
        reasons.stream().limit(REASONS).forEach(reason -> add(Style.PLAIN, "- " + Plain.line(reason, TEXT)));
        if (reasons.size() > REASONS) {
            add(
                    Style.PLAIN,
                    "- … and " + Figures.count(reasons.size() - REASONS, "more reason")
                            + ", all of them in the reports");
        }
        GateFacts.of(overview.judged()).stream()
                .filter(GateFacts.GateFact::matters)
                .forEach(fact -> add(Style.STRONG, fact.name() + ": " + Plain.line(fact.text(), COMMAND)));
    }

    private void detail(Style style, String text) {
        add(style, INDENT + Plain.line(text, TEXT));
    }

    private void add(Style style, String text) {
        lines.add(Line.of(new Span(style, text)));
    }

    private static Span label(Finding finding) {
        return switch (finding.effect()) {
            case CLOSES -> new Span(Style.FAIL, "FAIL");
            case UNPROVEN ->
                new Span(Style.WARNING, finding.outcome().wireName().toUpperCase(Locale.ROOT));
            case CONDITION -> new Span(Style.WARNING, "WARNING");
            case NONE -> new Span(Style.PASS, "PASS");
        };
    }

    private static Style verdictStyle(Verdict verdict) {
        return switch (verdict) {
            case APPROVED -> Style.PASS;
            case APPROVED_WITH_CONDITIONS, INCONCLUSIVE -> Style.WARNING;
            case NOT_APPROVED -> Style.FAIL;
        };
    }
}
