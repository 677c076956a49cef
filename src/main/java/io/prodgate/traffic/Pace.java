package io.prodgate.traffic;

import io.prodgate.plan.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How fast one host may be asked. Pure: told what happens and when, it says when the next request may go out. Not safe for use by
 * several threads.
 *
 * <p>A request takes a token and gives it back one window after its <em>answer</em> arrived. Nobody knows when between sending
 * and answering the server counted it, so counting it for the whole time is the only way never to be over the limit in
 * any window of the server's. The price is throughput of {@code L·W/(W+latency)} instead of {@code L}.
 *
 * <p>A limit that is hit halves the pace, and every window without trouble raises it by a tenth again, up to what the plan grants.
 */
final class Pace {
    /** The window while no limit is known, in which requests are counted to know where a limit was hit. */
    private static final Duration UNKNOWN_WINDOW = Duration.ofSeconds(1);

    /** Most servers allow no full burst: starts are spread, but long windows are not slowed down by it before they must be. */
    private static final Duration WIDEST_SPREAD = Duration.ofMillis(250);

    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(500);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(30);
    private static final Duration LONGEST_WINDOW = Duration.ofMinutes(10);
    private static final double SLOWER = 0.5;
    private static final double FASTER = 0.1;

    /** When the next request may go out. */
    sealed interface Turn {
        /** Now. */
        record Now() implements Turn {}

        /** Not before an instant. */
        record At(Instant instant) implements Turn {}

        /** Not before one of the requests under way is answered. */
        record AfterAnAnswer() implements Turn {}
    }

    private final Optional<Rate> granted;
    private final RandomGenerator random;
    private final Deque<Instant> answered = new ArrayDeque<>();
    private Duration window;
    private double allowed;
    private int underWay;
    private Instant lastStart = Instant.MIN;
    private Instant closedUntil = Instant.MIN;
    private Instant lastChange = Instant.MIN;
    private Instant lastLimit = Instant.MIN;
    private int limitsInARow;
    private int answersSinceChange;
    private String word;

    Pace(Optional<Rate> granted, RandomGenerator random) {
        this.granted = granted;
        this.random = random;
        window = baseWindow();
        allowed = ceiling();
        word = granted.map(rate -> "plan: " + rate).orElse("no limit known");
    }

    private Duration baseWindow() {
        return granted.map(Rate::per).orElse(UNKNOWN_WINDOW);
    }

    private double ceiling() {
        return granted.map(rate -> (double) rate.count()).orElse(Double.POSITIVE_INFINITY);
    }

    /** By whose word one has to wait now. */
    String word() {
        return word;
    }

    /** Until when nobody may send at all, because the host said so; long ago if it did not. */
    Instant closedUntil() {
        return closedUntil;
    }

    /** Whether the next request may go out. */
    Turn turn(Instant now) {
        forget(now);
        Instant soonest = latest(closedUntil, spreadOver());
        if (soonest.isAfter(now)) {
            return new Turn.At(soonest);
        }
        int over = underWay + answered.size() - whole(allowed);
        if (Double.isInfinite(allowed) || over < 0) {
            return new Turn.Now();
        }
        if (over >= answered.size()) {
            return new Turn.AfterAnAnswer();
        }
        return new Turn.At(
                answered.stream().skip(over).findFirst().orElseThrow().plus(window));
    }

    /**
     * A time before which somebody cannot get a turn who has so many in front of him. Counts with the plan's pace, not with the
     * lowered one: that may rise while he waits, and who could have been served must not be sent away.
     */
    Instant soonest(Instant now, int ahead) {
        Instant open = latest(now, closedUntil);
        return granted.map(rate -> open.plus(rate.per().multipliedBy(ahead / rate.count())))
                .orElse(open);
    }

    private Instant spreadOver() {
        if (Double.isInfinite(allowed) || lastStart.equals(Instant.MIN)) {
            return Instant.MIN;
        }
        Duration even = window.dividedBy(whole(allowed));
        boolean wasLimited = !lastLimit.equals(Instant.MIN);
        return lastStart.plus(wasLimited || even.compareTo(WIDEST_SPREAD) < 0 ? even : WIDEST_SPREAD);
    }

    /** A request goes out. */
    void started(Instant now) {
        underWay++;
        lastStart = now;
    }

    /** A request that was to go out did not: nothing was sent. */
    void withdrawn() {
        underWay--;
    }

    /** A request ended that no limit was told to. */
    void ended(Instant now) {
        rest(now);
        if (now.isBefore(closedUntil)) {
            // An answer to a request from before the limit: it says nothing about the time after.
            return;
        }
        limitsInARow = 0;
        answersSinceChange++;
        raise(now);
    }

    private void rest(Instant now) {
        underWay--;
        answered.addLast(now);
        forget(now);
    }

    private void forget(Instant now) {
        while (!answered.isEmpty() && !answered.getFirst().plus(window).isAfter(now)) {
            answered.removeFirst();
        }
    }

    /** Additive increase: only after a window that was used, so that a limit is not forgotten by being idle. */
    private void raise(Instant now) {
        if (Double.isInfinite(allowed) || allowed >= ceiling() && window.equals(baseWindow())) {
            return;
        }
        boolean used = answersSinceChange >= whole(allowed);
        if (!used || now.isBefore(latest(lastChange, closedUntil).plus(window))) {
            return;
        }
        if (window.compareTo(baseWindow()) > 0) {
            window = longer(baseWindow(), window.multipliedBy(3).dividedBy(4));
        } else {
            allowed = Math.min(
                    ceiling(), allowed + Math.max(1, granted.map(Rate::count).orElse(10) * FASTER));
        }
        lastChange = now;
        answersSinceChange = 0;
        word = "pace after a limit: " + whole(allowed) + " in " + window.toMillis() / 1000.0 + " s";
    }

    /**
     * A request was answered with a limit. Requests that were under way when the first such answer came are part of the same
     * event: they do not slow down further.
     *
     * @param started when the request that was limited went out
     */
    void limited(Limit limit, Instant started, Instant now) {
        int seen = underWay + answered.size();
        rest(now);
        boolean sameEvent = !started.isAfter(lastLimit);
        if (!sameEvent) {
            limitsInARow++;
            slowDown(seen);
            lastChange = now;
            answersSinceChange = 0;
            lastLimit = now;
        }
        Optional<Duration> told = limit.pause().filter(Duration::isPositive);
        if (told.isPresent() || !sameEvent) {
            Instant until = now.plus(told.orElseGet(this::backOff));
            if (until.isAfter(closedUntil)) {
                closedUntil = until;
                word = limit.word();
            }
        }
    }

    /**
     * Half of what was allowed, or, while nothing was known, of what was seen to be too much. What was seen does not count
     * against a known limit: a thousand an hour, limited after the third request, would become one an hour.
     */
    private void slowDown(int seen) {
        double reached = Double.isInfinite(allowed) ? Math.max(1, seen) : allowed;
        if (allowed <= 1) {
            Duration doubled = window.multipliedBy(2);
            window = doubled.compareTo(LONGEST_WINDOW) > 0 ? longer(window, LONGEST_WINDOW) : doubled;
        }
        allowed = Math.max(1, Math.floor(reached * SLOWER));
    }

    /** Exponential, with the upper half left to chance so that several runners do not come back together. */
    private Duration backOff() {
        long base = FIRST_BACK_OFF.toMillis() << Math.min(limitsInARow - 1, 10);
        long capped = Math.min(base, LONGEST_BACK_OFF.toMillis());
        return Duration.ofMillis(capped / 2 + random.nextLong(capped / 2 + 1));
    }

    private static int whole(double count) {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, count));
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
