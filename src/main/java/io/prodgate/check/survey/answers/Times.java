package io.prodgate.check.survey.answers;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When an answer was given, where the file says so beyond doubt: {@code 5/6/24} may be in May or in June, and without a zone it is no instant. */
final class Times {
    /** As Google Forms writes it: {@code 2026/01/02 9:30:00 AM GMT+1}. */
    private static final Pattern GOOGLE =
            Pattern.compile("(\\d{4})/(\\d{1,2})/(\\d{1,2}) (\\d{1,2}):(\\d{2}):(\\d{2})\\s([AaPp])[Mm]"
                    + " GMT(?:([+-])(\\d{1,2})(?::(\\d{2}))?)?");

    private Times() {}

    static Optional<Instant> read(String text) {
        try {
            Matcher google = GOOGLE.matcher(text.strip());
            return Optional.of(
                    google.matches()
                            ? google(google)
                            : OffsetDateTime.parse(text.strip()).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Instant google(Matcher of) {
        int hour = number(of, 4) % 12 + (of.group(7).equalsIgnoreCase("p") ? 12 : 0);
        LocalDateTime local =
                LocalDateTime.of(number(of, 1), number(of, 2), number(of, 3), hour, number(of, 5), number(of, 6));
        int sign = "-".equals(of.group(8)) ? -1 : 1;
        return local.toInstant(ZoneOffset.ofHoursMinutes(sign * number(of, 9), sign * number(of, 10)));
    }

    private static int number(Matcher of, int group) {
        return of.group(group) == null ? 0 : Integer.parseInt(of.group(group));
    }
}
