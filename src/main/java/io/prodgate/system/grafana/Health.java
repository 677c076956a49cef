package io.prodgate.system.grafana;

import java.util.Optional;

/** {@code {"commit": "…", "database": "ok", "version": "11.1.0"}}. */
public record Health(Optional<String> database, Optional<String> version) {}
