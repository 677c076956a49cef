package io.prodgate.system.grafana;

import java.util.List;
import java.util.Map;

/**
 * A dashboard.
 *
 * @param uid its id
 * @param title its title
 * @param path where it is below Grafana's URL: {@code /d/UID/queue-health}
 * @param variables what its variables are set to
 * @param panels those that ask for data
 */
public record Dashboard(String uid, String title, String path, Map<String, String> variables, List<Panel> panels) {
    public Dashboard {
        variables = Map.copyOf(variables);
        panels = List.copyOf(panels);
    }
}
