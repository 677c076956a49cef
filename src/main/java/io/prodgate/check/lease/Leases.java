package io.prodgate.check.lease;

import io.prodgate.evidence.EvidenceLog;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Lends faults: whatever is made under a lease is undone, by us or by whoever comes after us. */
public interface Leases {
    /** Lends nothing: where nothing may be disturbed. */
    Leases NONE = (check, what, term, undo) -> {
        throw new UncheckedIOException(new java.io.IOException("nothing may be disturbed here"));
    };

    /**
     * Lends a fault. How it is undone is on the disk, and somebody watches over us, when this returns; only then may it be made.
     *
     * @param check the check's id
     * @param what will be done to production, in a few words
     * @param term after which it is undone by whoever comes by if we no longer renew it
     * @param undo what undoes it and proves that it is undone, in order; doing it twice, or without the fault, does no harm
     * @throws UncheckedIOException if that cannot be had
     */
    Held take(String check, String what, Duration term, List<Step> undo);

    /** A lease that is ours. */
    interface Held {
        /**
         * Undoes the fault. Not to be interrupted: a thread's interruption is kept for later.
         *
         * @param log hears of every request
         * @param most how long it may be tried
         * @return what is not undone and why, and then the lease goes on; empty if all is
         */
        Optional<String> giveBack(EvidenceLog log, Duration most);
    }
}
