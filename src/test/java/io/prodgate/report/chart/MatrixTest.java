package io.prodgate.report.chart;

import static io.prodgate.report.chart.Made.check;
import static io.prodgate.report.chart.Made.met;
import static io.prodgate.report.chart.Made.millis;
import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.IsolationMatrix;
import io.prodgate.evidence.IsolationMatrix.End;
import io.prodgate.evidence.IsolationMatrix.Try;
import io.prodgate.report.chart.Matrix.Cell;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MatrixTest {
    @Test
    void aRowForWhatWasTriedAndAColumnForEachWhoTried() {
        Matrix matrix = matrix(Stream.of(
                        tried("acme", "GET /1", "acme", End.LET_IN),
                        tried("globex", "GET /1", "acme", End.STOPPED),
                        tried("acme", "GET /2", "globex", End.LEAKED),
                        tried("nobody", "GET /2", "globex", End.UNKNOWN)))
                .getFirst();

        assertThat(matrix.title()).isEqualTo("API, walls");
        assertThat(matrix.who()).containsExactly("acme", "globex", "nobody");
        assertThat(matrix.rows())
                .containsExactly(
                        new Matrix.Row(
                                "globex",
                                "GET /2",
                                List.of(
                                        new Cell("bad", "✕", "LET THROUGH"),
                                        new Cell("quiet", "·", ""),
                                        new Cell("unknown", "?", "not known"))),
                        new Matrix.Row(
                                "acme",
                                "GET /1",
                                List.of(
                                        new Cell("quiet", "○", "let in, rightly"),
                                        new Cell("good", "✓", "stopped"),
                                        new Cell("quiet", "·", ""))));
    }

    @Test
    void whereMuchWasTriedOnSomebodysDataTheWorstIsTold() {
        Matrix matrix = matrix(IntStream.range(0, 40)
                        .mapToObj(i -> tried("globex", "GET /" + i, "acme", i == 7 ? End.LEAKED : End.STOPPED)))
                .getFirst();

        assertThat(matrix.rows())
                .containsExactly(new Matrix.Row(
                        "acme", "everything that was tried", List.of(new Cell("bad", "✕", "1 of 40 LET THROUGH"))));
    }

    @Test
    void ofManyTenantsThoseThatLeakAreShown() {
        Matrix matrix = matrix(IntStream.range(0, 100)
                        .boxed()
                        .flatMap(who -> IntStream.range(0, 100)
                                .mapToObj(whose -> tried(
                                        "t" + who,
                                        "GET /",
                                        "t" + whose,
                                        who == 99 && whose == 98 ? End.LEAKED : End.STOPPED))))
                .getFirst();

        assertThat(matrix.who()).hasSize(24).contains("t99");
        assertThat(matrix.rows()).hasSize(60).first().returns("t98", Matrix.Row::whose);
        assertThat(matrix.note())
                .isEqualTo("76 more columns and 40 more rows in report.json; what has to be looked at is shown first.");
    }

    @Test
    void withoutTriesThereIsNoMatrix() {
        assertThat(matrix(Stream.of())).isEmpty();
    }

    private static List<Matrix> matrix(Stream<Try> tries) {
        List<Matrix> matrices = Matrix.of(Made.run(
                check("walls", met(millis(0), millis(9), new IsolationMatrix("API", tries.toList())))));
        assertThat(matrices)
                .allSatisfy(matrix -> assertThat(matrix.rows())
                        .allSatisfy(row -> assertThat(row.cells()).hasSameSizeAs(matrix.who())));
        return matrices;
    }

    private static Try tried(String who, String what, String whose, End end) {
        return new Try(who, what, whose, end, "403", "");
    }
}
