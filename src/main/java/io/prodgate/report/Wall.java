package io.prodgate.report;

import io.prodgate.evidence.IsolationMatrix;
import io.prodgate.journal.RunResult;
import java.util.Comparator;
import java.util.List;

/**
 * A try to get at a tenant's data.
 *
 * @param check the check's id
 */
public record Wall(String check, IsolationMatrix.Try tried) {
    /** The tries of the last attempts, what has to be looked at first. */
    public static List<Wall> of(RunResult run) {
        return run.checks().stream()
                .filter(check -> !check.attempts().isEmpty())
                .flatMap(check -> check.attempts().getLast().evidence().stream()
                        .filter(IsolationMatrix.class::isInstance)
                        .map(IsolationMatrix.class::cast)
                        .flatMap(matrix -> matrix.tries().stream())
                        .map(tried -> new Wall(check.head().id(), tried)))
                .sorted(Comparator.comparing((Wall wall) -> wall.asItShouldBe()))
                .toList();
    }

    /** True if nobody has to look. */
    public boolean asItShouldBe() {
        return tried.end() == IsolationMatrix.End.STOPPED || tried.end() == IsolationMatrix.End.LET_IN;
    }

    /** How it ended, for people: {@code stopped}. */
    public String end() {
        return words(tried.end());
    }

    static String words(IsolationMatrix.End end) {
        return switch (end) {
            case LET_IN -> "let in, rightly";
            case STOPPED -> "stopped";
            case LEAKED -> "LET THROUGH";
            case WRONGLY_STOPPED -> "not as it should be";
            case VOID -> "void";
            case UNKNOWN -> "not known";
        };
    }
}
