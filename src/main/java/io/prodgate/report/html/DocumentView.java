package io.prodgate.report.html;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** What the template of documents may name; as {@link View}. */
public final class DocumentView {
    private DocumentView() {}

    /** A document. */
    @RegisterForReflection
    public record Page(String title, String about, List<Chapter> chapters, List<Part> parts) {}

    /** An entry of the table of contents. */
    @RegisterForReflection
    public record Chapter(String id, String words) {}

    /**
     * A block.
     *
     * @param kind which one: {@code h2}, {@code paragraph}, {@code bullets}, {@code table}, {@code code}, {@code definitions}, {@code note}
     * @param name an id or a CSS class, if it has one
     * @param text of a heading, a caption or code
     * @param words of a paragraph, a note or points
     * @param columns of a table
     * @param rows of a table
     * @param terms of definitions
     */
    @RegisterForReflection
    public record Part(
            String kind,
            String name,
            String text,
            List<Words> words,
            List<Column> columns,
            List<Row> rows,
            List<Term> terms) {
        static Part of(String kind) {
            return new Part(kind, "", "", List.of(), List.of(), List.of(), List.of());
        }

        Part named(String newName, String newText) {
            return new Part(kind, newName, newText, words, columns, rows, terms);
        }

        Part with(List<Words> newWords) {
            return new Part(kind, name, text, newWords, columns, rows, terms);
        }

        Part with(List<Column> newColumns, List<Row> newRows) {
            return new Part(kind, name, text, words, newColumns, newRows, terms);
        }

        Part defining(List<Term> newTerms) {
            return new Part(kind, name, text, words, columns, rows, newTerms);
        }
    }

    /** Running text. */
    @RegisterForReflection
    public record Words(List<Span> spans) {}

    /** A piece of it; {@code kind} is {@code strong}, {@code code}, {@code link} or empty. */
    @RegisterForReflection
    public record Span(String kind, String text, String url) {}

    /** The head of a column; {@code tone} is its CSS class. */
    @RegisterForReflection
    public record Column(String name, String tone) {}

    /** A row with what names it. */
    @RegisterForReflection
    public record Row(Words head, List<Cell> cells) {}

    /** A cell; {@code tone} is its CSS class. */
    @RegisterForReflection
    public record Cell(String tone, Words words) {}

    /** A named value. */
    @RegisterForReflection
    public record Term(String name, Words words) {}
}
