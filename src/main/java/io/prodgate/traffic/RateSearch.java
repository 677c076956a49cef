package io.prodgate.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Finds the rate a host takes, by what it accepts and refuses. Pure; all rates are per second.
 *
 * <p>While no limit is known, the rate rises by one with every answer. A refusal puts the limit between a rate that was held and one that
 * was refused, and the search halves the space between them. What was held for a moment may have lived on a burst: if it is refused later,
 * what was accepted between the two refusals tells the limit.
 */
final class RateSearch {
    private static final double NONE = Double.POSITIVE_INFINITY;

    /** The first rate while no limit is known: what almost every API takes. */
    private static final double FIRST = 20;

    /** How much of a distance may be added because the request before it took longer than others. */
    private static final double LEAST_PATIENCE = 0.125;

    private static final double MOST_PATIENCE = 0.5;

    /** Held rate and refused rate so close that searching on costs more than it gains. */
    private static final double CLOSE = 1.04;

    private static final double SLIGHTLY_SLOWER = 0.95;
    private static final double HIGHER = 1.2;
    private static final double MUCH_SLOWER = 0.7;
    private static final double LOWER = 0.98;
    private static final double BELOW_MEASURED = 0.98;
    private static final double AS_MEANT = 0.96;

    /** More refusals than this mean that a granted rate is not what the host takes; each answer counts a tenth. */
    private static final double MANY = 0.3;

    private static final double NEWS = 0.1;

    /** The same where the rate was only guessed: the second refusal at once is one too many. */
    private static final double TWO = 0.15;

    /** Below this share a wider distance is all that follows: one that came too early by chance says nothing about the rate. */
    private static final double SEVERAL = 0.15;

    /** Requests that could have gone out in the pause after a refusal. */
    private static final double MISSED = 1;

    /** A rate that so many were accepted at is proven. */
    private static final int RARE = 20;

    private static final int ROUND = 5;
    private static final Duration SHORT_ROUND = Duration.ofMillis(100);
    private static final Duration LONG_ROUND = Duration.ofSeconds(1);
    private static final Duration CALM = Duration.ofSeconds(30);
    private static final Duration SHORT_CALM = Duration.ofSeconds(3);
    private static final int A_BURST = 5;

    /** Waits in seconds. */
    private static final double FIRST_PAUSE = 0.05;

    private static final double LEAST_PAUSE = 0.002;

    /** The pause, in distances, after a request that came too early by chance: a moment later it would not have been. */
    private static final double A_MOMENT = 0.1;

    private static final double HALF = 0.5;
    private static final double LONGEST_PAUSE = 30;
    private static final Duration SHORT_PAUSE = Duration.ofMillis(300);

    private final Guard guard = new Guard();
    private double top;
    private double rate;
    private double held;
    private double refused = NONE;
    private double ramp = FIRST;
    private boolean burst;
    private boolean unknown;
    private boolean guessed;
    private boolean allowsBursts;
    private boolean byChance;
    private Duration calm = CALM;
    private double before;
    private double heldBelow;

    private Instant firstAccepted = Instant.MAX;
    private Instant lastAccepted = Instant.MIN;
    private Instant lastRefusal = Instant.MIN;
    private Instant measuredFrom = Instant.MIN;
    private Instant roundBegan = Instant.MIN;
    private int accepted;
    private int atThisRate;
    private int refusals;
    private double shareRefused;
    private Instant allFrom = Instant.MIN;
    private int acceptedOfAll;

    /**
     * A search that begins at what is granted.
     *
     * @param top what is granted; infinite if nobody said so
     */
    RateSearch(double top) {
        this.top = top;
        rate = guarded();
    }

    private double guarded() {
        return guard.below(top);
    }

    /** True while no limit is known. */
    boolean open() {
        return rate == NONE;
    }

    /** Whether the host was found to take less than is granted. */
    boolean belowTheGranted() {
        return !open() && rate < guarded();
    }

    /** Starts of requests are to be this far apart. */
    double rate() {
        return open() ? ramp : rate;
    }

    /** The rate starts must never exceed, however late the one before was: the guard is there to be used for that. */
    double fastest() {
        if (open() || rate < guarded()) {
            return rate();
        }
        return guard.fastest(top);
    }

    /** True once a refusal showed that the distance between requests counts. */
    boolean strict() {
        return guard.strict();
    }

