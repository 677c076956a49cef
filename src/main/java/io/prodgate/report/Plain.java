package io.prodgate.report;

/**
 * Text from outside, made safe to show: what production, a plan or a library said may hold anything, and must not move
 * a cursor, turn the reading direction or break a table.
 */
public final class Plain {
    private static final char REPLACEMENT = '\uFFFD';

    private Plain() {}

    /**
     * The text on one line: white space collapsed, control and invisible characters replaced by U+FFFD.
     *
     * @param limit the most UTF-16 units kept; a longer text ends with a remark on how much is missing
     */
    public static String line(String text, int limit) {
        return cut(clean(text, false).strip(), limit);
    }

    /** The text with its line breaks and tabs, everything else as in {@link #line}. */
    public static String block(String text, int limit) {
        return cut(clean(text.replace("\r\n", "\n"), true).stripTrailing(), limit);
    }

    private static String clean(String text, boolean keepLines) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            if (point == '\n' || point == '\t' || point == '\r') {
                clean.append(keepLines ? (point == '\r' ? '\n' : (char) point) : ' ');
            } else if (unsafe(point)) {
                clean.append(REPLACEMENT);
            } else {
                clean.appendCodePoint(point);
            }
        }
        return clean.toString();
    }

    /** Whether a character is invisible or changes how the text around it is shown. */
    public static boolean unsafe(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE -> true;
            // Joiners are part of ordinary words and emoji; all other format characters can hide or reorder text.
            case Character.FORMAT -> point != 0x200C && point != 0x200D;
            default -> false;
        };
    }

    private static String cut(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
        return text.substring(0, end) + "… (" + Figures.count(text.length() - end, "more character") + ")";
    }
}
