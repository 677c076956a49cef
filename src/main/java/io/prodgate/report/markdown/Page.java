package io.prodgate.report.markdown;

import static io.prodgate.report.markdown.Markdown.cell;
import static io.prodgate.report.markdown.Markdown.code;
import static io.prodgate.report.markdown.Markdown.text;

import io.prodgate.evidence.Judgement;
import io.prodgate.journal.CheckHead;
import io.prodgate.journal.RunHead;
import io.prodgate.report.Condition;
import io.prodgate.report.Disturbed;
import io.prodgate.report.Figures;
import io.prodgate.report.Finding;
import io.prodgate.report.GateFacts;
import io.prodgate.report.Overview;
import io.prodgate.report.Proof;
import io.prodgate.report.ReproduceLine;
import io.prodgate.report.Scenario;
import io.prodgate.report.Sessions;
import io.prodgate.report.Wall;
import io.prodgate.report.Written;
import io.prodgate.report.history.Trend;
import io.prodgate.verdict.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A run as Markdown, the most important first. */
record Page(Overview overview) {
    private static final int REASONS = 20;

    /** A line of the table of findings: a check with one of the expectations it missed, if it missed any. */
    private record Row(Finding finding, Optional<Judgement> miss) {}

    void write(Sheet sheet) {
        sheet.always(heading());
        sheet.always(Sessions.told(overview.judged().run())
                .map(told -> text(told) + "\n\n")
                .orElse(""));
        sheet.always(Disturbed.told(overview.judged().run())
                .map(told -> text(told) + "\n\n")
                .orElse(""));
        sheet.always(gate());
        sheet.always(reasons());
        sheet.items(
                """
                ## Findings

                | Check | Outcome | What | Expected | Seen | n | Cause | Rule |
                |---|---|---|---|---|---:|---|---|
                """,
                overview.findings().stream().flatMap(Page::rows).toList(),
                this::row,
                "\n",
                0.4,
                "row of the table of finding");
        sheet.items("", overview.findings(), this::details, "", 0.7, "finding with its detail");
        sheet.items(
                """
                ## Waits for rate limits

                Together %s; checks wait at the same time.

                | Host | By whose word | Waits | Together | Given up |
                |---|---|---:|---:|---|
                """.formatted(Figures.duration(overview.waited())),
                overview.waits(),
                Page::wait,
                "\n",
                0.5,
                "rate limit");
        sheet.items(
                """
                <details><summary>%s to production</summary>

                | Check | Request | Noted last | When |
                |---|---|---|---|
                """.formatted(Figures.count(overview.writes().size(), "write")),
                overview.writes(),
                Page::written,
                "\n</details>\n\n",
                0.6,
                "write to production");
        sheet.items(Scenarios.HEAD, Scenario.of(overview.judged().run()), Scenarios::row, "\n", 0.5, "fault");
        sheet.items(Walls.HEAD, Wall.of(overview.judged().run()), Walls::row, "\n", 0.5, "try at a tenant's data");
        sheet.items(Surveys.HEAD, Surveys.of(overview.judged().run()), Surveys::row, "\n", 0.5, "question");
        List<Proof> proofs = Proof.of(overview.judged().run());
        sheet.items(
                Proofs.HEAD.formatted(Figures.count(proofs.size(), "item")),
                proofs,
                Proofs::row,
                "\n</details>\n\n",
                0.6,
                "item with its proof");
        sheet.items(
                """
                <details><summary>%s</summary>

                | Check | Stage | Took | Remark |
                |---|---|---:|---|
                """.formatted(Figures.count(overview.passed().size(), "check") + " passed"),
                overview.passed(),
                Page::passed,
                "\n</details>\n\n",
                1,
                "passed check");
        if (!sheet.leftOut().isEmpty()) {
            sheet.always("> Left out here, to stay below the limit of GitHub: " + String.join(", ", sheet.leftOut())
                    + ". All of it is in `report.html` and `report.json`.\n\n");
        }
        sheet.always(footer());
    }

    private String gate() {
        List<String> lines = GateFacts.of(overview.judged()).stream()
                .map(fact -> "**" + fact.name() + "**: " + text(fact.text()))
                .toList();
        return lines.isEmpty() ? "" : String.join("  \n", lines) + "\n\n";
    }

    private String heading() {
        RunHead head = overview.judged().run().head();
        String revision =
                head.revision().map(name -> " · revision " + code(name)).orElse("");
        return """
            # %s %s

            **%s** · %s%s · run %s · %s · %s

            %s

            %s of %s, %d required%s.

            """.formatted(
                        sign(overview.judged().verdict()),
                        overview.banner(),
                        text(head.production()),
                        text(head.url().toString()),
                        revision,
                        code(head.id()),
                        Figures.instant(overview.judged().run().started()),
                        Figures.duration(overview.judged().run().duration()),
                        overview.meaning(),
                        overview.counts(),
                        Figures.count(overview.checks().size(), "check"),
                        overview.required(),
                        overview.quarantined() == 0 ? "" : ", " + overview.quarantined() + " in quarantine");
    }

