package io.prodgate.traffic;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Dates in headers: the usual form and the two obsolete ones that a recipient must understand.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7">RFC 9110, Date/Time Formats</a>
 */
final class HttpDate {
    /** The years that two digits can mean begin here. */
    private static final LocalDate CENTURY = LocalDate.of(2000, 1, 1);

    /** Given here, as the JDK does for its own form: names must not depend on the locales that a machine or binary has. */
    private static final Map<Long, String> MONTHS = Map.ofEntries(
            Map.entry(1L, "Jan"),
            Map.entry(2L, "Feb"),
            Map.entry(3L, "Mar"),
            Map.entry(4L, "Apr"),
            Map.entry(5L, "May"),
            Map.entry(6L, "Jun"),
            Map.entry(7L, "Jul"),
            Map.entry(8L, "Aug"),
            Map.entry(9L, "Sep"),
            Map.entry(10L, "Oct"),
            Map.entry(11L, "Nov"),
            Map.entry(12L, "Dec"));

    private static final DateTimeFormatter RFC_850 = new DateTimeFormatterBuilder()
            .appendPattern("dd-")
            .appendText(ChronoField.MONTH_OF_YEAR, MONTHS)
            .appendLiteral('-')
            .appendValueReduced(ChronoField.YEAR, 2, 2, CENTURY)
            .appendPattern(" HH:mm:ss 'GMT'")
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter ASCTIME = new DateTimeFormatterBuilder()
            .appendText(ChronoField.MONTH_OF_YEAR, MONTHS)
            .appendPattern(" ppd HH:mm:ss uuuu")
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private HttpDate() {}

    /** The instant a date names; empty for anything that is no date. */
    static Optional<Instant> parse(String value) {
        String text = value.strip();
        String withoutWeekday = text.substring(text.indexOf(' ') + 1);
        return parse(DateTimeFormatter.RFC_1123_DATE_TIME, text)
                .or(() -> parse(RFC_850, withoutWeekday))
                .or(() -> parse(ASCTIME, withoutWeekday));
    }

    private static Optional<Instant> parse(DateTimeFormatter form, String text) {
        try {
            return Optional.of(form.parse(text, Instant::from));
        } catch (DateTimeException e) {
            // Not this form.
            return Optional.empty();
        }
    }
}
