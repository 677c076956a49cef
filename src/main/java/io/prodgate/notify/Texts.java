package io.prodgate.notify;

/** Text from outside, made fit for messages. */
final class Texts {
    private Texts() {}

    /**
     * One line without control characters, invisible ones, and such that turn the reading direction.
     *
     * @param most characters that are kept
     */
    static String line(String text, int most) {
        StringBuilder clean = new StringBuilder();
        text.codePoints().limit(4L * most).forEach(point -> clean.appendCodePoint(fit(point)));
        return cut(clean.toString().strip().replaceAll(" {2,}", " "), most);
    }

    private static int fit(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
            case Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> 0xFFFD;
            case Character.FORMAT -> point == 0x200C || point == 0x200D ? point : 0xFFFD;
            default -> point;
        };
    }

    /** The beginning of a text, with a sign that it was cut. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = most - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    /** As many whole lines as fit, and how many are left out. */
    static String lines(Iterable<String> lines, int most) {
        StringBuilder all = new StringBuilder();
        int left = 0;
        for (String line : lines) {
            boolean fits = left == 0 && all.length() + line.length() + 1 <= most - 40;
            if (fits) {
                all.append(all.isEmpty() ? "" : "\n").append(line);
            } else {
                left++;
            }
        }
        return left == 0 ? all.toString() : all + (all.isEmpty() ? "" : "\n") + "… and " + left + " more";
    }
}
