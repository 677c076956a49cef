package io.prodgate.report.markdown;

import io.prodgate.report.Wall;

/** Who tried what on whose data, as rows of a table. */
final class Walls {
    static final String HEAD = """
        ## Walls between tenants

        | Check | Who | Tried | Whose | End | By | Detail |
        |---|---|---|---|---|---|---|
        """;

    private Walls() {}

    static String row(Wall wall) {
        return "| %s | %s | %s | %s | %s%s | %s | %s |\n"
                .formatted(
                        Markdown.cell(wall.check()),
                        Markdown.cell(wall.tried().who()),
                        Markdown.cell(wall.tried().what()),
                        Markdown.cell(wall.tried().whose()),
                        wall.asItShouldBe() ? "" : "❌ ",
                        Markdown.text(wall.end()),
                        Markdown.text(wall.tried().by()),
                        Markdown.text(wall.tried().detail()));
    }
}
