package io.prodgate.check.fault;

import io.prodgate.check.Attempt;
import io.prodgate.evidence.FaultRun;
import io.prodgate.plan.Actual;
import io.prodgate.plan.Unit;
import io.prodgate.system.SystemException;
import io.prodgate.system.Systems;
import io.prodgate.system.Visit;
import io.prodgate.system.prometheus.Prometheus;
import io.prodgate.system.prometheus.Series;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Whether real users are harmed, by a number of the monitoring.
 *
 * @param abort which number, and what it is when they are
 */
record Harm(Abort abort, Attempt attempt, Systems systems) {
    /** What says that users are harmed. Without a number nobody knows that they are not: it is broken off then, too. */
    Optional<Watch.End> look() throws InterruptedException {
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
            return harm(series.getFirst().value(series.getFirst().size() - 1));
        } catch (SystemException e) {
            return unknown(abort.system().name() + " gives no answer");
        }
    }

    private Optional<Watch.End> harm(double value) {
        String told = "'" + abort.query() + "' is " + value;
        if (!Double.isFinite(value)) {
            return unknown(told);
        }
        boolean harmed = abort.when()
                .judge(new Actual.Amount(BigDecimal.valueOf(value), Unit.NONE), attempt.values())
                .met();
        return harmed
                ? Optional.of(new Watch.End(
                        FaultRun.Trouble.ABORTED, "users are harmed: " + told + " (" + abort.when() + ")"))
                : Optional.empty();
    }

    private static Optional<Watch.End> unknown(String why) {
        return Optional.of(new Watch.End(FaultRun.Trouble.BROKEN_OFF, "whether users are harmed is not known: " + why));
    }
}
