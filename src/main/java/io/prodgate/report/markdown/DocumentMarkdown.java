package io.prodgate.report.markdown;

import io.prodgate.report.Plain;
import io.prodgate.report.document.Block;
import io.prodgate.report.document.Document;
import io.prodgate.report.document.Text;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A document as GitHub-flavoured Markdown; what people and production said in it is no markup. */
public final class DocumentMarkdown {
    private static final int LONGEST_CODE = 20_000;
    private static final Pattern BEGINS = Pattern.compile("^(\\s*\\d*)([-+=.)])");
    private static final Pattern COMMAND = Pattern.compile("(?m)^::");
    private static final String BLANK = "&nbsp;";

    private DocumentMarkdown() {}

    /** The whole document. */
    public static String of(Document document) {
        return "# " + Markdown.text(document.title()) + "\n\n"
                + (document.about().isEmpty() ? "" : Markdown.text(document.about()) + "\n\n")
                + document.blocks().stream().map(DocumentMarkdown::block).collect(Collectors.joining("\n"));
    }

    private static String block(Block block) {
        return switch (block) {
            case Block.Heading heading -> "#".repeat(heading.level()) + " " + Markdown.text(heading.words()) + "\n";
            case Block.Paragraph paragraph -> harmless(text(paragraph.text())) + "\n";
            case Block.Bullets bullets ->
                bullets.items().stream()
                        .map(item -> "- " + harmless(text(item)) + "\n")
                        .collect(Collectors.joining());
            case Block.Table table -> table(table);
            case Block.Code code ->
                Markdown.block(
                        code.language(),
                        // A runner of GitHub Actions takes such a line for a command wherever it is printed.
                        COMMAND.matcher(Plain.block(code.text(), LONGEST_CODE)).replaceAll(" ::"));
            case Block.Definitions definitions ->
                definitions.entries().stream()
                        .map(entry -> "- **" + Markdown.text(entry.term()) + "**: " + text(entry.text()) + "\n")
                        .collect(Collectors.joining());
            case Block.Note note -> "> " + sign(note.tone()) + " " + text(note.text()) + "\n";
            case Block.SignOff signOff -> signOff(signOff);
        };
    }

    private static String sign(Block.Tone tone) {
        return switch (tone) {
            case GOOD -> "✅";
            case WARNING -> "⚠️";
            case BAD -> "❌";
            case UNKNOWN -> "❔";
        };
    }

    private static String table(Block.Table table) {
        return Markdown.text(table.about()) + ":\n\n"
                + row(table.columns().stream().map(column -> Markdown.text(column.name())))
                + row(table.columns().stream().map(column -> column.number() ? "---:" : "---"))
                + table.rows().stream()
                        .map(cells -> row(cells.stream().map(DocumentMarkdown::cell)))
                        .collect(Collectors.joining());
    }

    private static String signOff(Block.SignOff signOff) {
        return row(Stream.of("Role", "Decision", "Name", "Date", "Comment"))
                + row(Stream.generate(() -> "---").limit(5))
                + signOff.lines().stream()
                        .map(line -> row(List.of(line.decision(), line.name(), line.date(), line.comment()).stream()
                                .map(DocumentMarkdown::orBlank)
                                .collect(Collectors.collectingAndThen(
                                        Collectors.toList(),
                                        rest -> Stream.concat(Stream.of(Markdown.text(line.role())), rest.stream())))))
                        .collect(Collectors.joining());
    }

    private static String orBlank(String text) {
        return text.isEmpty() ? BLANK : Markdown.text(text);
    }

    private static String row(Stream<String> cells) {
        return cells.collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /** The spaces at the ends belong to the text around. */
    private static String words(String shown) {
        String text = Markdown.text(shown);
        return text.isEmpty() ? " " : (shown.startsWith(" ") ? " " : "") + text + (shown.endsWith(" ") ? " " : "");
    }

    /** What would begin a list or a line below a heading does not. */
    private static String harmless(String line) {
        return BEGINS.matcher(line).replaceFirst("$1\\\\$2");
    }

    private static String text(Text text) {
        return spans(text, Markdown::code);
    }

    private static String cell(Text text) {
        return spans(text, Markdown::cell);
    }

    private static String spans(Text text, Function<String, String> code) {
        return text.spans().stream()
                .map(span -> switch (span) {
                    case Text.Words words -> words(words.shown());
                    case Text.Strong strong -> "**" + Markdown.text(strong.shown()) + "**";
                    case Text.Code written -> code.apply(written.shown());
                    case Text.Link link ->
                        link.shown().equals(link.url())
                                ? Markdown.link(link.url())
                                : Markdown.link(link.shown(), link.url());
                })
                .collect(Collectors.joining());
    }
}
