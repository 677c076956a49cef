package io.prodgate.report.html;

import io.prodgate.report.Figures;
import io.prodgate.report.Plain;
import io.prodgate.report.Scenario;
import java.util.List;

/** From faults that were made on purpose to rows of the page. */
final class FaultView {
    private static final int MOST = 200;
    private static final int TEXT = 400;

    private FaultView() {}

    static List<View.Fault> of(List<Scenario> scenarios) {
        return scenarios.stream().limit(MOST).map(FaultView::row).toList();
    }

    private static View.Fault row(Scenario scenario) {
        return new View.Fault(
                line(scenario.check()),
                line(scenario.fault().what()),
                scenario.lasted().map(Figures::duration).orElse(""),
                scenario.end(),
                scenario.left() ? "bad" : scenario.open() ? "unknown" : "good",
                line(scenario.recovered()),
                scenario.runbook()
                        .filter(link -> PageView.WEB.matcher(link).matches())
                        .map(FaultView::line)
                        .orElse(""),
                line(scenario.runbookTold()));
    }

    private static String line(String text) {
        return Plain.line(text, TEXT);
    }
}
