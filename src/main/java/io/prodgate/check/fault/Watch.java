package io.prodgate.check.fault;

import io.prodgate.check.Attempt;
import io.prodgate.evidence.FaultRun;
import io.prodgate.plan.Durations;
import io.prodgate.system.Systems;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Looks all the time whether a fault does harm or lasts too long, and breaks off what runs under it then. */
final class Watch implements AutoCloseable {
    private final Attempt attempt;
    private final FaultPlan fault;
    private final Systems systems;
    private final Instant latest;
    private final Thread thread;
    private volatile Optional<End> end = Optional.empty();

    /**
     * Why a fault was broken off.
     *
     * @param trouble what it counts as
     * @param why in a sentence
     */
    record End(FaultRun.Trouble trouble, String why) {}

    Watch(Attempt attempt, FaultPlan fault, Systems systems) {
        this.attempt = attempt;
        this.fault = fault;
        this.systems = systems;
        this.latest = attempt.time().now().plus(fault.atMost());
        this.thread = Thread.ofVirtual().name("watch over " + fault.what()).unstarted(this::watch);
        thread.start();
    }

    private void watch() {
        try {
            Duration every = fault.abort().map(Abort::every).orElse(fault.atMost());
            while (attempt.time().now().isBefore(latest)) {
                Optional<End> harm = harm();
                if (harm.isPresent()) {
                    breakOff(harm.get());
                    return;
                }
                Duration left = Duration.between(attempt.time().now(), latest);
                attempt.time().sleep(left.compareTo(every) < 0 ? left : every);
            }
            breakOff(new End(
                    FaultRun.Trouble.BROKEN_OFF,
                    "it was in place for " + Durations.format(fault.atMost()) + ", which is the most that is allowed"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<End> harm() throws InterruptedException {
        return fault.abort().isPresent() ? new Harm(fault.abort().get(), attempt, systems).look() : Optional.empty();
    }

    private void breakOff(End why) {
        end = Optional.of(why);
        attempt.users().stop("the fault it ran under was broken off: " + why.why());
    }

    /** Why it was broken off, if it was. */
    Optional<End> end() {
        return end;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
