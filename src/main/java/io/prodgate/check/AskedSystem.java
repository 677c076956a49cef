package io.prodgate.check;

import io.prodgate.evidence.Credential;
import io.prodgate.evidence.Misconfiguration;
import io.prodgate.plan.Keys;
import io.prodgate.plan.Nearest;
import io.prodgate.plan.Plan;
import io.prodgate.plan.Values;
import io.prodgate.system.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A system of the plan that a check asks.
 *
 * @param name in the plan's {@code systems}
 * @param entry where it is and how it is asked
 */
public record AskedSystem(String name, Plan.SystemEntry entry) {
    /**
     * The system that a check names with {@code system: NAME}, else the one that goes by its usual name. If there is none, that is
     * noted as a mistake.
     *
     * @param usual {@code prometheus}
     */
    public static Optional<AskedSystem> read(Keys own, Plan plan, String usual) {
        return read(own, plan, "system", usual);
    }

    /**
     * The system that a check names by a key of its own, else the one that goes by its usual name. If there is none, that is noted as
     * a mistake.
     *
     * @param key {@code alertmanager}
     * @param usual {@code alertmanager}
     */
    public static Optional<AskedSystem> read(Keys own, Plan plan, String key, String usual) {
        String name = own.text(key).orElse(usual);
        Plan.SystemEntry entry = plan.systems().get(name);
        if (entry == null) {
            String hint = "add it: 'systems:' with '" + name + ": { url: https://… }'";
            own.error(
                    key,
                    "the plan has no system '" + name + "'",
                    own.has(key) && !plan.systems().isEmpty()
                            ? Nearest.hint(name, plan.systems().keySet())
                            : hint);
            return Optional.empty();
        }
        return Optional.of(new AskedSystem(name, entry));
    }

    /**
     * Goes there in an attempt, with the plan's headers and the token as RFC 6750 wants it.
     *
     * @return empty if a value of the plan is missing; the log says which
     */
    public Optional<Visit> visit(Attempt attempt) {
        return visit(attempt, "Authorization", "Bearer ");
    }

    /**
     * Goes there in an attempt.
     *
     * @param tokenHeader the header that the token goes into
     * @param scheme what stands before the token, with its space
     * @return empty if a value of the plan is missing; the log says which
     */
    public Optional<Visit> visit(Attempt attempt, String tokenHeader, String scheme) {
        Values values = attempt.values();
        try {
            List<Map.Entry<String, String>> headers = new ArrayList<>();
            entry.headers().forEach((header, value) -> headers.add(Map.entry(header, value.fill(values))));
            entry.token().ifPresent(token -> headers.add(Map.entry(tokenHeader, scheme + token.fill(values))));
            boolean credential = entry.token().isPresent() || !entry.headers().isEmpty();
            return Optional.of(new Visit(
                    name,
                    entry.url(),
                    headers,
                    credential ? Credential.OURS : Credential.NONE,
                    attempt.traffic(),
                    attempt.log(),
                    attempt.deadline(),
                    Visit.USUAL_TIMEOUT));
        } catch (Values.MissingValueException e) {
            attempt.log()
                    .add(new Misconfiguration(
                            String.valueOf(e.getMessage()), "system '" + name + "'", "give it a value in the plan"));
            return Optional.empty();
        }
    }
}
