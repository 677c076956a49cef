package io.prodgate.check.survey.answers;

import io.prodgate.plan.Position;
import java.util.List;
import java.util.function.Supplier;

/**
 * A row of a table, or an object of a JSON file.
 *
 * @param at where it begins
 * @param cells those that are there
 */
record Row(Supplier<Position> at, List<Cell> cells) {
    Row {
        cells = List.copyOf(cells);
    }

    /**
     * A value under a heading.
     *
     * @param headingAt where the heading stands
     * @param at where the value stands; found out only when somebody has to be told
     */
    record Cell(String heading, Supplier<Position> headingAt, String value, Supplier<Position> at) {}

    boolean isBlank() {
        return cells.stream().allMatch(cell -> cell.value().isBlank());
    }
}
