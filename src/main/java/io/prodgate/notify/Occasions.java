package io.prodgate.notify;

import io.prodgate.verdict.Verdict;
import java.util.Set;

/**
 * Of what somebody wants to hear.
 *
 * @param verdicts of runs that ended with one of these
 * @param decisions whether of decisions, too
 */
public record Occasions(Set<Verdict> verdicts, boolean decisions) {
    public Occasions {
        verdicts = Set.copyOf(verdicts);
    }

    boolean include(Message message) {
        return message.decision().isPresent()
                ? decisions
                : verdicts.contains(message.judged().verdict());
    }
}
