package io.prodgate.report;

import io.prodgate.evidence.FaultRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Faults that were made on purpose, as people read them. */
final class FaultFact {
    private FaultFact() {}

    static Fact of(FaultRun fault) {
        List<Fact.Detail> details = new ArrayList<>();
        fault.made().forEach(step -> details.add(Fact.detail("made by", step)));
        fault.from().ifPresent(from -> details.add(Fact.detail("from", Figures.instant(from))));
        fault.to().ifPresent(to -> details.add(Fact.detail("undone", Figures.instant(to))));
        fault.undone().forEach(step -> details.add(Fact.detail("undone by", step)));
        return new Fact(Fact.line(fault.what() + told(fault)), fault.trouble().isPresent(), details);
    }

    private static String told(FaultRun fault) {
        return fault.trouble()
                .map(trouble -> " (%s): %s".formatted(trouble.wireName(), fault.detail()))
                .orElseGet(() -> fault.from()
                        .flatMap(from -> fault.to().map(to -> " for " + Figures.duration(Duration.between(from, to))))
                        .orElse(""));
    }
}
