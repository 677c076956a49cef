package io.prodgate.system.alertmanager;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often an Alertmanager has told somebody something since it was started.
 *
 * @param byWay of each way
 * @param groups how many groups of alerts it has, those among them whose alerts are resolved and not told of yet; empty if it does not
 *     say
 * @see <a href="https://prometheus.io/docs/alerting/latest/alertmanager/">{@code alertmanager_notification_requests_total}</a>
 */
public record Deliveries(Map<Way, Count> byWay, OptionalInt groups) {
    private static final Pattern LINE = Pattern.compile(
            "alertmanager_(notifications_failed_total|notification_requests_total|notification_requests_failed_total)"
                    + "\\{([^}]*+)}\\s++([0-9.eE+]++).*+");
    private static final Pattern GROUPS =
            Pattern.compile("alertmanager_dispatcher_aggregation_groups\\s++([0-9.eE+]++).*+");
    private static final Pattern INTEGRATION = label("integration");
    private static final Pattern RECEIVER = label("receiver_name");

    public Deliveries {
        byWay = Map.copyOf(byWay);
    }

    private static Pattern label(String name) {
        return Pattern.compile("(?:^|,)" + name + "=\"([^\"]*+)\"");
    }

    /**
     * A way to people.
     *
     * @param receiver its name; empty where Alertmanager does not count by it, as without its feature {@code receiver-name-in-metrics}
     * @param integration {@code slack}, {@code pagerduty}, {@code webhook}…
     */
    public record Way(String receiver, String integration) implements Comparable<Way> {
        @Override
        public int compareTo(Way other) {
            return Comparator.comparing(Way::integration)
                    .thenComparing(Way::receiver)
                    .compare(this, other);
        }

        /** {@code slack}, {@code slack of ops}. */
        @Override
        public String toString() {
            return receiver.isEmpty() ? integration : integration + " of " + receiver;
        }
    }

    /**
     * Notifications of one way.
     *
     * @param requests that were sent, repeated ones among them
     * @param refused requests of these that were not taken
     * @param failed notifications that were given up
     */
    public record Count(double requests, double refused, double failed) {
        /** None. */
        public static final Count NONE = new Count(0, 0, 0);

        /** What was added since; if it was started again meanwhile, all since then. */
        public Count since(Count before) {
            return requests < before.requests
                    ? this
                    : new Count(requests - before.requests, refused - before.refused, failed - before.failed);
        }

        /** Requests that were taken. */
        public double taken() {
            return requests - refused;
        }

        private Count with(String name, double value) {
            return switch (name) {
                case "notification_requests_total" -> new Count(requests + value, refused, failed);
                case "notification_requests_failed_total" -> new Count(requests, refused + value, failed);
                default -> new Count(requests, refused, failed + value);
            };
        }
    }

    /** Reads Alertmanager's own metrics in Prometheus' text format. */
    static Deliveries read(String metrics) {
        Map<Way, Count> counts = new HashMap<>();
        metrics.lines().forEach(line -> {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                Matcher integration = INTEGRATION.matcher(matcher.group(2));
                Matcher receiver = RECEIVER.matcher(matcher.group(2));
                if (integration.find()) {
                    counts.merge(
                            new Way(receiver.find() ? receiver.group(1) : "", integration.group(1)),
                            Count.NONE.with(matcher.group(1), Double.parseDouble(matcher.group(3))),
                            Deliveries::sum);
                }
            }
        });
        return new Deliveries(
                counts,
                metrics.lines()
                        .map(GROUPS::matcher)
                        .filter(Matcher::matches)
                        .mapToInt(line -> (int) Double.parseDouble(line.group(1)))
                        .findFirst());
    }

    private static Count sum(Count one, Count other) {
        return new Count(
                one.requests() + other.requests(), one.refused() + other.refused(), one.failed() + other.failed());
    }

    /** Whether it is counted for each receiver by itself. */
    public boolean tellsReceivers() {
        return byWay.keySet().stream().anyMatch(way -> !way.receiver().isEmpty());
    }

    /** Of one way. */
    public Count of(Way way) {
        return byWay.getOrDefault(way, Count.NONE);
    }
}
