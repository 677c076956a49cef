package io.prodgate.check;

import io.prodgate.device.WantedDevices;
import io.prodgate.evidence.Evidence;
import io.prodgate.plan.Values;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

    /**
     * True if it makes a condition under which other checks of its stage run: {@link Attempt#users}. The check has to take no place among
     * those that run at the same time then: {@link #queues}.
     */
    default boolean makesCondition() {
        return false;
    }

    /** How long the condition that it makes is in place at most; empty if it makes none, or that is not known. */
    default Optional<Duration> lasts() {
        return Optional.empty();
    }

    /** How long it waits at most, as the plan grants it, for what it looks for; empty if it does not wait. */
    default Optional<Duration> waits() {
        return Optional.empty();
    }

    /** True if it disturbs production on purpose: it is run only where that was allowed, and numbers of that time are left out. */
    default boolean disruptive() {
        return false;
    }

    /** The devices that it needs, if it needs any: what has to be there for them is examined before a run. */
    default Optional<WantedDevices> devices() {
        return Optional.empty();
    }

    /** The programs that it starts on this machine by itself: whether they are there is examined before a run. */
    default List<NeededProgram> programs() {
        return List.of();
    }

    /**
     * Before when there is nothing to judge yet, since it is about a time that has not passed. Tries begin after it only: a run waits for
     * it as far as its budget reaches, else it pauses and is resumed then.
     *
     * @param values {@code ${run.started}} among them
     * @return empty if it can be judged at any time
     */
    default Optional<Instant> notBefore(Values values) {
        return Optional.empty();
    }

    /** Nothing of its stage is tried any more: gives back what it shared with other checks, such as devices. */
    default void stageEnded() {}

    /**
     * Files beside the plan that decide what it proves, such as flows, tickets or schemas, as far as they are known before a run:
     * absolute. A run does not go on after an interruption if one of them has changed.
     */
    default List<Path> files() {
        return List.of();
    }

    /**
     * Whether what was found before a run was interrupted is about something that is another one now, such as a program that was
     * built again. Then the run does not go on.
     *
     * @param found the evidence of the check's last attempt
     * @return what is another one now, in a sentence; empty if nothing is
     * @throws InterruptedException if the thread is interrupted while it looks
     */
    default Optional<String> changedSince(List<Evidence> found) throws InterruptedException {
        return Optional.empty();
    }

    /** How much it makes production do; by default each of the writes of its preview is a job, and nobody knows whose. */
    default Touch touch() {
        return new Touch(preview().writes().size(), Set.of());
    }

    /** SQL that it sends, for people who plan by it; without secrets. */
    default List<String> statements() {
        return List.of();
    }

    /** What an attempt would do, told without doing it. */
    Preview preview();
}
