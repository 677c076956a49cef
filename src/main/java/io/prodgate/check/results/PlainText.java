package io.prodgate.check.results;

import java.util.regex.Pattern;

/** Output of programs as text for people and patterns: without colours and control characters. */
public final class PlainText {
    // ECMA-48: control sequences, and operating system commands such as a terminal's title or a link.
    private static final Pattern SEQUENCES = Pattern.compile(
            "\u001B\\[[0-?]*[ -/]*[@-~]|\u001B\\][^\u0007\u001B]*(?:\u0007|\u001B\\\\)?|\u001B[@-Z\\\\-_]");
    private static final Pattern CONTROLS = Pattern.compile("[\\x00-\\x08\\x0B-\\x1F\\x7F]");

    private PlainText() {}

    /** The text without them; line ends and tabs stay. */
    public static String of(String text) {
        boolean clean = text.chars().allMatch(c -> c >= 0x20 && c != 0x7F || c == '\n' || c == '\t');
        return clean
                ? text
                : CONTROLS.matcher(SEQUENCES.matcher(text).replaceAll("")).replaceAll("");
    }
}
