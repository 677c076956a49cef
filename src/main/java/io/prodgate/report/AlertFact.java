package io.prodgate.report;

import io.prodgate.evidence.AlertWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Alerts that were watched, as people read them. */
final class AlertFact {
    private AlertFact() {}

    static Fact of(AlertWatch watch) {
        List<Fact.Detail> details = new ArrayList<>();
        if (!watch.shares().isEmpty()) {
            details.add(Fact.detail(
                    "by the settings",
                    watch.shares().stream()
                            .map(share -> Fact.line(share.what()) + ": " + told(share))
                            .collect(Collectors.joining("\n"))));
        }
        watch.since().ifPresent(since -> details.add(Fact.detail("since", Figures.instant(since))));
        if (!watch.steps().isEmpty()) {
            details.add(Fact.detail(
                    "seen",
                    watch.steps().stream()
                            .map(step -> Fact.line(step.what()) + ": " + told(watch, step))
                            .collect(Collectors.joining("\n"))));
        }
        String seen = watch.steps().isEmpty()
                ? ""
                : ": " + watch.steps().getLast().what()
                        + after(watch, watch.steps().getLast());
        return new Fact(Fact.line("alert " + watch.alert() + seen), false, details);
    }

    private static String told(AlertWatch.Share share) {
        return share.least().equals(share.most())
                ? Figures.duration(share.most())
                : Figures.duration(share.least()) + " to " + Figures.duration(share.most());
    }

    private static String told(AlertWatch watch, AlertWatch.Step step) {
        return Figures.instant(step.at()) + after(watch, step) + (step.detail().isEmpty() ? "" : ": " + step.detail());
    }

    private static String after(AlertWatch watch, AlertWatch.Step step) {
        return watch.since()
                .filter(since -> !step.at().isBefore(since))
                .map(since -> ", after " + Figures.duration(Duration.between(since, step.at())))
                .orElse("");
    }
}
