package io.prodgate.check;

import io.prodgate.check.lease.Leases;
import io.prodgate.check.lease.Step;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Time;
import io.prodgate.evidence.Write;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Leases of one attempt that are noted in the ledger of its check, before anything is made and again when it is undone: so that a report
 * lists them whatever became of the attempt.
 */
final class NotedLeases implements Leases {
    private final Leases leases;
    private final Ledger ledger;
    private final int attempt;
    private final Time time;
    private final AtomicInteger count = new AtomicInteger();

    /**
     * Leases of an attempt.
     *
     * @param attempt its number: what is lent again after an interruption takes the place of what was lent before
     */
    NotedLeases(Leases leases, Ledger ledger, int attempt, Time time) {
        this.leases = leases;
        this.ledger = ledger;
        this.attempt = attempt;
        this.time = time;
    }

    @Override
    public Held take(String check, String what, Duration term, List<Step> undo) {
        String key = "lease " + attempt + "." + count.incrementAndGet();
        note(key, what, Write.State.ABOUT_TO_BE_SENT);
        Held held;
        try {
            held = leases.take(check, what, term, undo);
        } catch (UncheckedIOException e) {
            note(key, what, Write.State.NOT_DONE);
            throw e;
        }
        return new Held() {
            @Override
            public Optional<String> giveBack(EvidenceLog log, Duration most) {
                Optional<String> left = held.giveBack(log, most);
                note(key, what, left.isEmpty() ? Write.State.UNDONE : Write.State.NOT_UNDONE);
                return left;
            }
        };
    }

    private void note(String key, String what, Write.State state) {
        ledger.note(new Write(key, what, state, Map.of(), time.now()));
    }
}
