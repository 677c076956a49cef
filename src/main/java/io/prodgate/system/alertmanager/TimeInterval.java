package io.prodgate.system.alertmanager;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

/**
 * Times at which an Alertmanager's routes send nothing, or alone send something.
 *
 * @param parts of which one has to hold
 * @see <a href="https://prometheus.io/docs/alerting/latest/configuration/#time_interval">time intervals</a>
 */
public record TimeInterval(List<Part> parts) {
    private static final int MINUTES_OF_AN_HOUR = 60;
    private static final int DAYS_OF_A_WEEK = 7;

    public TimeInterval {
        parts = List.copyOf(parts);
    }

    /** Numbers from one to another, both among them. */
    public record Range(int from, int to) {
        boolean holds(int number) {
            return from <= number && number <= to;
        }

        /** Days of a month that has so many; negative ones are counted from its end. */
        private boolean holdsDay(int day, int ofMonth) {
            int first = from < 0 ? ofMonth + from + 1 : from;
            int last = to < 0 ? ofMonth + to + 1 : to;
            return first <= day && day <= last;
        }
    }

    /**
     * What has to hold together; where a list is empty, anything does.
     *
     * @param minutes of the day, from 0
     * @param weekdays from 0, Sunday
     * @param days of the month, from 1, or from -1 backwards from its end
     * @param months from 1
     * @param years as they are
     * @param zone whose clock counts
     */
    public record Part(
            List<Range> minutes,
            List<Range> weekdays,
            List<Range> days,
            List<Range> months,
            List<Range> years,
            ZoneId zone) {
        public Part {
            minutes = List.copyOf(minutes);
            weekdays = List.copyOf(weekdays);
            days = List.copyOf(days);
            months = List.copyOf(months);
            years = List.copyOf(years);
        }

        private boolean holds(Instant at) {
            ZonedDateTime there = at.atZone(zone);
            int ofMonth = there.toLocalDate().lengthOfMonth();
            return any(minutes, there.getHour() * MINUTES_OF_AN_HOUR + there.getMinute())
                    && any(weekdays, there.getDayOfWeek().getValue() % DAYS_OF_A_WEEK)
                    && any(months, there.getMonthValue())
                    && any(years, there.getYear())
                    && (days.isEmpty()
                            || days.stream().anyMatch(range -> range.holdsDay(there.getDayOfMonth(), ofMonth)));
        }

        private static boolean any(List<Range> ranges, int number) {
            return ranges.isEmpty() || ranges.stream().anyMatch(range -> range.holds(number));
        }
    }

    /** Whether it is one of these times. */
    public boolean holds(Instant at) {
        return parts.stream().anyMatch(part -> part.holds(at));
    }
}
