package io.prodgate.report.document;

import java.util.List;

/** A part of a document. */
public sealed interface Block {
    /**
     * A heading.
     *
     * @param level 2 for a chapter, 3 and 4 below; the document's title is the only one of level 1
     * @param words what it says
     */
    record Heading(int level, String words) implements Block {}

    /** Running text. */
    record Paragraph(Text text) implements Block {}

    /** Points, in no order that matters. */
    record Bullets(List<Text> items) implements Block {
        public Bullets {
            items = List.copyOf(items);
        }
    }

    /**
     * A table.
     *
     * @param about what it is about, for those who do not see it; also its caption
     * @param columns their names
     * @param rows as many cells each as there are columns; the first one names the row
     */
    record Table(String about, List<Column> columns, List<List<Text>> rows) implements Block {
        public Table {
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
            for (List<Text> row : rows) {
                if (row.size() != columns.size()) {
                    throw new IllegalArgumentException(
                            "a row of '" + about + "' has " + row.size() + " cells of " + columns.size());
                }
            }
        }
    }

    /**
     * A column.
     *
     * @param name its head
     * @param number whether its cells are numbers, which stand right
     */
    record Column(String name, boolean number) {}

    /**
     * Something that is written exactly so.
     *
     * @param language of it: {@code sh}, {@code yaml}, {@code promql}
     * @param text of one or more lines
     */
    record Code(String language, String text) implements Block {}

    /** Named values. */
    record Definitions(List<Definition> entries) implements Block {
        public Definitions {
            entries = List.copyOf(entries);
        }
    }

    /** A named value. */
    record Definition(String term, Text text) {}

    /** Something that has to be seen. */
    record Note(Tone tone, Text text) implements Block {}

    /** How a note sounds. */
    enum Tone {
        /** All is well. */
        GOOD,
        /** Somebody has to look. */
        WARNING,
        /** Something is wrong. */
        BAD,
        /** It is not known. */
        UNKNOWN
    }

    /** Who signs, and who has. */
    record SignOff(List<Signature> lines) implements Block {
        public SignOff {
            lines = List.copyOf(lines);
        }
    }

    /**
     * A line to sign on.
     *
     * @param role who signs there
     * @param decision what was signed; empty if nobody has
     * @param name of the person; empty if nobody has signed
     * @param date when; empty if nobody has signed
     * @param comment in the person's words
     */
    record Signature(String role, String decision, String name, String date, String comment) {
        /** Whether somebody has yet to sign there. */
        public boolean open() {
            return name.isEmpty();
        }
    }
}
