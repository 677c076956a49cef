package io.prodgate.system.grafana;

import java.util.Optional;

/**
 * What Grafana tells its own pages.
 *
 * @param rendererAvailable whether it can draw panels as pictures
 */
public record Settings(Optional<Boolean> rendererAvailable) {}
