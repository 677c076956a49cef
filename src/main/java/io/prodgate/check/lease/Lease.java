package io.prodgate.check.lease;

import io.prodgate.process.Strays;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/**
 * A fault on loan.
 *
 * @param id unique; also the name of its file
 * @param run the run's id
 * @param check the check's id
 * @param what was done to production, in a few words
 * @param production its base URL
 * @param plan the plan's file: it knows the secrets that undoing needs
 * @param holder who made it
 * @param taken when
 * @param expires when it has to be undone by whoever comes by, unless it is renewed
 * @param undo what undoes it and proves that it is undone, in order
 */
public record Lease(
        String id,
        String run,
        String check,
        String what,
        URI production,
        String plan,
        Holder holder,
        Instant taken,
        Instant expires,
        List<Step> undo) {
    public Lease {
        undo = List.copyOf(undo);
    }

    /**
     * A process; the id alone is given to somebody else in time.
     *
     * @param pid its process id
     * @param started when it was started, as the system tells it
     */
    public record Holder(long pid, Instant started) {
        /** This process. */
        public static Holder self() {
            ProcessHandle self = ProcessHandle.current();
            return new Holder(self.pid(), started(self));
        }

        /** Whether it is still there. Start instants come from clock ticks: two seconds apart are the same. */
        public boolean lives() {
            return ProcessHandle.of(pid)
                    .filter(process -> !gone())
                    .filter(process -> Math.abs(started(process).getEpochSecond() - started.getEpochSecond()) <= 2)
                    .isPresent();
        }

        /** Whether no process has its id, not even somebody else. */
        public boolean gone() {
            return Strays.gone(pid);
        }

        private static Instant started(ProcessHandle process) {
            return process.info().startInstant().orElse(Instant.EPOCH);
        }
    }

    /** Whether nobody looks after it any more: its holder is gone, or has not renewed it. */
    public boolean abandoned(Instant now) {
        return !holder.lives() || now.isAfter(expires);
    }

    Lease until(Instant later) {
        return new Lease(id, run, check, what, production, plan, holder, taken, later, undo);
    }
}
