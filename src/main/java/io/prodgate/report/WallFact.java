package io.prodgate.report;

import io.prodgate.evidence.IsolationMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Walls between tenants, as people read them. */
final class WallFact {
    private WallFact() {}

    static Fact of(IsolationMatrix matrix) {
        String counts = Arrays.stream(IsolationMatrix.End.values())
                .map(end -> Figures.number(count(matrix, end)) + " " + Wall.words(end))
                .filter(told -> !told.startsWith("0 "))
                .collect(Collectors.joining(", "));
        String rows = matrix.tries().stream().map(WallFact::row).collect(Collectors.joining("\n"));
        return new Fact(
                Fact.line("walls between tenants (%s): %s".formatted(matrix.walls(), counts)),
                count(matrix, IsolationMatrix.End.LEAKED) > 0,
                rows.isEmpty() ? List.of() : List.of(Fact.detail("who tried what on whose data", rows)));
    }

    private static long count(IsolationMatrix matrix, IsolationMatrix.End end) {
        return matrix.tries().stream().filter(tried -> tried.end() == end).count();
    }

    private static String row(IsolationMatrix.Try tried) {
        return "%s: %s of %s: %s by %s%s"
                .formatted(
                        tried.who(),
                        tried.what(),
                        tried.whose(),
                        Wall.words(tried.end()),
                        tried.by(),
                        tried.detail().isEmpty() ? "" : " (" + tried.detail() + ")");
    }
}
