package io.prodgate.traffic;

import io.prodgate.plan.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How fast one host may be asked. Pure: told what happens and when, it says when the next request may go out. Not safe for use by
 * several threads.
 *
 * <p>Two things hold a request back: {@link Quota}s, so that no window of the server's sees more than is granted, and the distance to
 * the request before it, as {@link RateSearch} finds it: many servers allow no burst at all.
 */
final class Pace {
    /** While no limit is known and nothing was answered yet, this long everybody waits for the first answer: it may tell the limit. */
    private static final Duration FIRST_ALONE = Duration.ofMillis(250);

    /** While no limit is known, so many may always be under way: as many can be refused at once and no harm is done. */
    private static final int ALWAYS_UNDER_WAY = 2;

    /** Nobody wanted to send if the next request comes this much later than it could. */
    private static final Duration IDLE = Duration.ofMillis(100);

    /** Callers are let through at most so much before they may send: their request is prepared meanwhile. */
    static final Duration LONGEST_LEAD = Duration.ofMillis(2);

    /** The same as a share of the distance: what the answer to the request before tells must still count. */
    private static final int LEAD_SHARE = 4;

    private static final int MOST_CAUGHT_UP = 8;

    private static final double BACK_OFF_CHANCE = 0.1;

    /** When the next request may go out. */
    sealed interface Turn {
        /** Now. */
        record Now() implements Turn {}

        /** Not before an instant. */
        record At(Instant instant) implements Turn {}

        /** Not before one of the requests under way is answered, or an instant has come. */
        record AfterAnAnswer(Instant atLatest) implements Turn {}
    }

    private final Optional<Rate> granted;
    private final RandomGenerator random;
    private final RateSearch search;
    private final Latencies latencies = new Latencies();
    private final Quotas quotas;
    private int underWay;
    private boolean answered;
    private Instant lastStart = Instant.MIN;
    private Instant next = Instant.MIN;

    /** When the next request would go out if nobody had ever woken up late. */
    private Instant due = Instant.MIN;

    private Instant closedUntil = Instant.MIN;
    private Instant lastLimit = Instant.MIN;
    private String word;

    Pace(Optional<Rate> granted, RandomGenerator random) {
        this.granted = granted;
        this.random = random;
        quotas = new Quotas(granted);
        search = new RateSearch(quotas.spread());
        word = granted.map(rate -> "plan: " + rate).orElse("no limit known");
    }

    /** By whose word one has to wait now: the limit's while it lasts, otherwise what the pace comes from. */
    String word(Instant now) {
        return closedUntil.isAfter(now) ? word : inWords();
    }

    /** Where the pace comes from that is kept when nobody has to wait for a limit. */
    String inWords() {
        boolean neverLimited = lastLimit.equals(Instant.MIN);
        String own = neverLimited ? word : "the pace found after " + word;
        if (!quotas.areTold()) {
            return own;
        }
        boolean ownCounts = neverLimited ? granted.isPresent() : search.belowTheGranted();
        return ownCounts ? own + ", and " + quotas.toldInWords() : quotas.toldInWords();
    }

    /** Until when nobody may send at all, because the host said so; long ago if it did not. */
    Instant closedUntil() {
        return closedUntil;
    }

    /** How long before its turn a request is to be prepared. */
    Duration lead() {
        Duration share = distance(search.fastest()).dividedBy(LEAD_SHARE);
        return share.compareTo(LONGEST_LEAD) < 0 ? share : LONGEST_LEAD;
    }

