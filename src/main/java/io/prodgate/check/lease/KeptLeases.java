package io.prodgate.check.lease;

import io.prodgate.check.Threads;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Time;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Leases in a folder, renewed as long as we live. */
public final class KeptLeases implements Leases {
    /** How often a lease is renewed within its term. */
    private static final int RENEWALS = 3;

    private final Tenancy tenancy;
    private final LeaseFolder folder;
    private final Undoing undoing;
    private final Guard guard;
    private final Time time;
    private final AtomicInteger number = new AtomicInteger();
    private final Map<String, Loan> open = new ConcurrentHashMap<>();

    /**
     * For whom faults are lent.
     *
     * @param run the run's id
     * @param production its base URL
     * @param plan the plan's file, absolute
     */
    public record Tenancy(String run, URI production, String plan) {}

    /** Leases of a run. */
    public KeptLeases(Tenancy tenancy, LeaseFolder folder, Undoing undoing, Guard guard, Time time) {
        this.tenancy = tenancy;
        this.folder = folder;
        this.undoing = undoing;
        this.guard = guard;
        this.time = time;
    }

    @Override
    public Held take(String check, String what, Duration term, List<Step> undo) {
        guard.watch();
        Lease lease = new Lease(
                tenancy.run() + "-" + number.incrementAndGet(),
                tenancy.run(),
                check,
                what,
                tenancy.production(),
                tenancy.plan(),
                Lease.Holder.self(),
                time.now(),
                time.now().plus(term),
                undo);
        folder.keep(lease);
        Loan loan = new Loan(lease, term);
        open.put(lease.id(), loan);
        return loan;
    }

    /** What is not given back, in the order of being lent. */
    public List<Lease> open() {
        return open.values().stream()
                .map(loan -> loan.lease)
                .sorted(Comparator.comparing(Lease::id))
                .toList();
    }

    private final class Loan implements Held {
        private final Lease lease;
        private final Thread renewal;

        Loan(Lease lease, Duration term) {
            this.lease = lease;
            this.renewal = Thread.ofVirtual().name("renewal of " + lease.id()).start(() -> renew(term));
        }

        private void renew(Duration term) {
            try {
                while (true) {
                    time.sleep(term.dividedBy(RENEWALS));
                    synchronized (this) {
                        if (!open.containsKey(lease.id())) {
                            return;
                        }
                        folder.keep(lease.until(time.now().plus(term)));
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (UncheckedIOException e) {
                // It runs out, and is undone by whoever comes by: that is what it is for.
            }
        }

        @Override
        public Optional<String> giveBack(EvidenceLog log, Duration most) {
            AtomicReference<Optional<String>> problem = new AtomicReference<>(Optional.of("it was broken off"));
            Thread work = Thread.ofVirtual().name("undoing " + lease.id()).start(() -> {
                try {
                    problem.set(undoing.undo(lease, log, time.now().plus(most)));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } catch (RuntimeException e) {
                    problem.set(Optional.of(log.redactor().redact(e.toString())));
                }
            });
            Threads.join(work);
            Optional<String> left = Objects.requireNonNull(problem.get());
            if (left.isEmpty()) {
                synchronized (this) {
                    open.remove(lease.id());
                    folder.drop(lease.id());
                }
                renewal.interrupt();
            }
            return left;
        }
    }
}
