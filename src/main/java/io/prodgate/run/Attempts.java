package io.prodgate.run;

import io.prodgate.check.Attempt;
import io.prodgate.check.BoundCheck;
import io.prodgate.check.Ledger;
import io.prodgate.check.Workbench;
import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.diagnosis.Diagnosis;
import io.prodgate.diagnosis.Next;
import io.prodgate.diagnosis.Rules;
import io.prodgate.diagnosis.Signs;
import io.prodgate.diagnosis.Situation;
import io.prodgate.evidence.CertificateChain;
import io.prodgate.evidence.ClockReading;
import io.prodgate.evidence.ControlProbe;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.ItemResult;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.Misconfiguration;
import io.prodgate.evidence.NameLookup;
import io.prodgate.evidence.PaceWait;
import io.prodgate.evidence.ProcessRun;
import io.prodgate.evidence.TestResults;
import io.prodgate.evidence.Trouble;
import io.prodgate.evidence.VantageProbe;
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
    private final Rules rules;
    private final Instant settleUntil;

    Attempts(Workbench bench, Rules rules, Instant settleUntil) {
        this.bench = bench;
        this.rules = rules;
        this.settleUntil = settleUntil;
    }

    AttemptRecord make(
            BoundCheck check, List<AttemptRecord> earlier, Instant deadline, Ledger ledger, Consumer<Evidence> observer)
            throws InterruptedException {
        int number = earlier.size() + 1;
        Instant started = bench.time().now();
        Attempt attempt = bench.attempt(check.entry().id(), number, deadline, ledger, observer);
        EvidenceLog log = attempt.log();
        try {
            check.check().attempt(attempt);
        } catch (JournalException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            log.add(mistake(e, started));
        }
        Optional<Diagnosis> diagnosis =
                Signs.met(log.facts()) ? Optional.empty() : Optional.of(diagnose(check, earlier, log, started));
        Duration duration = Duration.between(started, bench.time().now());
        List<Evidence> kept = diagnosis.isPresent() ? log.facts() : Excerpts.shorten(log.facts());
        return new AttemptRecord(number, started, duration, kept, diagnosis);
    }

    private Diagnosis diagnose(BoundCheck check, List<AttemptRecord> earlier, EvidenceLog log, Instant started)
            throws InterruptedException {
        Optional<Inquiry> inquiry = Inquiries.of(log.facts());
        if (inquiry.isPresent()) {
            bench.askWitnesses(inquiry.get(), log);
        }
        boolean repeatable = check.check().repeatable() || !reachedWithWrite(log.facts());
        return rules.diagnose(new Situation(earlier, log.facts(), started, settleUntil, repeatable));
    }

    /** Whether something that changes production may have been carried out. */
    private static boolean reachedWithWrite(List<Evidence> facts) {
        return facts.stream().anyMatch(fact -> switch (fact) {
            case HttpExchange exchange -> !readsOnly(exchange.method());
            case Trouble trouble -> trouble.sent() == Trouble.Sent.PERHAPS;
            case ProcessRun run -> run.end() != ProcessRun.End.NOT_STARTED;
            case CertificateChain _,
                    Judgement _,
                    ControlProbe _,
                    ClockReading _,
                    PaceWait _,
                    Misconfiguration _,
                    NameLookup _,
                    VantageProbe _,
                    TestResults _,
                    ItemResult _ -> false;
        });
    }

    private static boolean readsOnly(String method) {
        return method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS");
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
        Next next = attempts.getLast().diagnosis().map(Diagnosis::next).orElse(Next.STOP);
        return switch (next) {
            case STOP -> Optional.empty();
            case CONFIRM -> Optional.of(backoff.confirm());
            case UNTIL_SETTLED -> Optional.of(notMuchLongerThanSettle(backoff.after(attempts.size())));
            case BACK_OFF ->
                infrastructureTries(attempts) < Backoff.INFRASTRUCTURE_ATTEMPTS
                        ? Optional.of(longEnough(attempts.getLast(), backoff.after(infrastructureTries(attempts))))
                        : Optional.empty();
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
        Duration left = Duration.between(bench.time().now(), settleUntil).plus(CLOCKS_APART);
        return left.isPositive() && left.compareTo(pause) < 0 ? left : pause;
    }

    private static int infrastructureTries(List<AttemptRecord> attempts) {
        return (int) attempts.stream()
                .filter(attempt -> attempt.diagnosis()
                        .filter(diagnosis -> diagnosis.next() == Next.BACK_OFF)
                        .isPresent())
                .count();
    }
}
