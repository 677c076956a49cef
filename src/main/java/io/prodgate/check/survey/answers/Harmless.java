package io.prodgate.check.survey.answers;

import java.util.regex.Pattern;

/**
 * Texts in cells that spreadsheets do not take for formulas: neither where a cell begins, nor within, where one that expects another separator
 * would see the beginning of a cell.
 *
 * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">CSV injection</a>
 */
final class Harmless {
    private static final Pattern FORMULA = Pattern.compile("(?<![^,;|\t\r\n])(?=[=+@-])");
    private static final Pattern WRITTEN = Pattern.compile("(?<![^,;|\t\r\n])'(?=[=+@-])");

    private Harmless() {}

    /** The text with an apostrophe before whatever a spreadsheet would run. */
    static String write(String text) {
        return FORMULA.matcher(text).replaceAll("'");
    }

    /** The text as it was before {@link #write}. */
    static String read(String text) {
        return WRITTEN.matcher(text).replaceAll("");
    }
}
