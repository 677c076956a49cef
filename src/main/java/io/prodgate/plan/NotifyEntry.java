package io.prodgate.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody or something that is told how a run ended and what was decided.
 *
 * @param name unique in the plan
 * @param kind what it is
 * @param audience {@code operations}, {@code product} or {@code client}
 * @param on verdicts, and {@code decision}; empty if the plan says nothing
 * @param settings the kind's own keys; secrets unresolved
 */
public record NotifyEntry(String name, Kind kind, String audience, List<String> on, Map<String, Template> settings) {
    /** The kinds there are. */
    public enum Kind {
        SLACK,
        PAGERDUTY,
        WEBHOOK,
        GITHUB
    }

    public NotifyEntry {
        on = List.copyOf(on);
        settings = Map.copyOf(settings);
    }

    /** One of the settings. */
    public Optional<Template> setting(String key) {
        return Optional.ofNullable(settings.get(key));
    }
}
