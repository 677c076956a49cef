package io.prodgate.demo;

import java.time.Duration;

/**
 * How the worker works.
 *
 * @param pace how long it has a ticket in hand
 * @param search how long its knowledge base takes to find an article
 * @param loses the category whose tickets it takes from the queue and forgets; empty: none
 * @param doubles the category whose tickets get their note twice; empty: none
 * @param keepsDead whether a ticket whose note cannot be written is kept as a dead letter
 * @param cutOff whether it reaches no ServiceDesk
 */
record Habit(Duration pace, Duration search, String loses, String doubles, boolean keepsDead, boolean cutOff) {
    /** Every ticket gets one note, at once. */
    static Habit diligent() {
        return new Habit(Duration.ZERO, Duration.ZERO, "", "", true, false);
    }

    /** Every ticket gets one note, but it takes this long. */
    static Habit slow(Duration pace) {
        return new Habit(pace, Duration.ZERO, "", "", true, false);
    }

    /** Every ticket gets one note, but the knowledge base takes this long for each. */
    static Habit searching(Duration search) {
        return new Habit(Duration.ZERO, search, "", "", true, false);
    }

    /** Tickets of a category are lost without a trace. */
    static Habit losing(String category) {
        return new Habit(Duration.ZERO, Duration.ZERO, category, "", true, false);
    }

    /** Tickets of a category are worked off twice. */
    static Habit doubling(String category) {
        return new Habit(Duration.ZERO, Duration.ZERO, "", category, true, false);
    }

    /** No ticket gets its note: all are kept as dead letters. */
    static Habit cutOffFromNotes() {
        return new Habit(Duration.ZERO, Duration.ZERO, "", "", true, true);
    }

    /** Every ticket gets one note, but those whose note cannot be written are forgotten. */
    static Habit forgetting() {
        return new Habit(Duration.ZERO, Duration.ZERO, "", "", false, false);
    }
}
