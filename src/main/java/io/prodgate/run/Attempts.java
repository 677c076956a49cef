package io.prodgate.run;

import io.prodgate.check.Attempt;
import io.prodgate.check.BoundCheck;
import io.prodgate.check.Ledger;
import io.prodgate.check.Users;
import io.prodgate.check.Workbench;
import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.diagnosis.Diagnosis;
import io.prodgate.diagnosis.Signs;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Trouble;
import io.prodgate.journal.JournalException;
import io.prodgate.traffic.Inquiry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes one attempt of a check and has it diagnosed if it is missed. */
final class Attempts {
    /** The clock that sleeps and the clock that tells the time differ by so much after a pause, while the latter is being set right. */
    private static final Duration CLOCKS_APART = Duration.ofMillis(100);

    private final Workbench bench;
    private final Assessment assessment;

    Attempts(Workbench bench, Assessment assessment) {
        this.bench = bench;
        this.assessment = assessment;
    }

    AttemptRecord make(
            BoundCheck check,
            List<AttemptRecord> earlier,
            Instant deadline,
            Ledger ledger,
            Users users,
            Consumer<Evidence> observer,
            Consumer<String> news)
            throws InterruptedException {
        int number = earlier.size() + 1;
        Instant started = bench.time().now();
        Attempt attempt = bench.attempt(check.entry().id(), number, deadline, ledger, users, observer, news);
        EvidenceLog log = attempt.log();
        try {
            check.check().attempt(attempt);
        } catch (JournalException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            log.add(mistake(e, started));
        }
        if (!Signs.met(log.facts())) {
            askWitnesses(log);
        }
        Optional<Diagnosis> diagnosis = assessment.diagnose(check.check().repeatable(), earlier, log.facts(), started);
        Duration duration = Duration.between(started, bench.time().now());
        List<Evidence> kept = diagnosis.isPresent() ? log.facts() : Excerpts.shorten(log.facts());
        return new AttemptRecord(number, started, duration, kept, diagnosis);
    }

    private void askWitnesses(EvidenceLog log) throws InterruptedException {
        Optional<Inquiry> inquiry = Inquiries.of(log.facts());
        if (inquiry.isPresent()) {
            bench.askWitnesses(inquiry.get(), log);
        }
    }

    private Trouble mistake(Throwable e, Instant started) {
        Instant now = bench.time().now();
        return new Trouble(
                Trouble.Kind.INTERNAL,
                "prodgate",
                "a mistake inside prodgate, please report it: " + e,
                Trouble.Sent.PERHAPS,
                now,
                Duration.between(started, now));
    }

    /** How long to wait before the next attempt; empty if there is to be none. */
    Optional<Duration> pauseAfter(List<AttemptRecord> attempts, Backoff backoff) {
        if (!Assessment.goesOn(attempts)) {
            return Optional.empty();
        }
        AttemptRecord last = attempts.getLast();
        return switch (Assessment.next(last)) {
            case STOP -> Optional.empty();
            case CONFIRM -> Optional.of(backoff.confirm());
            case UNTIL_SETTLED -> Optional.of(notMuchLongerThanSettle(backoff.after(attempts.size())));
            case BACK_OFF -> Optional.of(longEnough(last, backoff.after(Assessment.infrastructureTries(attempts))));
        };
    }

    /** Before a resolver may have forgotten that a name was not there, it would say the same again (RFC 2308). */
    private static Duration longEnough(AttemptRecord last, Duration pause) {
        return Signs.absentFor(last.evidence())
                .map(time -> time.plusSeconds(1))
                .filter(time -> time.compareTo(pause) > 0)
                .orElse(pause);
    }

    /** The last try of the window is made as it ends, so that the answer is known then, and certainly not before. */
    private Duration notMuchLongerThanSettle(Duration pause) {
        Duration left =
                Duration.between(bench.time().now(), assessment.settleUntil()).plus(CLOCKS_APART);
        return left.isPositive() && left.compareTo(pause) < 0 ? left : pause;
    }
}