    /** How much of a distance may be added because the request before took longer than others: the more, the more are refused. */
    double patience() {
        return Math.min(MOST_PATIENCE, LEAST_PATIENCE + 2 * shareRefused);
    }

    /** Whether the latest refusal only means, as far as is known, that one request came a moment too early: never of a rate that is guessed. */
    boolean byChance() {
        return byChance;
    }

    /**
     * How long to stay away after a refusal that names no time: not long at first, then twice as long each time. A burst that was
     * used up comes back when a window ends, and most windows are usual ones.
     */
    Duration pause(Instant now) {
        if (unknown && accepted >= A_BURST && refusals > 1) {
            Optional<Instant> end = RoundNumbers.windowEnd(firstAccepted, now);
            if (end.isPresent()) {
                return Duration.between(now, end.get());
            }
        }
        double first = unknown ? FIRST_PAUSE : Math.max(LEAST_PAUSE, (byChance ? A_MOMENT : HALF) / rate);
        return Duration.ofNanos((long) (Math.min(LONGEST_PAUSE, first * Math.pow(2, refusals - 1)) * 1e9));
    }

    /** The host grants another rate. */
    void grant(double granted) {
        top = granted;
        guessed = false;
        rate = Math.min(rate, guarded());
    }

    /** A request was answered with anything but a limit. */
    void accepted(Instant now) {
        if (unknown) {
            conclude(now);
        }
        firstAccepted = firstAccepted.isAfter(now) ? now : firstAccepted;
        measuredFrom = measuredFrom.equals(Instant.MIN) ? now : measuredFrom;
        lastAccepted = now;
        refusals = 0;
        shareRefused *= 1 - NEWS;
        guard.narrow();
        accepted++;
        acceptedOfAll++;
        atThisRate++;
        ramp++;
        Duration round = burst ? LONG_ROUND : SHORT_ROUND;
        if (!open() && atThisRate >= ROUND && !now.isBefore(roundBegan.plus(round))) {
            held = Math.max(held, rate);
            faster(now);
        }
    }

    private void faster(Instant now) {
        if (rate >= guarded()) {
            if (guessed && now.isAfter(lastRefusal.plus(calm)) && now.isAfter(roundBegan.plus(calm))) {
                lookHigher(now);
            }
        } else if (refused == NONE) {
            change(Math.min(guarded(), rate * 2), now);
        } else if (refused / rate > CLOSE && !guess(now)) {
            change(Math.min(guarded(), Math.sqrt(rate * refused)), now);
        } else if (top < NONE && now.isAfter(lastRefusal.plus(SHORT_CALM)) && atThisRate > rate) {
            refused = refused * CLOSE * CLOSE;
        } else if (top == NONE) {
            adopt(RoundNumbers.below(rate), now);
        }
    }

    /** A limit that was guessed may have been lower for a while only. */
    private void lookHigher(Instant now) {
        calm = calm.multipliedBy(2);
        before = top;
        top *= HIGHER;
        change(guarded(), now);
    }

    /** Limits are round numbers: if just one lies between what was held and what was refused, it is the limit. */
    private boolean guess(Instant now) {
        OptionalDouble only = top == NONE ? RoundNumbers.only(held, refused) : OptionalDouble.empty();
        double below = held;
        only.ifPresent(limit -> {
            adopt(limit, now);
            heldBelow = below;
        });
        return only.isPresent();
    }

    /** From now on as if this had been granted. */
    private void adopt(double limit, Instant now) {
        top = limit;
        before = 0;
        heldBelow = 0;
        guessed = true;
        guard.restart();
        held = 0;
        refused = NONE;
        burst = false;
        shareRefused = 0;
        change(guarded(), now);
    }

    private void change(double to, Instant now) {
        rate = to;
        atThisRate = 0;
        roundBegan = now;
    }

    /** A request was answered with a limit: the first of several that were under way. */
    void refused(Instant now) {
        if (!strict()) {
            guard.restart();
        }
        refusals++;
        byChance = false;
        shareRefused += NEWS * (1 - shareRefused);
        if (refusals == 1) {
            if (open()) {
                unknown = true;
                allowsBursts = accepted >= A_BURST;
                allFrom = now;
                change(FIRST, now);
            } else if (!unknown) {
                slower(now);
            }
            if (!unknown) {
                accepted = 0;
            }
            if (allFrom.equals(Instant.MIN)) {
                allFrom = now;
                acceptedOfAll = 0;
            }
        }
        lastRefusal = now;
        measuredFrom = now;
    }

