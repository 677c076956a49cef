package io.prodgate.check.journey;

import java.time.Instant;
import java.util.OptionalInt;

/** What one look for the state of an item showed. */
sealed interface Seen {
    /**
     * The state is there.
     *
     * @param looked when the look began
     * @param at when it ended
     */
    record There(Instant looked, Instant at) implements Seen {}

    /**
     * The state is not there.
     *
     * @param looked when the look began
     * @param what was seen instead
     */
    record NotYet(Instant looked, String what) implements Seen {}

    /**
     * A state that is a failure.
     *
     * @param results how many results there are, where they are counted
     */
    record Failed(String what, OptionalInt results) implements Seen {}

    /** Nothing about the item could be seen; it can be looked for again. */
    record Silent(String why) implements Seen {}

    /** Nothing about the item can be seen, and looking again does not help. */
    record Hopeless(String why) implements Seen {}
}
