package io.prodgate.report;

import io.prodgate.journal.RunResult;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells how a run disturbed production. */
public final class Disturbed {
    private Disturbed() {}

    /** One sentence on all faults that were made; empty if there were none. */
    public static Optional<String> told(RunResult run) {
        List<Scenario> made = Scenario.of(run).stream()
                .filter(scenario -> scenario.fault().from().isPresent() || scenario.left())
                .toList();
        return made.isEmpty()
                ? Optional.empty()
                : Optional.of(made.stream()
                        .map(Disturbed::told)
                        .collect(Collectors.joining("; ", "Production was disturbed on purpose: ", ".")));
    }

    private static String told(Scenario scenario) {
        String how = scenario.lasted()
                .map(time -> "for " + Figures.duration(time) + ", and undone")
                .orElse("and it is NOT UNDONE");
        String recovered = scenario.recovered();
        return scenario.fault().what() + " " + how + (recovered.isEmpty() ? "" : " (" + recovered + ")");
    }
}