    private String reasons() {
        List<Condition> reasons = Condition.of(overview.judged());
        if (reasons.isEmpty()) {
            return "";
        }
        StringBuilder list = new StringBuilder("## Why\n\n");
        reasons.stream()
                .limit(REASONS)
                .forEach(reason -> list.append("- ")
                        .append(text(reason.text()))
                        .append(reason.whose().map(whose -> " — " + text(whose)).orElse(""))
                        .append('\n'));
        if (reasons.size() > REASONS) {
            list.append("- … and ")
                    .append(Figures.count(reasons.size() - REASONS, "more reason"))
                    .append(": see the findings\n");
        }
        return list.append('\n').toString();
    }

    private static Stream<Row> rows(Finding finding) {
        List<Judgement> misses = finding.misses();
        return misses.isEmpty()
                ? Stream.of(new Row(finding, Optional.empty()))
                : misses.stream().map(miss -> new Row(finding, Optional.of(miss)));
    }

    private String row(Row row) {
        Finding finding = row.finding();
        String miss = row.miss()
                .map(judgement -> "%s | %s | %s | %d"
                        .formatted(
                                cell(judgement.subject()),
                                cell(judgement.expected()),
                                cell(judgement.actual()) + remark(judgement.remark()),
                                judgement.samples()))
                .orElseGet(() -> text(finding.explanation()) + " | | | ");
        return "| %s | %s | %s | %s | %s |\n"
                .formatted(
                        cell(finding.id()),
                        outcome(finding),
                        miss,
                        finding.cause().orElse(""),
                        finding.rule().map(Markdown::text).orElse(""));
    }

    private static String remark(String remark) {
        return remark.isEmpty() ? "" : " — " + text(remark);
    }

    private static String outcome(Finding finding) {
        String sign = switch (finding.effect()) {
            case CLOSES -> "❌ ";
            case UNPROVEN -> "❔ ";
            case CONDITION -> "⚠️ ";
            case NONE -> "✅ ";
        };
        return sign + finding.outcome().wireName();
    }

    private String details(Finding finding) {
        CheckHead head = finding.check().head();
        StringBuilder text = new StringBuilder("### ")
                .append(code(finding.id()))
                .append(" — ")
                .append(outcome(finding))
                .append("\n\n");
        head.title().ifPresent(title -> text.append("**").append(text(title)).append("**\n\n"));
        if (!finding.explanation().isEmpty()) {
            text.append(text(finding.explanation())).append("\n\n");
        }
        item(text, "To do", finding.todo().map(Markdown::text));
        item(
                text,
                "Check",
                Optional.of("%s, %s, kind %s, stage %s, %s"
                        .formatted(
                                text(head.severity()),
                                head.required() ? "required" : "optional",
                                text(head.kind()),
                                text(head.stage()),
                                Figures.count(finding.check().attempts().size(), "attempt"))));
        item(text, "Not passed", finding.age().map(Trend.Standing::told));
        item(text, "Owner", head.owner().map(Markdown::text));
        item(text, "Runbook", head.runbook().map(Markdown::link));
        item(
                text,
                "Quarantine",
                finding.quarantine()
                        .map(entry -> "%s, until %s, in the hands of %s"
                                .formatted(text(entry.reason()), Figures.instant(entry.until()), text(entry.owner()))));
        finding.reproduce()
                .ifPresent(line -> text.append('\n')
                        .append(text(ReproduceLine.label(line)))
                        .append(":\n\n")
                        .append(Markdown.block("sh", line)));
        return text.append('\n').toString();
    }

    private static void item(StringBuilder text, String name, Optional<String> value) {
        value.ifPresent(told ->
                text.append("- **").append(name).append(":** ").append(told).append('\n'));
    }

    private static String wait(Overview.Wait wait) {
        String givenUp = wait.givenUp() == 0
                ? ""
                : Figures.count(wait.givenUp(), "request") + ", the wait would have been "
                        + Figures.duration(wait.longestGivenUp());
        return "| %s | %s | %s | %s | %s |\n"
                .formatted(
                        cell(wait.host()),
                        text(wait.word()),
                        Figures.number(wait.taken()),
                        Figures.duration(wait.total()),
                        givenUp);
    }

    private static String written(Written written) {
        return "| %s | %s | %s | %s |\n"
                .formatted(
                        cell(written.check()),
                        cell(written.write().request()),
                        (written.open() ? "❔ " : "") + written.state(),
                        Figures.instant(written.write().at()));
    }

    private static String passed(Finding finding) {
        String remark = finding.recovered() ? text("passed after trouble: " + finding.explanation()) : "";
        return "| %s | %s | %s | %s |\n"
                .formatted(
                        cell(finding.id()),
                        text(finding.check().head().stage()),
                        finding.duration().equals(Duration.ZERO) ? "" : Figures.duration(finding.duration()),
                        remark);
    }

    private String footer() {
        RunHead head = overview.judged().run().head();
        return "<sub>prodgate %s · plan %s · sha256 %s</sub>\n"
                .formatted(text(head.version()), text(head.plan()), text(head.planSha256()));
    }

    private static String sign(Verdict verdict) {
        return switch (verdict) {
            case APPROVED -> "✅";
            case APPROVED_WITH_CONDITIONS -> "⚠️";
            case NOT_APPROVED -> "❌";
            case INCONCLUSIVE -> "❔";
        };
    }
}
