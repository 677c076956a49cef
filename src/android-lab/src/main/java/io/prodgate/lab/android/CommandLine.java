package io.prodgate.lab.android;

import java.util.ArrayList;
import java.util.List;

/**
 * A command line, taken apart as Android's shell does, as far as it is needed: quotes, {@code ;}, {@code &&}, {@code ||},
 * a {@code &} at the end, and redirections, which are left out.
 *
 * @param steps run one after the other
 */
record CommandLine(List<Step> steps) {
    /** When a step runs. */
    enum When {
        /** In any case. */
        ALWAYS,
        /** After {@code &&}: if the one before had exit code 0. */
        SUCCESS,
        /** After <code>||</code>: if it had another one. */
        FAILURE
    }

    /**
     * One command with its arguments.
     *
     * @param silent whether its standard input is a file; those are taken for empty
     */
    record Step(When when, List<String> words, boolean silent) {}

    static CommandLine parse(String text) {
        return new Parser(text).parse();
    }

    private static final class Parser {
        private final String text;
        private final List<Step> steps = new ArrayList<>();
        private List<String> words = new ArrayList<>();
        private final StringBuilder word = new StringBuilder();
        private boolean inWord;
        private When when = When.ALWAYS;
        private boolean silent;
        private int position;

        Parser(String text) {
            this.text = text;
        }

        CommandLine parse() {
            while (position < text.length()) {
                char next = text.charAt(position);
                if (next == '\'' || next == '"') {
                    quoted(next);
                } else if (next == '\\' && position + 1 < text.length()) {
                    word.append(text.charAt(position + 1));
                    inWord = true;
                    position += 2;
                } else if (next == ' ' || next == '\t') {
                    endWord();
                    position++;
                } else if (next == ';' || next == '\n' || next == '&' || next == '|') {
                    separator(next);
                } else if (next == '>' || next == '<') {
                    redirection();
                } else {
                    word.append(next);
                    inWord = true;
                    position++;
                }
            }
            endStep(When.ALWAYS);
            return new CommandLine(List.copyOf(steps));
        }

        private void quoted(char quote) {
            inWord = true;
            position++;
            while (position < text.length() && text.charAt(position) != quote) {
                if (quote == '"' && text.charAt(position) == '\\' && position + 1 < text.length()) {
                    position++;
                }
                word.append(text.charAt(position));
                position++;
            }
            position++;
        }

        private void separator(char first) {
            boolean twice = position + 1 < text.length() && text.charAt(position + 1) == first;
            if (first == '|' && !twice) {
                throw new IllegalArgumentException("pipes are not simulated");
            }
            position += twice ? 2 : 1;
            endStep(!twice || first == ';' ? When.ALWAYS : first == '&' ? When.SUCCESS : When.FAILURE);
        }

        /** {@code 2>/dev/null}, {@code >file}, {@code 2>&1}: up to the next blank or separator. */
        private void redirection() {
            if (word.toString().matches("\\d")) {
                word.setLength(0);
                inWord = false;
            }
            endWord();
            silent = silent || text.charAt(position) == '<';
            while (position < text.length() && "<>& ".indexOf(text.charAt(position)) >= 0) {
                position++;
            }
            while (position < text.length() && " \t;\n&|<>".indexOf(text.charAt(position)) < 0) {
                position++;
            }
        }

        private void endWord() {
            if (inWord) {
                words.add(word.toString());
            }
            word.setLength(0);
            inWord = false;
        }

        private void endStep(When next) {
            endWord();
            if (!words.isEmpty()) {
                steps.add(new Step(when, List.copyOf(words), silent));
                when = next;
            }
            silent = false;
            words = new ArrayList<>();
        }
    }
}
