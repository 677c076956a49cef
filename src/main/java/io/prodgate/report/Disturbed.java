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
        List<Scenario> made = made(run);
        return made.isEmpty()
                ? Optional.empty()
                : Optional.of(made.stream()
                        .map(Disturbed::told)
                        .collect(Collectors.joining("; ", "Production was disturbed on purpose: ", ".")));
    }

    /** How many faults were made, and whether they are undone; empty if there were none. */
    public static Optional<String> counted(RunResult run) {
        List<Scenario> made = made(run);
        long left = made.stream().filter(Scenario::left).count();
        return made.isEmpty()
                ? Optional.empty()
                : Optional.of("by " + Figures.count(made.size(), "fault")
                        + (left == 0 ? ", undone" : ", " + Figures.number(left) + " NOT UNDONE"));
    }

    private static List<Scenario> made(RunResult run) {
        return Scenario.of(run).stream()
                .filter(scenario -> scenario.fault().from().isPresent() || scenario.left())
                .toList();
    }

    private static String told(Scenario scenario) {
        String how = scenario.lasted()
                .map(time -> "for " + Figures.duration(time) + ", and undone")
                .orElse("and it is NOT UNDONE");
        String recovered = scenario.recovered();
        return scenario.fault().what() + " " + how + (recovered.isEmpty() ? "" : " (" + recovered + ")");
    }
}
