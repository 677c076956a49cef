package io.prodgate.check.fault;

import io.prodgate.check.Attempt;
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
    private final Instant end;
    private volatile Optional<String> reason = Optional.empty();
    private final Thread thread;

    Watch(Attempt attempt, FaultPlan fault, Systems systems) {
        this.attempt = attempt;
        this.fault = fault;
        this.systems = systems;
        this.end = attempt.time().now().plus(fault.atMost());
        this.thread = Thread.ofVirtual().name("watch over " + fault.what()).start(this::watch);
    }

    private void watch() {
        try {
            Duration every = fault.abort().map(Abort::every).orElse(fault.atMost());
            while (attempt.time().now().isBefore(end)) {
                Optional<String> harm =
                        fault.abort().isPresent() ? harm(fault.abort().get()) : Optional.empty();
                if (harm.isPresent()) {
                    abort(harm.get());
                    return;
                }
                Duration left = Duration.between(attempt.time().now(), end);
                attempt.time().sleep(left.compareTo(every) < 0 ? left : every);
            }
            abort("it was in place for " + Durations.format(fault.atMost()) + ", which is the most that is allowed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void abort(String why) {
        reason = Optional.of(why);
        attempt.users().stop("the fault it ran under was broken off: " + why);
    }

    /** What says that users are harmed. Without a number nobody knows that they are not: that counts as harm. */
    private Optional<String> harm(Abort abort) throws InterruptedException {
        Optional<Visit> visit =
                abort.system().visit(attempt.logging(attempt.log().part(fact -> {})));
        if (visit.isEmpty()) {
            return Optional.of("whether users are harmed cannot be asked: a value of the plan is missing");
        }
        try {
            Instant now = attempt.time().now().truncatedTo(ChronoUnit.SECONDS);
            List<Series> series = new Prometheus(systems, visit.get())
                    .query(abort.query(), now)
                    .series();
            if (series.size() != 1) {
                return Optional.of("whether users are harmed is not known: '" + abort.query() + "' has " + series.size()
                        + " results");
            }
            double value = series.getFirst().value(series.getFirst().size() - 1);
            boolean harmed = !Double.isFinite(value) || met(abort, value);
            return harmed
                    ? Optional.of("users are harmed: '" + abort.query() + "' is " + value + " (" + abort.when() + ")")
                    : Optional.empty();
        } catch (SystemException e) {
            return Optional.of(
                    "whether users are harmed is not known: " + abort.system().name() + " gives no answer");
        }
    }

    private boolean met(Abort abort, double value) {
        return abort.when()
                .judge(new Actual.Amount(BigDecimal.valueOf(value), Unit.NONE), attempt.values())
                .met();
    }

    /** Why it was broken off, if it was. */
    Optional<String> reason() {
        return reason;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
