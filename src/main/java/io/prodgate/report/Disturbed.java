package io.prodgate.report;

import io.prodgate.evidence.FaultRun;
import io.prodgate.journal.RunResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells how a run disturbed production. */
public final class Disturbed {
    private Disturbed() {}

    /** One sentence on all faults that were made; empty if there were none. */
    public static Optional<String> told(RunResult run) {
        List<FaultRun> faults = run.checks().stream()
                .flatMap(check -> check.attempts().stream())
                .flatMap(attempt -> attempt.evidence().stream())
                .filter(FaultRun.class::isInstance)
                .map(FaultRun.class::cast)
                .filter(fault -> fault.from().isPresent()
                        || fault.to().isEmpty() && !fault.made().isEmpty())
                .toList();
        return faults.isEmpty()
                ? Optional.empty()
                : Optional.of(faults.stream()
                        .map(Disturbed::told)
                        .collect(Collectors.joining("; ", "Production was disturbed on purpose: ", ".")));
    }

    private static String told(FaultRun fault) {
        String how = fault.to()
                .flatMap(to -> fault.from()
                        .map(from -> "for " + Figures.duration(Duration.between(from, to)) + ", and undone"))
                .orElse("and it is NOT UNDONE");
        return fault.what() + " " + how;
    }
}