    private void slower(Instant now) {
        if (before > 0 && atThisRate < RARE * HIGHER + rate) {
            adopt(before, now);
            return;
        }
        double measured = measured(now);
        boolean soon = atThisRate < RARE || now.isBefore(roundBegan.plus(SHORT_ROUND));
        boolean unprovenStep = held > 0 && rate > held && soon && (refused < NONE || top == NONE);
        if (unprovenStep && !burst) {
            refused = Math.min(refused, rate);
            if (!guess(now)) {
                change(held, now);
            }
        } else if (asMeant(measured)) {
            wider(measured, now);
        } else {
            tooFast(measured, now);
        }
    }

    /** Whether nobody granted a rate. */
    private boolean searching() {
        return top == NONE || guessed;
    }

    /** Whether the rate is right, but for chance. */
    private boolean asMeant(double measured) {
        if (!searching()) {
            return shareRefused < MANY;
        }
        return guessed && shareRefused < TWO || accepted >= ROUND && measured >= rate * AS_MEANT;
    }

    private void tooFast(double measured, Instant now) {
        refused = Math.min(refused, rate);
        if (guessed && heldBelow > 0) {
            searchBetween(heldBelow, now);
            return;
        }
        held = 0;
        shareRefused = 0;
        double all = allFrom.equals(Instant.MIN) ? 0 : acceptedOfAll / seconds(allFrom, now);
        if (searching() && acceptedOfAll >= RARE && all > 0) {
            double least = accepted < ROUND ? all : Math.max(all, measured);
            if (allowsBursts || least >= rate * MUCH_SLOWER) {
                adopt(RoundNumbers.below(Math.min(rate * LOWER, least)), now);
            } else {
                searchBetween(least, now);
            }
        } else if (accepted >= RARE && measured < rate) {
            burst = true;
            refused = Math.min(refused, measured * CLOSE);
            change(measured * BELOW_MEASURED, now);
        } else {
            change(rate * MUCH_SLOWER, now);
        }
    }

    private void searchBetween(double least, Instant now) {
        held = least;
        heldBelow = 0;
        guessed = false;
        top = NONE;
        if (!guess(now)) {
            change(Math.sqrt(held * refused), now);
        }
    }

    /** The rate is right but for the little that clocks and networks are not exact. */
    private void wider(double measured, Instant now) {
        double inMilliseconds = 1000 / Math.ceil(1000 / top);
        if (top == NONE) {
            adopt(RoundNumbers.below(Math.min(measured, rate * LOWER)), now);
        } else if (inMilliseconds < guarded() && lastRefusal.equals(Instant.MIN)) {
            // Servers like nginx count in whole milliseconds, which matters where few of them lie between two requests.
            top = inMilliseconds;
            change(guarded(), now);
        } else {
            byChance = !guessed;
            guard.widen();
            change(Math.min(rate, guarded() * (shareRefused < SEVERAL ? 1 : SLIGHTLY_SLOWER)), now);
        }
    }

    /** What was accepted since the last refusal, as if its pause had not been. */
    private double measured(Instant now) {
        return accepted == 0 ? 0 : (accepted + MISSED) / seconds(measuredFrom, now);
    }

    /** Nobody wanted to send for a while. */
    void idle(Instant now) {
        measuredFrom = now;
        accepted = 0;
        allFrom = Instant.MIN;
    }

    /** The first answer after the first refusals: how long it took tells whether a burst or a distance was refused. */
    private void conclude(Instant now) {
        unknown = false;
        acceptedOfAll = 0;
        boolean waited = refusals > 1 || now.isAfter(lastRefusal.plus(SHORT_PAUSE));
        if (accepted >= A_BURST && waited) {
            adopt(RoundNumbers.below(accepted / RoundNumbers.window(firstAccepted, lastRefusal, now)), now);
        } else if (accepted < A_BURST && accepted > 0) {
            refused = refusals > 1 ? 1 / seconds(lastAccepted, lastRefusal) : NONE;
            change(1 / seconds(lastAccepted, now), now);
        } else {
            change(FIRST, now);
        }
        accepted = 0;
    }

    private static double seconds(Instant from, Instant to) {
        return Math.max(1e-6, Duration.between(from, to).toNanos() / 1e9);
    }
}
