package io.prodgate.check;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/**
 * The hours that count, by the clocks of those who use production.
 *
 * @param from when they begin, on each of the days
 * @param to when they end; {@code 00:00} for midnight
 * @param zone where; changes of the clock included
 * @param days on which days
 */
public record Hours(LocalTime from, LocalTime to, ZoneId zone, Set<DayOfWeek> days) {
    public Hours {
        days = Set.copyOf(days);
    }

    /** True if an instant counts. */
    public boolean contain(Instant at) {
        ZonedDateTime local = at.atZone(zone);
        LocalTime time = local.toLocalTime();
        boolean beforeEnd = to.equals(LocalTime.MIDNIGHT) || time.isBefore(to);
        return days.contains(local.getDayOfWeek()) && !time.isBefore(from) && beforeEnd;
    }

    /** In words. */
    public String told() {
        return from + " to " + to + " in " + zone;
    }
}
