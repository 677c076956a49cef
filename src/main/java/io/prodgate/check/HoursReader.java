package io.prodgate.check;

import io.prodgate.plan.Keys;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the hours that count. */
public final class HoursReader {
    private static final Map<String, DayOfWeek> DAYS = days();
    private static final Set<DayOfWeek> WEEK = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

    private HoursReader() {}

    /** Reads them: {@code { from: '08:00', to: '18:00', zone: Europe/Berlin, days: [mon-fri] }}. */
    public static Optional<Hours> read(Keys keys) {
        Optional<LocalTime> from = time(keys, "from");
        Optional<LocalTime> to = time(keys, "to");
        Optional<ZoneId> zone = zone(keys);
        Set<DayOfWeek> days = days(keys);
        keys.done();
        if (from.isEmpty() || to.isEmpty() || zone.isEmpty()) {
            return Optional.empty();
        }
        if (!to.get().equals(LocalTime.MIDNIGHT) && !from.get().isBefore(to.get())) {
            keys.error("to", "the hours end before they begin", "let 'to' be later than 'from', or 00:00 for midnight");
        }
        return Optional.of(new Hours(from.get(), to.get(), zone.get(), days));
    }

    private static Optional<LocalTime> time(Keys keys, String key) {
        String written = keys.requiredText(key).strip();
        try {
            String padded = written.length() == 4 ? "0" + written : written;
            return written.isEmpty() ? Optional.empty() : Optional.of(LocalTime.parse(padded));
        } catch (DateTimeException e) {
            keys.error(key, "'" + written + "' is no time of the day", "write for example '08:00', in quotes");
            return Optional.empty();
        }
    }

    private static Optional<ZoneId> zone(Keys keys) {
        String written = keys.requiredText("zone").strip();
        try {
            return written.isEmpty() ? Optional.empty() : Optional.of(ZoneId.of(written));
        } catch (DateTimeException e) {
            keys.error("zone", "'" + written + "' is no time zone", "write for example Europe/Berlin");
            return Optional.empty();
        }
    }

    private static Set<DayOfWeek> days(Keys keys) {
        List<String> written = keys.texts("days");
        if (written.isEmpty()) {
            return WEEK;
        }
        EnumSet<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String text : written) {
            String[] ends = text.strip().toLowerCase(Locale.ROOT).split("-", 2);
            DayOfWeek first = DAYS.get(ends[0]);
            DayOfWeek last = DAYS.get(ends[ends.length - 1]);
            if (first == null || last == null) {
                keys.error("days", "'" + text + "' is no day", "write for example [mon-fri], or [sun, mon]");
                return WEEK;
            }
            for (DayOfWeek day = first; day != last; day = day.plus(1)) {
                days.add(day);
            }
            days.add(last);
        }
        return days;
    }

    private static Map<String, DayOfWeek> days() {
        Map<String, DayOfWeek> days = new LinkedHashMap<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            days.put(day.getDisplayName(TextStyle.SHORT, Locale.ROOT).toLowerCase(Locale.ROOT), day);
        }
        return days;
    }
}
