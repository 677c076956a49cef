package io.prodgate.check.lease;

import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Time;
import io.prodgate.process.Strays;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Undoes what others left: runs that were killed, or lost their machine. */
public final class Recovery {
    private final LeaseFolder folder;
    private final Undoing undoing;
    private final Time time;

    /** A recovery from the leases of a folder. */
    public Recovery(LeaseFolder folder, Undoing undoing, Time time) {
        this.folder = folder;
        this.undoing = undoing;
        this.time = time;
    }

    /**
     * What became of a lease.
     *
     * @param lease that was left
     * @param problem what is not undone and why; empty if all is
     */
    public record Result(Lease lease, Optional<String> problem) {}

    /**
     * Undoes the leases of somebody who has just been killed: twice, since what was on its way then may arrive after the first time.
     *
     * @param between the first and the second time
     */
    public List<Result> undoTwice(Predicate<Lease> which, EvidenceLog log, Duration most, Duration between)
            throws InterruptedException {
        endPrograms(which);
        for (Lease lease : folder.all()) {
            if (which.test(lease)) {
                undoing.undo(lease, log, time.now().plus(between));
            }
        }
        time.sleep(between);
        return undo(which, log, most);
    }

    /**
     * Undoes leases, one after the other; those that are undone are forgotten.
     *
     * @param which of those in the folder
     * @param log hears of every request
     * @param most how long each may be tried
     */
    public List<Result> undo(Predicate<Lease> which, EvidenceLog log, Duration most) throws InterruptedException {
        endPrograms(which);
        List<Result> results = new ArrayList<>();
        for (Lease lease : folder.all()) {
            if (which.test(lease)) {
                Optional<String> problem = undoing.undo(lease, log, time.now().plus(most));
                if (problem.isEmpty()) {
                    folder.drop(lease.id());
                }
                results.add(new Result(lease, problem));
            }
        }
        return results;
    }

    /** A program that was making a fault when its starter was killed would go on, and make it after it was undone. */
    private void endPrograms(Predicate<Lease> which) {
        folder.all().stream()
                .filter(which)
                .map(Lease::holder)
                .filter(Lease.Holder::gone)
                .map(Lease.Holder::pid)
                .distinct()
                .forEach(pid -> Strays.endStartedBy(pid, time));
    }
}
