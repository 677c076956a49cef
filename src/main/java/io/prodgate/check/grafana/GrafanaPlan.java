package io.prodgate.check.grafana;

import io.prodgate.check.AskedSystem;
import io.prodgate.system.grafana.Listed;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a check of kind {@code grafana} looks at.
 *
 * @param system asked
 * @param dashboards their titles or uids; each must be there
 * @param panels whether each panel must return data
 * @param mayBeEmpty titles of panels that need not
 * @param variables values for variables of the dashboards
 * @param images whether pictures of the panels are fetched
 * @param range how long a time the panels are asked for, up to now
 */
record GrafanaPlan(
        AskedSystem system,
        List<String> dashboards,
        boolean panels,
        List<String> mayBeEmpty,
        Map<String, String> variables,
        Images images,
        Duration range) {
    /** Whether there are to be pictures. */
    enum Images {
        NONE,
        WHERE_POSSIBLE,
        REQUIRED
    }

    /** What the source of our requirements names. */
    static final List<String> USUAL = List.of("System Status", "Per-Tenant Metrics", "Queue Health", "Alert History");

    GrafanaPlan {
        dashboards = List.copyOf(dashboards);
        mayBeEmpty = List.copyOf(mayBeEmpty);
        variables = Map.copyOf(variables);
    }

    /** True if a dashboard in the list is the one that is meant. */
    static boolean means(String name, Listed listed) {
        return listed.uid().equals(name) || listed.title().strip().equalsIgnoreCase(name.strip());
    }

    boolean mayBeEmpty(String panel) {
        return mayBeEmpty.stream().anyMatch(title -> title.equalsIgnoreCase(panel));
    }
}
