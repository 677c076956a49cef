package io.prodgate.report;

import io.prodgate.evidence.ItemResult;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** How far an item of a journey came, for people, with what proves it. */
final class ItemFact {

    private ItemFact() {}

    static Fact of(ItemResult result) {
        String summary = "%s: %s%s%s%s%s"
                .formatted(
                        result.item(),
                        result.end().wireName(),
                        result.simulated() ? " (simulated)" : "",
                        result.took()
                                .map(took -> " after " + Figures.duration(took))
                                .orElse(""),
                        result.results()
                                .map(count -> ", " + Figures.count(count, "result"))
                                .orElse(""),
                        result.detail().isEmpty() ? "" : ": " + result.detail());
        List<Fact.Detail> details = new ArrayList<>();
        details.add(new Fact.Detail("sent", Figures.instant(result.started())));
        result.steps().forEach(step -> details.add(new Fact.Detail(Fact.line(step.what()), told(step))));
        return new Fact(Fact.line(summary), result.end() != ItemResult.End.ARRIVED, details);
    }

    private static String told(ItemResult.Step step) {
        return step.at().truncatedTo(ChronoUnit.MILLIS) + ", " + Fact.line(step.detail());
    }
}
