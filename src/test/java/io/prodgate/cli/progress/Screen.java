package io.prodgate.cli.progress;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A terminal in small: knows the few sequences that the live view uses, and refuses all others. */
final class Screen {
    private static final Pattern SEQUENCE = Pattern.compile("\u001b\\[(\\?25[lh]|\\d*F|0?J|[\\d;]*m)");

    private final List<String> rows = new ArrayList<>(List.of(""));
    private int row;
    private boolean cursorVisible = true;

    void write(String text) {
        Matcher sequence = SEQUENCE.matcher(text);
        int at = 0;
        while (at < text.length()) {
            char letter = text.charAt(at);
            if (letter == '\u001b') {
                if (!sequence.find(at) || sequence.start() != at) {
                    throw new IllegalStateException("unknown sequence at " + at);
                }
                obey(sequence.group(1));
                at = sequence.end();
            } else {
                put(letter);
                at++;
            }
        }
    }

    String text() {
        return String.join("\n", rows);
    }

    boolean cursorVisible() {
        return cursorVisible;
    }

    private void obey(String command) {
        if (command.startsWith("?25")) {
            cursorVisible = command.endsWith("h");
        } else if (command.endsWith("F")) {
            row -= command.length() == 1 ? 1 : Integer.parseInt(command.substring(0, command.length() - 1));
        } else if (command.endsWith("J")) {
            rows.subList(row, rows.size()).clear();
            rows.add("");
        }
    }

    private void put(char letter) {
        if (letter == '\n') {
            row++;
            if (row == rows.size()) {
                rows.add("");
            }
        } else {
            rows.set(row, rows.get(row) + letter);
        }
    }
}
