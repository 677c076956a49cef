package io.prodgate.cli;

import io.prodgate.report.Figures;
import io.prodgate.report.GateFacts;
import io.prodgate.verdict.Gate;
import io.prodgate.verdict.Judged;
import io.prodgate.verdict.Standing;
import java.util.ArrayList;
import java.util.List;

/** How a gate stands, for people. */
final class StandingText {
    private StandingText() {}

    /**
     * The lines.
     *
     * @param named how the user named the run
     */
    static List<String> lines(Judged judged, Standing standing, String named, Palette palette) {
        List<String> lines = new ArrayList<>();
        lines.add(
                standing.gate() == Gate.OPEN
                        ? palette.good("GATE OPEN") + " until "
                                + Figures.instant(standing.until().orElseThrow())
                        : palette.bad("GATE CLOSED"));
        lines.add("  " + DisplayText.line(standing.why()));
        lines.add("  run " + DisplayText.line(judged.run().head().id())
                + judged.run()
                        .head()
                        .revision()
                        .map(revision -> ", revision " + DisplayText.line(revision))
                        .orElse(""));
        judged.reasons().stream().limit(5).forEach(reason -> lines.add("- " + DisplayText.line(reason)));
        GateFacts.of(judged).stream()
                .filter(GateFacts.GateFact::matters)
                .forEach(fact -> lines.add(fact.name() + ": " + DisplayText.line(fact.text())));
        if (standing.gate() == Gate.CLOSED) {
            lines.add(palette.quiet("to decide: prodgate decide " + DisplayText.line(named)
                    + " retry|roll-back|release --reason \"…\""));
        }
        return lines;
    }
}
