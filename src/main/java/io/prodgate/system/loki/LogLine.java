package io.prodgate.system.loki;

import java.util.Map;

/**
 * A line of a log.
 *
 * @param labels of its stream, and its own
 * @param text the line itself
 */
public record LogLine(Map<String, String> labels, String text) {
    public LogLine {
        labels = Map.copyOf(labels);
    }
}
