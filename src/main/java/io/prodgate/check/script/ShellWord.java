package io.prodgate.check.script;

import java.util.regex.Pattern;

/** Texts as words of a POSIX shell. */
final class ShellWord {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=,-]+|\\*\\*\\*");

    private ShellWord() {}

    static String of(String text) {
        if (PLAIN.matcher(text).matches()) {
            return text;
        }
        // With control characters in the form of POSIX.1-2024, so that a line stays a line.
        return text.chars().anyMatch(Character::isISOControl)
                ? "$'" + escaped(text) + "'"
                : "'" + text.replace("'", "'\\''") + "'";
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : text.toCharArray()) {
            switch (c) {
                case '\n' -> escaped.append("\\n");
                case '\t' -> escaped.append("\\t");
                case '\\', '\'' -> escaped.append('\\').append(c);
                default -> {
                    if (Character.isISOControl(c)) {
                        escaped.append("\\%03o".formatted((int) c));
                    } else {
                        escaped.append(c);
                    }
                }
            }
        }
        return escaped.toString();
    }
}
