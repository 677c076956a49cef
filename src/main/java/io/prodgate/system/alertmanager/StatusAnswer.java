package io.prodgate.system.alertmanager;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Optional;

/** What an Alertmanager is: {@code {"config": {"original": "route:\n  receiver: ops\n…"}, "versionInfo": {…}}}. */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record StatusAnswer(Optional<Config> config) {
    /**
     * Its configuration.
     *
     * @param original YAML, with {@code <secret>} in the place of secrets
     */
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Config(Optional<String> original) {}
}
