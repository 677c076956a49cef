package io.prodgate.check.survey.answers;

/**
 * Texts in cells that spreadsheets do not take for formulas.
 *
 * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">CSV injection</a>
 */
final class Harmless {
    private static final String FORMULA = "=+-@\t\r";

    private Harmless() {}

    /** The text with an apostrophe before it, if a spreadsheet would run it. */
    static String write(String text) {
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    /** The text as it was before {@link #write}. */
    static String read(String text) {
        return text.length() > 1 && text.charAt(0) == '\'' && FORMULA.indexOf(text.charAt(1)) >= 0
                ? text.substring(1)
                : text;
    }
}
