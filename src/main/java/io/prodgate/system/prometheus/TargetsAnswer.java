package io.prodgate.system.prometheus;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is scraped: {@code {"status": "success", "data": {"activeTargets": [{"labels": {"job": "api"}, "scrapeUrl": "http://…",
 * "health": "up", "lastError": "", "lastScrape": "2026-…", "scrapeInterval": "15s"}]}}}.
 *
 * @param status {@code success} or {@code error}
 * @param data the targets
 * @param error the reason in words, if there is one
 */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record TargetsAnswer(Optional<String> status, Optional<Data> data, Optional<String> error) {
    /** The targets that are active; empty if there are none. */
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Data(Optional<List<Target>> activeTargets) {}

    /**
     * One target.
     *
     * @param labels with {@code job} and {@code instance}
     * @param scrapeUrl where it is scraped
     * @param health {@code up}, {@code down} or {@code unknown}
     * @param lastError why the last scrape failed, else empty
     * @param lastScrape when it was scraped last, RFC 3339; {@code 0001-01-01T00:00:00Z} if it never was
     * @param scrapeInterval in Prometheus' form: {@code 15s}; since Prometheus 2.28
     */
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Target(
            Map<String, String> labels,
            String scrapeUrl,
            String health,
            Optional<String> lastError,
            Optional<String> lastScrape,
            Optional<String> scrapeInterval) {
        public Target {
            labels = Map.copyOf(labels);
        }
    }
}
