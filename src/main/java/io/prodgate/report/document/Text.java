package io.prodgate.report.document;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/**
 * Running text of a document. What stands in it may come from anywhere: whoever writes the document makes it harmless.
 *
 * @param spans in order
 */
public record Text(List<Span> spans) {
    /** No text. */
    public static final Text NONE = new Text(List.of());

    public Text {
        spans = List.copyOf(spans);
    }

    /** A piece of text. */
    public sealed interface Span {
        /** What is shown. */
        String shown();
    }

    /** Words. */
    public record Words(String shown) implements Span {}

    /** Words that matter. */
    public record Strong(String shown) implements Span {}

    /** A name, a request, a query: as it is written. */
    public record Code(String shown) implements Span {}

    /** Something that can be looked up; a link only if it is a plain http or https address. */
    public record Link(String shown, String url) implements Span {}

    /** Words. */
    public static Text of(String words) {
        return words.isEmpty() ? NONE : new Text(List.of(new Words(words)));
    }

    /** Words that matter. */
    public static Text strong(String words) {
        return new Text(List.of(new Strong(words)));
    }

    /** A name, a request, a query. */
    public static Text code(String code) {
        return code.isEmpty() ? NONE : new Text(List.of(new Code(code)));
    }

    /** Names one after the other, with commas between. */
    public static Text codes(Collection<String> codes) {
        Text all = NONE;
        for (Iterator<String> rest = codes.iterator(); rest.hasNext(); ) {
            all = all.code(rest.next(), rest.hasNext() ? ", " : "");
        }
        return all;
    }

    /** An address that shows itself. */
    public static Text link(String url) {
        return new Text(List.of(new Link(url, url)));
    }

    /** The text, and then these words. */
    public Text and(String words) {
        return and(of(words));
    }

    /** The text, and then another one. */
    public Text and(Text more) {
        List<Span> all = new ArrayList<>(spans);
        all.addAll(more.spans);
        return new Text(all);
    }

    private Text code(String code, String words) {
        return and(code(code)).and(words);
    }

    /** Whether there is nothing in it. */
    public boolean isEmpty() {
        return spans.isEmpty();
    }
}
