package io.prodgate.report;

import io.prodgate.evidence.MetricReading;
import java.util.ArrayList;
import java.util.List;

/** Numbers of monitoring systems as people read them. */
final class MetricFact {
    private MetricFact() {}

    static Fact of(MetricReading reading) {
        List<Fact.Detail> details = new ArrayList<>();
        details.add(Fact.detail("query", reading.query()));
        details.add(Fact.detail(
                "window",
                Figures.instant(reading.from()) + " to " + Figures.instant(reading.to())
                        + reading.step()
                                .map(step -> ", every " + Figures.duration(step))
                                .orElse("")));
        reading.flaws().forEach(flaw -> details.add(Fact.detail(flaw.kind().wireName(), flaw.detail())));
        return new Fact(
                Fact.line("%s says%s %s (%s, %s%s)"
                        .formatted(
                                reading.system(),
                                reading.group().isEmpty() ? "" : " of " + reading.group(),
                                reading.value().map(Figures::rounded).orElse("nothing"),
                                Figures.number(reading.series()) + " series",
                                Figures.number(reading.points()) + (reading.points() == 1 ? " point" : " points"),
                                reading.observations()
                                        .map(count -> ", n = " + Figures.number(count))
                                        .orElse(""))),
                !reading.flaws().isEmpty(),
                details);
    }
}
