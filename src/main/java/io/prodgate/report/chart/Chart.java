package io.prodgate.report.chart;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * A picture of data, with the same data as a table. All text is safe to show; it is escaped when it is put into a page.
 *
 * @param id unique in the page, fit for a fragment of a link
 * @param title what it shows
 * @param reading how to read it, in a sentence or two
 * @param summary what there is to see, for those who do not see it
 * @param size {@code half} of the page, {@code wide} as the page, or {@code zooms}: wide, and to be drawn wider still
 * @param drawing the picture
 * @param keys what its looks mean
 * @param table the same data
 */
@RegisterForReflection
public record Chart(
        String id,
        String title,
        String reading,
        String summary,
        String size,
        Drawing drawing,
        List<Key> keys,
        Table table) {
    public Chart {
        keys = List.copyOf(keys);
    }

    /**
     * What a look means.
     *
     * @param shape {@code bar}, {@code line} or the shape of a mark
     * @param look its class in the style sheet
     * @param text what it means
     */
    @RegisterForReflection
    public record Key(String shape, String look, String text) {}

    /**
     * The data of a chart.
     *
     * @param head the columns
     * @param rows as many as are drawn
     * @param note what is left out, or empty
     */
    @RegisterForReflection
    public record Table(List<String> head, List<Row> rows, String note) {
        public Table {
            head = List.copyOf(head);
            rows = List.copyOf(rows);
        }
    }

    /** A text for each column. */
    @RegisterForReflection
    public record Row(List<String> cells) {
        public Row {
            cells = List.copyOf(cells);
        }

        static Row of(String... cells) {
            return new Row(List.of(cells));
        }
    }
}
