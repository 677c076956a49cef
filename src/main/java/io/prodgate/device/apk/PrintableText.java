package io.prodgate.device.apk;

import java.util.function.Consumer;

/** Cuts the printable text out of any data, as {@code strings} does, in pieces of bounded length that break no word. */
final class PrintableText {
    private static final int SHORTEST = 4;
    private static final int LONGEST = 16 << 10;
    /** Longer than any URL's beginning up to the end of its host. */
    private static final int LONGEST_WORD = 1_000;

    private final Consumer<String> told;
    private final StringBuilder run = new StringBuilder();

    /**
     * A cutter.
     *
     * @param told of each piece, in the order of the data
     */
    PrintableText(Consumer<String> told) {
        this.told = told;
    }

    void take(byte[] data, int length) {
        for (int i = 0; i < length; i++) {
            byte b = data[i];
            if (b >= ' ' && b < 0x7f) {
                run.append((char) b);
                if (run.length() >= LONGEST) {
                    tellPart();
                }
            } else if (!run.isEmpty()) {
                end();
            }
        }
    }

    /** The data ends here. */
    void end() {
        if (run.length() >= SHORTEST) {
            told.accept(run.toString());
        }
        run.setLength(0);
    }

    /** Up to and with what separates the last two words, with which the next piece begins. */
    private void tellPart() {
        int cut = run.length() - 1;
        while (cut > LONGEST - LONGEST_WORD && !separates(run.charAt(cut))) {
            cut--;
        }
        told.accept(run.substring(0, cut + 1));
        run.delete(0, cut);
    }

    private static boolean separates(char c) {
        return c == ' ' || c == '"' || c == '\'' || c == '`' || c == '<' || c == '>' || c == ',' || c == ';' || c == '('
                || c == ')';
    }
}
