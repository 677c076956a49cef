package io.prodgate.run;

import io.prodgate.check.BoundCheck;
import io.prodgate.check.Users;
import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.PaceWait;
import io.prodgate.evidence.Time;
import io.prodgate.journal.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the attempts of a check, one after the other, until it can be concluded from them. */
final class Tries {
    private final Attempts attempts;
    private final Backoff backoff;
    private final Time time;
    private final Chronicle chronicle;

    Tries(Attempts attempts, Backoff backoff, Time time, Chronicle chronicle) {
        this.attempts = attempts;
        this.backoff = backoff;
        this.time = time;
        this.chronicle = chronicle;
    }

    /**
     * Tries until there is nothing more to try, or no time.
     *
     * @param users the checks that run under its condition
     * @param before what the check has behind it if the run was resumed
     * @return all attempts, first to last, those before included
     */
    List<AttemptRecord> untilConcluded(BoundCheck check, Users users, Earlier.Part before, Instant deadline)
            throws InterruptedException {
        String id = check.entry().id();
        List<AttemptRecord> done = new ArrayList<>(before.attempts());
        JournalLedger ledger = new JournalLedger(
                before.writes(), write -> chronicle.record(new Event.WriteNoted(id, done.size() + 1, write)));
        int usedUp = before.again() ? done.size() : 0;
        while (mayTry(id, done.subList(usedUp, done.size()), deadline)) {
            AttemptRecord attempt = attempts.make(
                    check,
                    done,
                    deadline,
                    ledger,
                    users,
                    fact -> watch(id, fact),
                    what -> chronicle.tell(who -> who.working(id, what)));
            done.add(attempt);
            chronicle.record(new Event.AttemptFinished(id, attempt));
            if (attempt.diagnosis().isPresent() && Thread.interrupted()) {
                // What it saw is kept; what it proves is not, since it did not come to its end.
                throw new InterruptedException();
            }
        }
        return done;
    }

    /** Waits for the next attempt; false if there is to be none. */
    private boolean mayTry(String id, List<AttemptRecord> done, Instant deadline) throws InterruptedException {
        if (done.isEmpty()) {
            return true;
        }
        AttemptRecord last = done.getLast();
        Optional<Duration> pause = attempts.pauseAfter(done, backoff);
        if (last.diagnosis().isEmpty() || pause.isEmpty()) {
            return false;
        }
        // Of a resumed run's last attempt the pause may be long over.
        Instant next = last.started().plus(last.duration()).plus(pause.get());
        if (!next.isBefore(deadline)) {
            return false;
        }
        Duration left = Duration.between(time.now(), next);
        if (left.isPositive()) {
            String reason = last.diagnosis().get().explanation();
            chronicle.tell(who -> who.waiting(id, reason, next));
            time.sleep(left);
        }
        return true;
    }

    /** A wait for a rate limit is news for whoever looks on, as long as it is not over. */
    private void watch(String check, Evidence fact) {
        if (fact instanceof PaceWait pause
                && pause.taken()
                && pause.from().plus(pause.delay()).isAfter(time.now())) {
            chronicle.tell(who -> who.waiting(
                    check,
                    "rate limit of " + pause.host() + " (" + pause.word() + ")",
                    pause.from().plus(pause.delay())));
        }
    }
}
