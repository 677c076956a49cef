package io.prodgate.system.pagerduty;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;

/** An escalation policy: {@code {"escalation_policy": {"escalation_rules": [{"escalation_delay_in_minutes": 30}], "num_loops": 2}}}. */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record PolicyAnswer(
        @JsonProperty("escalation_policy") Optional<Policy> policy) {
    /**
     * A policy.
     *
     * @param rules who is told one after another
     * @param loops how often that begins again
     */
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Policy(
            @JsonProperty("escalation_rules") Optional<List<Level>> rules,
            @JsonProperty("num_loops") Optional<Integer> loops) {}

    /** How long is waited for somebody before the next are told. */
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Level(
            @JsonProperty("escalation_delay_in_minutes") Optional<Integer> minutes) {}
}
