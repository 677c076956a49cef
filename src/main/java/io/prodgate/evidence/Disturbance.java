package io.prodgate.evidence;

import java.time.Instant;

/**
 * A time in which a drill or a fault of ours disturbed production: its numbers of then say nothing about how it usually does.
 *
 * @param what in a few words, such as the check's title
 * @param run the run's id
 * @param check the check's id
 * @param from when it began
 * @param to when it was over; while it goes on, when it will be over at the latest
 */
public record Disturbance(String what, String run, String check, Instant from, Instant to) {
    /** Whether it disturbed anything between two instants, both included: samples may be of just that moment. */
    public boolean within(Instant first, Instant last) {
        return !from.isAfter(last) && !to.isBefore(first);
    }
}
