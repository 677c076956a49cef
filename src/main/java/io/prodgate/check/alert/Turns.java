package io.prodgate.check.alert;

import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Whose turn it is: where notifications are counted, alerts that we post to one Alertmanager would be taken for each other. */
final class Turns {
    private final Set<URI> taken = ConcurrentHashMap.newKeySet();

    /** Takes the turn, if nobody has it. */
    boolean take(URI alertmanager) {
        return taken.add(alertmanager);
    }

    /** Lets the next one take it. */
    void giveBack(URI alertmanager) {
        taken.remove(alertmanager);
    }
}
