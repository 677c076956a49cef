package io.prodgate.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CanvasTest {
    private final Canvas canvas = new Canvas(100);

    @Test
    void whatIsNoNumberIsNotDrawn() {
        canvas.box(Double.NaN, 10, 0, 10, "met", "");
        canvas.line(0, Double.POSITIVE_INFINITY, 10, 10, "grid");
        canvas.mark(0, Double.NaN, "cross", "missed", "");
        canvas.word(Double.NEGATIVE_INFINITY, 10, "tick", "never");
        canvas.curve(List.of(new Canvas.Point(Double.NaN, 1)), "curve");

        assertThat(canvas.drawn())
                .isEqualTo(new Drawing(100, "", List.of(), List.of(), List.of(), List.of(), List.of()));
    }

    @Test
    void whatSticksOutIsCutOff() {
        canvas.box(-20, 30, 90, 20, "met", "");
        canvas.box(110, 120, 0, 10, "met", "");
        canvas.upright(101, 0, 10, "grid");
        canvas.curve(List.of(new Canvas.Point(-1, 5), new Canvas.Point(50.123, 200)), "curve");

        assertThat(canvas.drawn().boxes()).containsExactly(new Drawing.Box(0, 90, 30, 10, "met", ""));
        assertThat(canvas.drawn().lines()).isEmpty();
        assertThat(canvas.drawn().curves()).containsExactly(new Drawing.Curve("0.0,5.0 50.12,100.0", "curve"));
    }

    @Test
    void whatTakesNoTimeCanBeSeen() {
        canvas.box(100, 100, 0, 10, "met", "");

        assertThat(canvas.drawn().boxes()).containsExactly(new Drawing.Box(99.95, 0, 0.05, 10, "met", ""));
    }

    @Test
    void wordsStandWhereTheyHaveRoom() {
        canvas.word(0, 10, "tick", "first");
        canvas.word(50, 10, "tick", "middle");
        canvas.word(100, 10, "tick", "last");
        canvas.beside(10, 20, 10, "label", "right");
        canvas.beside(70, 90, 10, "label", "left");

        assertThat(canvas.drawn().words())
                .extracting(Drawing.Word::anchor)
                .containsExactly("start", "middle", "end", "start", "end");
        assertThat(canvas.drawn().words()).extracting(Drawing.Word::x).containsExactly(0.0, 50.0, 100.0, 20.0, 70.0);
    }
}
