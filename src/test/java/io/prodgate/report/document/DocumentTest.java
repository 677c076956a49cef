package io.prodgate.report.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.report.Plain;
import io.prodgate.report.SampleRuns;
import io.prodgate.report.html.DocumentHtml;
import io.prodgate.report.markdown.DocumentMarkdown;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class DocumentTest {
    private static final Document HOSTILE = everything(SampleRuns.HOSTILE);

    @Test
    void asMarkdownNothingFromOutsideIsMarkup() {
        String text = DocumentMarkdown.of(HOSTILE);

        assertThat(text.codePoints()).noneMatch(point -> point != '\n' && Plain.unsafe(point));
        String rendered = text.replaceAll("(?s)(`+)(?!`).*?[^`]\\1(?!`)", "");
        assertThat(rendered).doesNotContain("<script>", "@everyone").doesNotContainPattern("(?<!\\\\)\\]\\([^<]");
        assertThat(text.lines()).noneMatch(line -> line.startsWith("::"));
    }

    @Test
    void asMarkdownWhatBeginsAListDoesNot() {
        String text = DocumentMarkdown.of(new Document.Draft()
                .say("- one")
                .say("1. two")
                .say("=== three")
                .points(List.of(Text.of("+ four")))
                .done("A", ""));

        assertThat(text).contains("\\- one\n", "1\\. two\n", "\\=== three\n", "- \\+ four\n");
    }

    @Test
    void asMarkdownEveryRowHasTheCellsOfItsHead() {
        List<String> rows = DocumentMarkdown.of(HOSTILE)
                .lines()
                .filter(line -> line.startsWith("| "))
                .toList();

        assertThat(rows).hasSize(6);
        Pattern bar = Pattern.compile("(?<!\\\\)\\|");
        assertThat(rows.subList(0, 3))
                .allMatch(row -> bar.matcher(row).results().count() == 4);
        assertThat(rows.subList(3, 6))
                .allMatch(row -> bar.matcher(row).results().count() == 6);
    }

    @Test
    void asHtmlEverythingIsEscapedAndNothingIsLoaded() {
        String page = DocumentHtml.of(HOSTILE);

        assertThat(page)
                .contains("default-src 'none'; style-src 'sha256-", "<html lang=\"en\">", "&lt;script&gt;alert(1)")
                .doesNotContain("<script", "<img", "<link", " style=", "javascript:\"", "url(", "@import");
        assertThat(page.codePoints()).noneMatch(point -> point != '\n' && point != '\t' && Plain.unsafe(point));
        assertThat(page).doesNotContainPattern("<[^>]* on[a-z]+=");
    }

    @Test
    void asHtmlHeadingsAreInOrderAndTablesSayWhatTheirCellsAreAbout() {
        String page = DocumentHtml.of(everything("words"));

        assertThat(Pattern.compile("<h([1-6])").matcher(page).results().map(found -> found.group(1)))
                .containsExactly("1", "2", "3", "4");
        assertThat(page)
                .contains(
                        "<caption>words</caption>", "<th scope=\"col\"", "<th scope=\"row\"", "<a href=\"#chapter-1\">")
                .contains("<a href=\"https://example.com/a\">words</a>");
    }

    @Test
    void onlyAPlainAddressIsALink() {
        Document document = new Document.Draft()
                .say(new Text(List.of(new Text.Link("here", "javascript:alert(1)"))))
                .say(Text.link("https://example.com/<b>"))
                .done("A", "");

        assertThat(DocumentHtml.of(document)).doesNotContain("<a href=\"j", "<a href=\"h");
        assertThat(DocumentMarkdown.of(document)).doesNotContain("](", "<http");
    }

    private static Document everything(String words) {
        return new Document.Draft()
                .chapter(words)
                .section(words)
                .part(words)
                .say(Text.of(words + " ")
                        .and(Text.strong(words))
                        .and(" " + words + " ")
                        .and(Text.code(words))
                        .and(new Text(List.of(new Text.Link(words, "https://example.com/a")))))
                .points(List.of(Text.of(words), Text.code(words)))
                .define(List.of(Document.defined(words, words)))
                .code("sh", Stream.of(words, words))
                .note(Block.Tone.BAD, Text.of(words))
                .add(new Block.Table(
                        words,
                        List.of(
                                new Block.Column(words, false),
                                new Block.Column("n", true),
                                new Block.Column("c", false)),
                        List.of(List.of(Text.of(words), Text.of(words), Text.code(words)))))
                .add(new Block.SignOff(List.of(new Block.Signature(words, words, words, words, words))))
                .done(words, words);
    }
}
