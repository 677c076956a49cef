package io.prodgate.check.alert;

import java.net.URI;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Whose turn it is to post an alert. Safe for use by several threads.
 *
 * <p>Where notifications are counted, alerts that we post to one Alertmanager would be taken for each other. And two with the same
 * labels are one alert: whoever resolves his own ends the other's.
 */
final class Turns {
    private final Set<Turn> taken = new HashSet<>();

    /** What only one of us may do at a time. */
    sealed interface Turn {}

    /** To have notifications of an Alertmanager counted. */
    record Counting(URI alertmanager) implements Turn {}

    /** To have an alert with just these labels there. */
    record Having(URI alertmanager, Map<String, String> labels) implements Turn {
        Having {
            labels = Map.copyOf(labels);
        }
    }

    /** Takes all of these turns, if nobody has one of them. */
    synchronized boolean take(Set<Turn> turns) {
        return Collections.disjoint(taken, turns) && taken.addAll(turns);
    }

    /** Lets the next one take them. */
    synchronized void giveBack(Set<Turn> turns) {
        taken.removeAll(turns);
    }
}
