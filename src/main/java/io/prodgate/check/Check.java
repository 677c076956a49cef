package io.prodgate.check;

import io.prodgate.device.WantedDevices;
import java.util.Optional;

/** One thing proven about production. Bound to its part of the plan; holds no state between attempts. */
public interface Check {
    /**
     * Tries once: talks to the outside and puts all it saw into the attempt's log. An attempt is met if its log holds
     * at least one judgement, all judgements are met, and nothing else speaks against it; this method decides nothing.
     */
    void attempt(Attempt attempt) throws InterruptedException;

    /**
     * True if trying again does no harm even when an earlier try reached production: the check only reads, or the plan
     * says that sending it twice is fine.
     */
    boolean repeatable();

    /**
     * True if its attempts wait for something scarcer than a place among the checks that run at the same time, such as a device: it
     * then takes no such place, and looks after its deadline itself, since waiting in line does not count.
     */
    default boolean queues() {
        return false;
    }

    /** The devices that it needs, if it needs any: what has to be there for them is examined before a run. */
    default Optional<WantedDevices> devices() {
        return Optional.empty();
    }

    /** Nothing of its stage is tried any more: gives back what it shared with other checks, such as devices. */
    default void stageEnded() {}

    /** What an attempt would do, told without doing it. */
    Preview preview();
}
