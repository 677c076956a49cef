package io.prodgate.traffic;

import io.prodgate.evidence.PaceWait;
import io.prodgate.evidence.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Lets the callers of one host through at its {@link Pace}, in the order they came. Only the first in line waits for the clock;
 * the others wait for being first. When the host closes for a while, everybody is woken to see whether it is worth waiting.
 */
final class PaceGate {
    /** A sleeping first in line looks up this often: the host may have closed for longer meanwhile. */
    private static final Duration LOOK_UP = Duration.ofSeconds(1);

    private final String host;
    private final Pace pace;
    private final Time time;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Condition> line = new ArrayList<>();
    private final Set<Condition> repeats = new HashSet<>();

    PaceGate(String host, Pace pace, Time time) {
        this.host = host;
        this.pace = pace;
        this.time = time;
    }

    /** What came of waiting for a turn. */
    sealed interface Entry {
        /** The turn: the request goes out at the start that was noted, not sooner, and this gate hears how it ended. */
        record Turn(Sent sent) implements Entry {}

        /** The wait is too long for the deadline. */
        record TooLong(PaceWait pause) implements Entry {}
    }

    /**
     * Waits for a turn and takes it.
     *
     * @param again whether the request had a turn before: then it goes before those that had none
     * @param told hears of waits that the host asked for, as they begin
     */
    Entry enter(boolean again, Instant deadline, Consumer<PaceWait> told) throws InterruptedException {
        lock.lockInterruptibly();
        Condition turn = lock.newCondition();
        queue(turn, again);
        Instant toldUntil = Instant.MIN;
        Instant came = time.now();
        boolean waited = false;
        try {
            while (true) {
                Instant now = time.now();
                if (waited && !now.isBefore(deadline)) {
                    return new Entry.TooLong(wait(came, now, false));
                }
                Instant soonest = pace.soonest(now, ahead(turn));
                if (!soonest.isBefore(deadline) && soonest.isAfter(now)) {
                    return new Entry.TooLong(wait(now, soonest, false));
                }
                if (pace.closedUntil().isAfter(now) && pace.closedUntil().isAfter(toldUntil)) {
                    toldUntil = pace.closedUntil();
                    told.accept(wait(now, toldUntil, true));
                }
                if (line.getFirst() != turn) {
                    waited = true;
                    await(turn, now, deadline);
                    continue;
                }
                switch (pace.turn(now)) {
                    case Pace.Turn.Now() -> {
                        return new Entry.Turn(pace.started(now));
                    }
                    case Pace.Turn.At(Instant instant) -> {
                        if (!instant.isBefore(deadline)) {
                            return new Entry.TooLong(wait(now, instant, false));
                        }
                        Instant early = instant.minus(pace.lead());
                        if (!early.isAfter(now) && pace.turn(instant) instanceof Pace.Turn.Now) {
                            return new Entry.Turn(pace.started(instant));
                        }
                        waited = true;
                        sleep(now, early.isAfter(now) ? early : instant);
                    }
                    case Pace.Turn.AfterAnAnswer(Instant atLatest) -> {
                        waited = true;
                        await(turn, now, atLatest.isBefore(deadline) ? atLatest : deadline);
                    }
                }
            }
        } finally {
            line.remove(turn);
            repeats.remove(turn);
            wakeFirst();
            lock.unlock();
        }
    }

    private void queue(Condition turn, boolean again) {
        if (!again) {
            line.addLast(turn);
            return;
        }
        line.add(repeats.size(), turn);
        repeats.add(turn);
    }

    /** How many stand in line. */
    int waiting() {
        lock.lock();
        try {
            return line.size();
        } finally {
            lock.unlock();
        }
    }

    /** Where the pace comes from that callers keep now. */
    String paceInWords() {
        lock.lock();
        try {
            return pace.inWords();
        } finally {
            lock.unlock();
        }
    }

    private int ahead(Condition turn) {
        return line.indexOf(turn);
    }

    private PaceWait wait(Instant from, Instant until, boolean taken) {
        return new PaceWait(host, from, Duration.between(from, until), pace.word(time.now()), taken);
    }

    /** Waits to be woken, but not beyond the deadline: slow answers to others must not hold anybody longer than it has time. */
    private static void await(Condition turn, Instant now, Instant deadline) throws InterruptedException {
        // Woken or not, the caller looks at the clock and the line again.
        boolean ignoredWoken =
                turn.await(TimeUnit.NANOSECONDS.convert(Duration.between(now, deadline)), TimeUnit.NANOSECONDS);
    }

    private void sleep(Instant now, Instant until) throws InterruptedException {
        Duration whole = Duration.between(now, until);
        Duration duration = whole.compareTo(LOOK_UP) > 0 ? LOOK_UP : whole;
        lock.unlock();
        try {
            time.sleep(duration);
        } finally {
            lock.lock();
        }
    }

    private void wakeFirst() {
        if (!line.isEmpty()) {
            line.getFirst().signal();
        }
    }

    /**
     * The request was answered, and no limit was hit.
     *
     * @param policies what the answer tells of what is granted
     */
    void answered(Sent sent, List<RateLimitFields.Policy> policies) {
        tell(() -> {
            pace.answered(sent, time.now());
            pace.told(policies);
        });
    }

    /** The request ended without an answer. */
    void ended(Sent sent) {
        tell(() -> pace.ended(sent, time.now()));
    }

    /** The request did not go out after all. */
    void withdrawn(Sent sent) {
        tell(() -> pace.withdrawn(sent));
    }

    /** A request that somebody else sent to the host was answered with a limit. */
    void limitedElsewhere(Limit limit) {
        lock.lock();
        try {
            Instant now = time.now();
            pace.limited(limit, pace.started(now), now);
            List<Condition> all = new ArrayList<>(line);
            all.forEach(Condition::signal);
        } finally {
            lock.unlock();
        }
    }

    private void tell(Runnable news) {
        lock.lock();
        try {
            news.run();
            wakeFirst();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The request was answered with a limit.
     *
     * @param policies what the answer tells of what is granted; nothing follows from it if it tells nothing
     * @return the wait that is too long for the deadline; empty if the request can be repeated after it
     */
    Optional<PaceWait> limited(Limit limit, Sent sent, List<RateLimitFields.Policy> policies, Instant deadline) {
        lock.lock();
        try {
            Instant now = time.now();
            pace.limited(limit, sent, now);
            if (!policies.isEmpty()) {
                pace.told(policies);
            }
            List<Condition> all = new ArrayList<>(line);
            all.forEach(Condition::signal);
            Instant open = pace.closedUntil();
            return open.isAfter(now) && !open.isBefore(deadline)
                    ? Optional.of(wait(now, open, false))
                    : Optional.empty();
        } finally {
            lock.unlock();
        }
    }
}
