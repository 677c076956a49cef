package io.prodgate.check.alert;

import io.prodgate.check.Attempt;
import io.prodgate.system.SystemException;
import io.prodgate.system.Systems;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Looks again and again until there is nothing more to wait for, or no time. */
final class Looks {
    private final Attempt attempt;
    private final AlertPlan plan;
    private final Systems systems;

    Looks(Attempt attempt, AlertPlan plan, Systems systems) {
        this.attempt = attempt;
        this.plan = plan;
        this.systems = systems;
    }

    /** One look. */
    interface Look {
        /** True if there is nothing more to wait for. */
        boolean done(Round round, Instant now) throws SystemException, InterruptedException, Round.NobodyToAskException;
    }

    /** How it ended. */
    enum End {
        /** There is nothing more to wait for. */
        DONE,
        /** There is no more time. */
        OUT_OF_TIME,
        /** The last look saw nothing; the log says why. */
        BLIND
    }

    /** Watches until others were told of an incident, or should have been. */
    void escalation(ReadDelivery read) throws InterruptedException {
        Optional<Escalation> escalation = read.escalation();
        if (escalation.isPresent()) {
            Instant end = attempt.time().now().plus(plan.told().escalates().orElseThrow());
            if (until(end, escalation.get()::look) == End.OUT_OF_TIME) {
                escalation.get().outOfTime();
            }
        }
    }

    /** Looks until a time. */
    End until(Instant end, Look look) throws InterruptedException {
        Duration pause = Pause.within(plan.within());
        while (true) {
            Round round = new Round(attempt, plan, systems);
            Instant now = attempt.time().now();
            boolean last = !now.isBefore(end);
            try {
                if (look.done(round, now)) {
                    return End.DONE;
                }
                if (last) {
                    return End.OUT_OF_TIME;
                }
            } catch (SystemException e) {
                if (last || !Round.passes(e)) {
                    round.tell();
                    return End.BLIND;
                }
            } catch (Round.NobodyToAskException e) {
                round.tell();
                return End.BLIND;
            }
            Duration left = Duration.between(attempt.time().now(), end);
            attempt.time().sleep(left.compareTo(pause) < 0 ? left : pause);
        }
    }
}
