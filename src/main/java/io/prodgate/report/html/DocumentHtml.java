package io.prodgate.report.html;

import io.prodgate.report.Plain;
import io.prodgate.report.document.Block;
import io.prodgate.report.document.Document;
import io.prodgate.report.document.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A document as one HTML file that needs nothing else: no script, no network, fit to be printed. */
public final class DocumentHtml {
    private static final List<String> SHEETS = List.of("document.css");
    private static final int LIMIT = 2_000;
    private static final int LONGEST_CODE = 20_000;
    private static final Pattern LINK = Pattern.compile("https?://[A-Za-z0-9][^\\s\"'<>\\\\]*");

    private DocumentHtml() {}

    /** The whole document. */
    public static String of(Document document) {
        Inlined style = Inlined.of(SHEETS);
        return HtmlReport.engine()
                .getTemplate("document")
                .data("document", page(document))
                .data("style", style.text())
                .data("styleSource", style.source())
                .render();
    }

    private static DocumentView.Page page(Document document) {
        List<DocumentView.Part> parts = new ArrayList<>();
        List<DocumentView.Chapter> chapters = new ArrayList<>();
        for (Block block : document.blocks()) {
            String id = "";
            if (block instanceof Block.Heading(int level, String words) && level == 2) {
                id = "chapter-" + (chapters.size() + 1);
                chapters.add(new DocumentView.Chapter(id, line(words)));
            }
            parts.add(part(block, id));
        }
        return new DocumentView.Page(line(document.title()), line(document.about()), chapters, parts);
    }

    private static DocumentView.Part part(Block block, String id) {
        return switch (block) {
            case Block.Heading heading ->
                DocumentView.Part.of("h" + heading.level()).named(id, line(heading.words()));
            case Block.Paragraph paragraph -> DocumentView.Part.of("paragraph").with(List.of(words(paragraph.text())));
            case Block.Bullets bullets ->
                DocumentView.Part.of("bullets")
                        .with(bullets.items().stream().map(DocumentHtml::words).toList());
            case Block.Table table ->
                DocumentView.Part.of("table")
                        .named("", line(table.about()))
                        .with(
                                table.columns().stream()
                                        .map(column -> new DocumentView.Column(line(column.name()), tone(column)))
                                        .toList(),
                                table.rows().stream()
                                        .map(row -> row(table.columns(), row))
                                        .toList());
            case Block.Code code -> DocumentView.Part.of("code").named("", Plain.block(code.text(), LONGEST_CODE));
            case Block.Definitions definitions ->
                DocumentView.Part.of("definitions")
                        .defining(definitions.entries().stream()
                                .map(entry -> new DocumentView.Term(line(entry.term()), words(entry.text())))
                                .toList());
            case Block.Note note ->
                DocumentView.Part.of("note")
                        .named(note.tone().name().toLowerCase(Locale.ROOT), "")
                        .with(List.of(words(note.text())));
            case Block.SignOff signOff ->
                DocumentView.Part.of("table")
                        .named("sign-off", "Sign-off")
                        .with(
                                Stream.of("Role", "Decision", "Name", "Date", "Comment")
                                        .map(name -> new DocumentView.Column(name, ""))
                                        .toList(),
                                signOff.lines().stream().map(DocumentHtml::row).toList());
        };
    }

    private static DocumentView.Row row(Block.Signature line) {
        return new DocumentView.Row(
                words(Text.of(line.role())),
                Stream.of(line.decision(), line.name(), line.date(), line.comment())
                        .map(text -> new DocumentView.Cell("", words(Text.of(text))))
                        .toList());
    }

    private static DocumentView.Row row(List<Block.Column> columns, List<Text> cells) {
        List<DocumentView.Cell> rest = new ArrayList<>();
        for (int at = 1; at < cells.size(); at++) {
            rest.add(new DocumentView.Cell(tone(columns.get(at)), words(cells.get(at))));
        }
        return new DocumentView.Row(words(cells.getFirst()), rest);
    }

    private static String tone(Block.Column column) {
        return column.number() ? "n" : "";
    }

    private static DocumentView.Words words(Text text) {
        return new DocumentView.Words(
                text.spans().stream().map(DocumentHtml::span).toList());
    }

    private static DocumentView.Span span(Text.Span span) {
        return switch (span) {
            case Text.Words words -> new DocumentView.Span("", spaced(words.shown()), "");
            case Text.Strong strong -> new DocumentView.Span("strong", line(strong.shown()), "");
            case Text.Code code -> new DocumentView.Span("code", line(code.shown()), "");
            case Text.Link link ->
                LINK.matcher(link.url()).matches()
                        ? new DocumentView.Span("link", line(link.shown()), link.url())
                        : new DocumentView.Span("", line(link.shown()), "");
        };
    }

    /** The spaces at the ends belong to the text around. */
    private static String spaced(String shown) {
        return (shown.startsWith(" ") ? " " : "") + line(shown) + (shown.endsWith(" ") ? " " : "");
    }

    private static String line(String text) {
        return Plain.line(text, LIMIT);
    }
}
