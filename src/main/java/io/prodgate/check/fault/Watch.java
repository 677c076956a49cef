package io.prodgate.check.fault;

import io.prodgate.check.Attempt;
import io.prodgate.evidence.FaultRun;
import io.prodgate.plan.Actual;
import io.prodgate.plan.Durations;
import io.prodgate.plan.Unit;
import io.prodgate.system.SystemException;
import io.prodgate.system.Systems;
import io.prodgate.system.Visit;
import io.prodgate.system.prometheus.Prometheus;
import io.prodgate.system.prometheus.Series;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
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
                Optional<End> harm =
                        fault.abort().isPresent() ? harm(fault.abort().get()) : Optional.empty();
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

    private void breakOff(End why) {
        end = Optional.of(why);
        attempt.users().stop("the fault it ran under was broken off: " + why.why());
    }

    /** What says that users are harmed. Without a number nobody knows that they are not: it is broken off then, too. */
    private Optional<End> harm(Abort abort) throws InterruptedException {
        Optional<Visit> visit =
                abort.system().visit(attempt.logging(attempt.log().part(fact -> {})));
        if (visit.isEmpty()) {
            return unknown("a value of the plan is missing");
        }
        try {
            Instant now = attempt.time().now().truncatedTo(ChronoUnit.SECONDS);
            List<Series> series = new Prometheus(systems, visit.get())
                    .query(abort.query(), now)
                    .series();
            if (series.size() != 1) {
                return unknown("'" + abort.query() + "' has " + series.size() + " results");
            }
            return harm(abort, series.getFirst().value(series.getFirst().size() - 1));
        } catch (SystemException e) {
            return unknown(abort.system().name() + " gives no answer");
        }
    }

    private Optional<End> harm(Abort abort, double value) {
        String told = "'" + abort.query() + "' is " + value;
        if (!Double.isFinite(value)) {
            return unknown(told);
        }
        boolean harmed = abort.when()
                .judge(new Actual.Amount(BigDecimal.valueOf(value), Unit.NONE), attempt.values())
                .met();
        return harmed
                ? Optional.of(
                        new End(FaultRun.Trouble.ABORTED, "users are harmed: " + told + " (" + abort.when() + ")"))
                : Optional.empty();
    }

    private static Optional<End> unknown(String why) {
        return Optional.of(new End(FaultRun.Trouble.BROKEN_OFF, "whether users are harmed is not known: " + why));
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
