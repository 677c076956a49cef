package io.prodgate.system.alertmanager;

import io.prodgate.plan.PlanNode;
import io.prodgate.system.alertmanager.TimeInterval.Part;
import io.prodgate.system.alertmanager.TimeInterval.Range;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads time intervals of Alertmanager's configuration. */
final class TimeIntervalReader {
    private static final Set<String> KEYS = Set.of("times", "weekdays", "days_of_month", "months", "years", "location");
    private static final List<String> WEEKDAYS =
            List.of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday");
    private static final List<String> MONTHS = List.of(
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december");
    private static final Pattern TIME = Pattern.compile("(\\d\\d?):(\\d\\d)");
    private static final int MINUTES_OF_AN_HOUR = 60;

    private TimeIntervalReader() {}

    /** What is not as documented, or depends on Alertmanager's own clock. */
    private static final class UnknownShapeException extends Exception {
        private static final long serialVersionUID = 1;
    }

    /** Reads the parts of one; empty if they are not as documented, or depend on the place where Alertmanager is. */
    static Optional<TimeInterval> read(List<PlanNode> parts) {
        try {
            List<Part> all = new ArrayList<>();
            for (PlanNode part : parts) {
                all.add(part(part));
            }
            return Optional.of(new TimeInterval(all));
        } catch (UnknownShapeException | DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Part part(PlanNode node) throws UnknownShapeException {
        for (PlanNode.Entry entry : RoutingReader.entries(Optional.of(node))) {
            if (!KEYS.contains(entry.key())) {
                throw new UnknownShapeException();
            }
        }
        List<Range> minutes = new ArrayList<>();
        for (PlanNode time : RoutingReader.items(RoutingReader.get(node, "times"))) {
            minutes.add(new Range(minute(time, "start_time"), minute(time, "end_time") - 1));
        }
        Optional<String> location = RoutingReader.text(RoutingReader.get(node, "location"));
        if (location.filter("local"::equalsIgnoreCase).isPresent()) {
            throw new UnknownShapeException();
        }
        return new Part(
                minutes,
                ranges(node, "weekdays", WEEKDAYS, 0),
                ranges(node, "days_of_month", List.of(), 0),
                ranges(node, "months", MONTHS, 1),
                ranges(node, "years", List.of(), 0),
                location.filter(name -> !name.isEmpty()).map(ZoneId::of).orElse(ZoneOffset.UTC));
    }

    private static int minute(PlanNode time, String key) throws UnknownShapeException {
        Matcher matcher =
                TIME.matcher(RoutingReader.text(RoutingReader.get(time, key)).orElseThrow(UnknownShapeException::new));
        if (!matcher.matches()) {
            throw new UnknownShapeException();
        }
        return Integer.parseInt(matcher.group(1)) * MINUTES_OF_AN_HOUR + Integer.parseInt(matcher.group(2));
    }

    /** {@code monday:friday}, {@code 1:5}, {@code -1}, {@code may}. */
    private static List<Range> ranges(PlanNode node, String key, List<String> names, int first)
            throws UnknownShapeException {
        List<Range> all = new ArrayList<>();
        Optional<PlanNode> written = RoutingReader.get(node, key);
        for (PlanNode item : RoutingReader.items(written)) {
            String[] ends = RoutingReader.text(Optional.of(item))
                    .orElseThrow(UnknownShapeException::new)
                    .strip()
                    .split(":", -1);
            if (ends.length > 2) {
                throw new UnknownShapeException();
            }
            all.add(new Range(number(ends[0], names, first), number(ends[ends.length - 1], names, first)));
        }
        if (written.isPresent() && all.isEmpty()) {
            throw new UnknownShapeException();
        }
        return all;
    }

    private static int number(String text, List<String> names, int first) {
        int named = names.indexOf(text.strip().toLowerCase(Locale.ROOT));
        return named >= 0 ? named + first : Integer.parseInt(text.strip());
    }
}
