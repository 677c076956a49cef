package io.prodgate.check.separation;

import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.HttpExchange;
import java.util.Collection;
import java.util.Optional;

/**
 * What gives test traffic away: the id of the run, and the word that the user agent of each request begins with.
 *
 * @param run the id of this run
 */
record Marks(String run) {
    /** How the user agent of each request begins. */
    static final String AGENT = "prodgate/";

    /** True if one of these texts holds such a mark. */
    boolean areIn(Collection<String> texts) {
        return texts.stream().anyMatch(text -> text.contains(run) || text.contains(AGENT));
    }

    /** The same as a regular expression (RE2). */
    String pattern() {
        return run.replaceAll("[^A-Za-z0-9_-]", "\\\\$0") + "|" + AGENT;
    }

    /** The whole user agent, as requests in a log have it; empty if there are none. */
    static Optional<String> agent(EvidenceLog log) {
        return log.facts().stream()
                .filter(HttpExchange.class::isInstance)
                .flatMap(fact -> ((HttpExchange) fact).requestHeaders().stream())
                .filter(header -> header.name().equalsIgnoreCase("user-agent"))
                .map(header -> header.value())
                .findFirst();
    }
}
