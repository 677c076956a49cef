package io.prodgate.cli;

import io.prodgate.report.document.Document;
import io.prodgate.report.html.DocumentHtml;
import io.prodgate.report.markdown.DocumentMarkdown;
import java.util.Locale;

/** What documents are written as. */
enum DocumentFormat {
    MARKDOWN,
    HTML;

    /** The document. */
    String text(Document document) {
        return switch (this) {
            case MARKDOWN -> DocumentMarkdown.of(document);
            case HTML -> DocumentHtml.of(document);
        };
    }

    /** How its files end: {@code .md}. */
    String ending() {
        return switch (this) {
            case MARKDOWN -> ".md";
            case HTML -> ".html";
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
