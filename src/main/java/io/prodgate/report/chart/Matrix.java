package io.prodgate.report.chart;

import io.prodgate.evidence.IsolationMatrix;
import io.prodgate.evidence.IsolationMatrix.End;
import io.prodgate.evidence.IsolationMatrix.Try;
import io.prodgate.journal.RunResult;
import io.prodgate.report.Figures;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who came how far with whose data: a column for each who tried, a row for what was tried on whose data, or for all that was tried on it
 * where that would be too many rows.
 *
 * @param title which walls, of which check
 * @param who tried
 * @param rows what has to be looked at first
 * @param note what is left out, or empty
 */
@RegisterForReflection
public record Matrix(String title, List<String> who, List<Row> rows, String note) {
    private static final int MATRICES = 12;
    private static final int COLUMNS = 24;
    private static final int ROWS = 60;

    /** Beyond so many rows, all that was tried on somebody's data is one. */
    private static final int SINGLE = 24;

    /** The worst first. */
    private static final List<End> WORST =
            List.of(End.LEAKED, End.WRONGLY_STOPPED, End.VOID, End.UNKNOWN, End.STOPPED, End.LET_IN);

    public Matrix {
        who = List.copyOf(who);
        rows = List.copyOf(rows);
    }

    /**
     * What was tried on somebody's data.
     *
     * @param whose data
     * @param what was tried
     * @param cells a cell for each who tried
     */
    @RegisterForReflection
    public record Row(String whose, String what, List<Cell> cells) {
        public Row {
            cells = List.copyOf(cells);
        }
    }

    /**
     * What came of it.
     *
     * @param look its class in the style sheet
     * @param sign one character for it
     * @param text in words; empty if it was not tried
     */
    @RegisterForReflection
    public record Cell(String look, String sign, String text) {
        private static final Cell NOT_TRIED = new Cell("quiet", "·", "");
    }

    /** What belongs into one row. */
    private record Place(String whose, String what) {}

    /** The matrices of a run's last attempts. */
    public static List<Matrix> of(RunResult run) {
        return run.checks().stream()
                .filter(check -> !check.attempts().isEmpty())
                .flatMap(check -> check.attempts().getLast().evidence().stream()
                        .filter(IsolationMatrix.class::isInstance)
                        .map(IsolationMatrix.class::cast)
                        .filter(matrix -> !matrix.tries().isEmpty())
                        .map(matrix -> of(check.head().id(), matrix)))
                .limit(MATRICES)
                .toList();
    }

    private static Matrix of(String check, IsolationMatrix matrix) {
        Map<Place, List<Try>> each = rows(matrix.tries(), false);
        Map<Place, List<Try>> places = each.size() > SINGLE ? rows(matrix.tries(), true) : each;
        List<String> who = matrix.tries().stream()
                .sorted(Comparator.comparingInt(tried -> urgency(tried.end()) < urgency(End.STOPPED) ? 0 : 1))
                .map(Try::who)
                .distinct()
                .toList();
        // Those that have to be looked at are among the columns; their order is that of the tries.
        List<String> chosen = who.subList(0, Math.min(COLUMNS, who.size()));
        List<String> columns = matrix.tries().stream()
                .map(Try::who)
                .distinct()
                .filter(chosen::contains)
                .toList();
        List<Row> rows = places.entrySet().stream()
                .sorted(Comparator.comparingInt(row -> row.getValue().stream()
                        .mapToInt(tried -> Math.min(urgency(tried.end()), urgency(End.STOPPED)))
                        .min()
                        .orElse(0)))
                .limit(ROWS)
                .map(row -> row(row.getKey(), row.getValue(), columns))
                .toList();
        return new Matrix(
                Texts.label(matrix.walls() + ", " + check, 80),
                columns.stream().map(name -> Texts.label(name, 40)).toList(),
                rows,
                note(who.size() - columns.size(), places.size() - rows.size()));
    }

    private static String note(int columns, int rows) {
        return Stream.of(
                        columns == 0 ? "" : Figures.count(columns, "more column"),
                        rows == 0 ? "" : Figures.count(rows, "more row"))
                .filter(text -> !text.isEmpty())
                .reduce((one, other) -> one + " and " + other)
                .map(text -> text + " in report.json; what has to be looked at is shown first.")
                .orElse("");
    }

    private static int urgency(End end) {
        return WORST.indexOf(end);
    }

    private static Map<Place, List<Try>> rows(List<Try> tries, boolean together) {
        return tries.stream()
                .collect(Collectors.groupingBy(
                        tried -> new Place(tried.whose(), together ? "everything that was tried" : tried.what()),
                        LinkedHashMap::new,
                        Collectors.toList()));
    }

    private static Row row(Place place, List<Try> tries, List<String> columns) {
        Map<String, List<Try>> byWho = tries.stream().collect(Collectors.groupingBy(Try::who));
        return new Row(
                Texts.label(place.whose(), 60),
                Texts.label(place.what(), 80),
                columns.stream()
                        .map(who -> cell(byWho.getOrDefault(who, List.of())))
                        .toList());
    }

    /** The worst of all tries, with how many ended so if there were several. */
    private static Cell cell(List<Try> tries) {
        if (tries.isEmpty()) {
            return Cell.NOT_TRIED;
        }
        End worst = tries.stream()
                .map(Try::end)
                .min(Comparator.comparingInt(Matrix::urgency))
                .orElseThrow();
        long so = tries.stream().filter(tried -> tried.end() == worst).count();
        String count = tries.size() == 1
                ? ""
                : so == tries.size()
                        ? Figures.number(so) + " "
                        : Figures.number(so) + " of " + Figures.number(tries.size()) + " ";
        return switch (worst) {
            case LET_IN -> new Cell("quiet", "○", count + "let in, rightly");
            case STOPPED -> new Cell("good", "✓", count + "stopped");
            case LEAKED -> new Cell("bad", "✕", count + "LET THROUGH");
            case WRONGLY_STOPPED -> new Cell("bad", "!", count + "not as it should be");
            case VOID -> new Cell("unknown", "∅", count + "void");
            case UNKNOWN -> new Cell("unknown", "?", count + "not known");
        };
    }
}
