package io.prodgate.report.markdown;

import io.prodgate.journal.RunResult;
import io.prodgate.report.Feedback;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What people answered, as rows of a table: a row for each question, of all tickets and of each category. */
final class Surveys {
    static final String HEAD = """
        ## What people say

        | Check | Question | Tickets | n | Mean | Median | 1, 2, 3, 4, 5 |
        |---|---|---|---:|---:|---:|---|
        """;

    private Surveys() {}

    /** A row of the table. */
    record Row(Feedback survey, Feedback.Bar bar) {}

    static List<Row> of(RunResult run) {
        return Feedback.of(run).stream()
                .flatMap(survey -> Stream.concat(Stream.of(""), survey.categories().stream())
                        .flatMap(category -> survey.bars(category).stream())
                        .map(bar -> new Row(survey, bar)))
                .toList();
    }

    static String row(Row row) {
        Feedback.Bar bar = row.bar();
        String category = bar.score().category();
        return "| %s | %s | %s | %d | %s | %s | %s |\n"
                .formatted(
                        Markdown.cell(row.survey().check().head().id()),
                        Markdown.text(bar.question()),
                        category.isEmpty() ? "all" : Markdown.text(category),
                        bar.score().n(),
                        bar.mean(),
                        bar.median(),
                        bar.segments().stream()
                                .map(segment -> String.valueOf(segment.count()))
                                .collect(Collectors.joining(", ")));
    }
}