    /** Whether the next request may go out. */
    Turn turn(Instant now) {
        if (closedUntil.isAfter(now)) {
            return new Turn.At(closedUntil);
        }
        if (!answered && underWay > 0 && now.isBefore(lastStart.plus(FIRST_ALONE))) {
            return new Turn.AfterAnAnswer(lastStart.plus(FIRST_ALONE));
        }
        boolean fewUnderWay = search.open() && underWay < ALWAYS_UNDER_WAY;
        if (next.isAfter(now) && !fewUnderWay) {
            return search.open() ? new Turn.AfterAnAnswer(next) : new Turn.At(next);
        }
        Optional<Optional<Instant>> usedUp = quotas.usedUp(now, latencies.alike());
        if (usedUp.isEmpty()) {
            return new Turn.Now();
        }
        return usedUp.get().<Turn>map(Turn.At::new).orElseGet(() -> new Turn.AfterAnAnswer(Instant.MAX));
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

    /** A request goes out. */
    Sent started(Instant now) {
        underWay++;
        Sent sent = new Sent(now);
        quotas.add(sent);
        Instant possible = latest(search.strict() ? next : due, closedUntil);
        Duration late = possible.isBefore(now) && possible.isAfter(Instant.MIN)
                ? Duration.between(possible, now)
                : Duration.ZERO;
        Duration even = distance(search.rate());
        if (late.compareTo(even.plus(IDLE)) > 0 && underWay == 1) {
            search.idle(now);
        }
        Duration most = even.multipliedBy(MOST_CAUGHT_UP);
        due = now.plus(even.minus(late.compareTo(most) < 0 ? late : most));
        next = latest(now.plus(distance(search.fastest())), due);
        lastStart = now;
        return sent;
    }

    private static Duration distance(double rate) {
        return Duration.ofNanos((long) Math.ceil(1e9 / rate));
    }

    /** A request that was to go out did not: nothing was sent. */
    void withdrawn(Sent sent) {
        underWay--;
        quotas.remove(sent);
    }

    /** A request ended without an answer. */
    void ended(Sent sent, Instant now) {
        underWay--;
        sent.end(now);
    }

    /** A request was answered with anything but a limit. */
    void answered(Sent sent, Instant now) {
        ended(sent, now);
        answered = true;
        latencies.add(Duration.between(sent.start(), now));
        // An answer to a request from before the limit says nothing about the time after.
        if (sent.start().isAfter(lastLimit)) {
            search.accepted(now);
        }
        keepDistance(sent, now);
    }

    /**
     * Where the distance between requests counts, one that took longer may have arrived later: the next one leaves that much later,
     * within bounds, for answers take long for other reasons too.
     */
    private void keepDistance(Sent sent, Instant now) {
        if (!search.strict() || !sent.start().equals(lastStart)) {
            return;
        }
        Duration distance = distance(search.fastest());
        Duration late = latencies.above(Duration.between(sent.start(), now));
        Duration most = Duration.ofNanos((long) (distance.toNanos() * search.patience()));
        next = latest(next, lastStart.plus(distance).plus(late.compareTo(most) < 0 ? late : most));
    }

    /** An answer tells these policies, and no other. */
    void told(List<RateLimitFields.Policy> policies) {
        if (quotas.told(policies)) {
            search.grant(quotas.spread());
        }
    }

    /**
     * A request was answered with a limit. Requests that were under way when the first such answer came are part of the same
     * event: they do not slow down further.
     */
    void limited(Limit limit, Sent sent, Instant now) {
        ended(sent, now);
        answered = true;
        boolean sameEvent = !sent.start().isAfter(lastLimit);
        if (!sameEvent) {
            lastLimit = now;
            search.refused(now);
            latencies.distrust();
        }
        Optional<Duration> told = limit.pause().filter(Duration::isPositive);
        if (told.isPresent() || !sameEvent) {
            Instant until = now.plus(told.orElseGet(() -> backOff(now)));
            if (until.isAfter(closedUntil)) {
                closedUntil = until;
                word = limit.word();
            }
            if (told.isEmpty() && search.byChance() && sent.start().equals(lastStart)) {
                // A server that counts distances does not count from what it refused.
                next = until;
                due = until;
            }
        }
    }

    /** Exponential, with a part left to chance so that several runners do not come back together. */
    private Duration backOff(Instant now) {
        Duration pause = search.pause(now);
        return pause.plusNanos((long) (pause.toNanos() * BACK_OFF_CHANCE * random.nextDouble()));
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
