package io.prodgate.system.grafana;

import java.util.Optional;

/**
 * A dashboard in a search.
 *
 * @param uid its id
 * @param title its title
 * @param url its path: {@code /d/UID/queue-health}
 */
public record Listed(String uid, String title, Optional<String> url) {}
