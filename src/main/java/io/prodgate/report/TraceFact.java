package io.prodgate.report;

import io.prodgate.evidence.TraceReading;
import io.prodgate.report.Fact.Detail;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a tracing system had, as people read it. */
final class TraceFact {
    private TraceFact() {}

    static Fact of(TraceReading reading) {
        TraceReading.Look last = reading.looks().isEmpty()
                ? new TraceReading.Look(java.time.Duration.ZERO, 0, 0)
                : reading.looks().getLast();
        List<Detail> details = new ArrayList<>();
        details.add(Fact.detail("no trace of", String.join(", ", reading.absent())));
        details.add(Fact.detail("where the time went", stages(reading.stages())));
        details.add(Fact.detail("traces", traces(reading)));
        details.add(Fact.detail("seen", looks(reading.looks())));
        reading.others()
                .ifPresent(others ->
                        details.add(Fact.detail("others of the same service", Figures.count(others, "trace"))));
        boolean against = reading.found() < reading.wanted() || reading.whole() < reading.found();
        return new Fact(
                Fact.line("%s: %s by %s, %s whole, %s; %s, looked for %s"
                        .formatted(
                                reading.system(),
                                Figures.count(reading.found(), "trace")
                                        + (reading.found() < reading.wanted() ? " of " + reading.wanted() : ""),
                                reading.search(),
                                Figures.number(reading.whole()),
                                Figures.count(last.spans(), "span"),
                                reading.api(),
                                Figures.duration(last.after()))),
                against,
                details.stream().filter(detail -> !detail.value().isEmpty()).toList());
    }

    private static String stages(List<TraceReading.Stage> stages) {
        return stages.stream()
                .map(stage -> "%s: %s of the time, median %s, p95 %s, longest %s, in %s"
                        .formatted(
                                stage.name(),
                                String.format(Locale.ROOT, "%.1f%%", stage.percent()),
                                Figures.duration(stage.median()),
                                Figures.duration(stage.p95()),
                                Figures.duration(stage.longest()),
                                Figures.count(stage.traces(), "trace")))
                .collect(Collectors.joining("\n"));
    }

    private static String traces(TraceReading reading) {
        String base = reading.url().replaceAll("/+$", "");
        return reading.traces().stream()
                .map(seen -> "%s/trace/%s%s: %s, %s from %s%s%s"
                        .formatted(
                                base,
                                seen.id(),
                                seen.of().isEmpty() ? "" : " (" + seen.of() + ")",
                                Figures.count(seen.spans(), "span"),
                                Figures.duration(seen.duration()),
                                Figures.instant(seen.start()),
                                seen.lacking().isEmpty() ? "" : "; " + String.join(", ", seen.lacking()),
                                seen.errors().isEmpty() ? "" : "; errors: " + String.join(", ", seen.errors())))
                .collect(Collectors.joining("\n"));
    }

    private static String looks(List<TraceReading.Look> looks) {
        return looks.stream()
                .map(look -> "after %s: %s, %s"
                        .formatted(
                                Figures.duration(look.after()),
                                Figures.count(look.traces(), "trace"),
                                Figures.count(look.spans(), "span")))
                .collect(Collectors.joining("\n"));
    }
}
