package io.prodgate.lab.app;

import io.prodgate.lab.android.Node;
import java.util.HashMap;
import java.util.Map;

/** The form of a new ticket: two fields, one of which has the focus. */
final class Form {
    private final Map<String, String> texts = new HashMap<>(Map.of("title", "", "text", ""));
    private String focus = "title";

    /** Empty again, with the focus in the first field. */
    void reset() {
        texts.replaceAll((field, text) -> "");
        focus = "title";
    }

    void focus(String field) {
        focus = field;
    }

    void type(String text) {
        texts.merge(focus, text, String::concat);
    }

    void erase(int characters) {
        texts.computeIfPresent(focus, (field, text) -> text.substring(0, Math.max(0, text.length() - characters)));
    }

    /** What is written, by field. */
    Map<String, String> texts() {
        return Map.copyOf(texts);
    }

    /** A field as it is on the screen. */
    Node field(String id, String hint, Runnable tapped) {
        return Node.field(id, texts.get(id), hint, focus.equals(id), tapped);
    }
}
