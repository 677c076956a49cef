package io.prodgate.system.grafana;

import java.util.Optional;

/**
 * A change of an alert: {@code {"alertName": "QueueDepthHigh", "prevState": "Alerting", "newState": "Normal", "time": 1507265111000,
 * "text": "…"}}.
 *
 * @param alertName the title of its rule
 * @param newState {@code Alerting}, {@code Normal}, {@code Pending}, {@code NoData}, {@code Error}; may have a reason in brackets
 * @param time when, milliseconds since 1970
 */
public record Annotation(Optional<String> alertName, Optional<String> newState, Optional<Long> time) {}
