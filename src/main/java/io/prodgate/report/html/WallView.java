package io.prodgate.report.html;

import io.prodgate.evidence.IsolationMatrix;
import io.prodgate.report.Plain;
import io.prodgate.report.Wall;
import java.util.List;

/** From tries to get at tenants' data to rows of the page. */
final class WallView {
    private static final int MOST = 400;
    private static final int TEXT = 400;

    private WallView() {}

    static List<View.Wall> of(List<Wall> walls) {
        return walls.stream().limit(MOST).map(WallView::row).toList();
    }

    private static View.Wall row(Wall wall) {
        return new View.Wall(
                line(wall.check()),
                line(wall.tried().who()),
                line(wall.tried().what()),
                line(wall.tried().whose()),
                wall.end(),
                tone(wall.tried().end()),
                line(wall.tried().by()),
                line(wall.tried().detail()));
    }

    private static String tone(IsolationMatrix.End end) {
        return switch (end) {
            case LET_IN -> "quiet";
            case STOPPED -> "good";
            case LEAKED, WRONGLY_STOPPED -> "bad";
            case VOID, UNKNOWN -> "unknown";
        };
    }

    private static String line(String text) {
        return Plain.line(text, TEXT);
    }
}
