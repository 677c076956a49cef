package io.prodgate.lab.android;

/**
 * Something on the screen.
 *
 * @param kind its class, without {@code android.widget.}
 * @param id its resource id, without the package
 * @param hint shown by an empty field
 * @param enabled false while it cannot be tapped
 * @param tapped what a tap does; null if nothing
 */
public record Node(
        String kind, String id, String text, String hint, boolean enabled, boolean focused, Runnable tapped) {
    /** A text to read. */
    public static Node text(String id, String text) {
        return new Node("TextView", id, text, "", true, false, null);
    }

    /** A button. */
    public static Node button(String id, String text, boolean enabled, Runnable tapped) {
        return new Node("Button", id, text, "", enabled, false, tapped);
    }

    /** A field to write into. */
    public static Node field(String id, String text, String hint, boolean focused, Runnable tapped) {
        return new Node("EditText", id, text, hint, true, focused, tapped);
    }
}
