package io.prodgate.report.markdown;

import io.prodgate.report.Figures;
import io.prodgate.report.Scenario;

/** Faults that were made on purpose, as rows of a table. */
final class Scenarios {
    static final String HEAD = """
        ## Disturbed on purpose

        | Fault | What | In place | End | Recovery | Runbook |
        |---|---|---:|---|---|---|
        """;

    private Scenarios() {}

    static String row(Scenario scenario) {
        return "| %s | %s | %s | %s%s | %s | %s |\n"
                .formatted(
                        Markdown.cell(scenario.check()),
                        Markdown.text(scenario.fault().what()),
                        scenario.lasted().map(Figures::duration).orElse(""),
                        scenario.open() ? "❔ " : "",
                        scenario.end(),
                        Markdown.text(scenario.recovered()),
                        scenario.runbook()
                                .map(link -> Markdown.link(link) + ": " + Markdown.text(scenario.runbookTold()))
                                .orElse(""));
    }
}
