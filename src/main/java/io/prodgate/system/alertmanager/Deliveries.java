package io.prodgate.system.alertmanager;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often an Alertmanager has told somebody something since it was started, by integration.
 *
 * @param byIntegration {@code slack}, {@code pagerduty}, {@code webhook}…
 */
public record Deliveries(Map<String, Count> byIntegration) {
    private static final Pattern LINE = Pattern.compile(
            "alertmanager_(notifications_failed_total|notification_requests_total|notification_requests_failed_total)"
                    + "\\{([^}]*+)}\\s++([0-9.eE+]++).*+");
    private static final Pattern INTEGRATION = Pattern.compile("(?:^|,)integration=\"([^\"]*+)\"");

    public Deliveries {
        byIntegration = Map.copyOf(byIntegration);
    }

    /**
     * Notifications of one integration.
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
        Map<String, Count> counts = new HashMap<>();
        metrics.lines().forEach(line -> {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                Matcher integration = INTEGRATION.matcher(matcher.group(2));
                if (integration.find()) {
                    counts.merge(
                            integration.group(1),
                            Count.NONE.with(matcher.group(1), Double.parseDouble(matcher.group(3))),
                            Deliveries::sum);
                }
            }
        });
        return new Deliveries(counts);
    }

    private static Count sum(Count one, Count other) {
        return new Count(
                one.requests() + other.requests(), one.refused() + other.refused(), one.failed() + other.failed());
    }

    /** Of one integration. */
    public Count of(String integration) {
        return byIntegration.getOrDefault(integration, Count.NONE);
    }
}
