package io.prodgate.check.alert;

import io.prodgate.evidence.Time;
import io.prodgate.system.SystemException;
import io.prodgate.system.alertmanager.AlertAnswer;
import io.prodgate.system.alertmanager.Alertmanager;
import io.prodgate.system.alertmanager.Deliveries;
import io.prodgate.system.alertmanager.Routing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Whether an alert was delivered, by Alertmanager's counters: they tell how much was sent, and not of which alert. */
final class CountedDelivery {
    private static final String DELIVERED = Delivery.DELIVERED;

    /** What a look at the counts may take. */
    private static final Duration MOMENT = Duration.ofMillis(100);

    private final Predicate<AlertAnswer> meant;
    private final Story story;
    private final Routing routing;
    private final Time time;
    private final Counted counted;
    private final Others others;
    private Optional<AlertAnswer> routed = Optional.empty();
    private List<String> wanted = List.of();
    private Optional<Instant> notSentBefore = Optional.empty();
    private Optional<Instant> unknownAt = Optional.empty();
    private Instant seenAt;
    private boolean certain;

    private CountedDelivery(
            Predicate<AlertAnswer> meant, Story story, Time time, Routing routing, Deliveries before, Instant now) {
        this.meant = meant;
        this.story = story;
        this.routing = routing;
        this.time = time;
        this.counted = new Counted(routing, before, now);
        this.others = new Others(routing);
        this.seenAt = now;
    }

    /**
     * Looks how it is before anything happens.
     *
     * @param meant alerts of which any is as good as the one that is looked for
     */
    static CountedDelivery before(
            Predicate<AlertAnswer> meant, Story story, Time time, Routing routing, Alertmanager asked)
            throws SystemException, InterruptedException {
        Instant now = time.now();
        Deliveries counts = asked.deliveries();
        CountedDelivery delivery = new CountedDelivery(meant, story, time, routing, counts, now);
        delivery.others.observe(asked, counts, now);
        return delivery;
    }

    /**
     * Alertmanager does not know the alert yet.
     *
     * @param counts that were read before that was known
     * @param at when they were asked for
     */
    void unknown(Alertmanager alertmanager, Deliveries counts, Instant at)
            throws SystemException, InterruptedException {
        others.observe(alertmanager, counts, at);
        counted.without(counts, at);
        unknownAt = Optional.of(at);
        seenAt = at;
    }

    /**
     * Whether something has to be counted if the alert goes to some receivers.
     *
     * @param expected those who have to be told
     * @param read integrations that are not counted, as what arrives by them is read
     */
    boolean needed(List<String> receivers, List<String> expected, Set<String> read) {
        counted.needs(receivers, expected, read);
        return !counted.needsNothing();
    }

    /**
     * Whether nothing else is about to be sent the same way, or it is of no use to wait for that.
     *
     * @param end how long one can wait
     */
    boolean quiet(Alertmanager alertmanager, Instant end) throws SystemException, InterruptedException {
        Instant now = time.now();
        Deliveries counts = alertmanager.deliveries();
        unknown(alertmanager, counts, now);
        List<Others.Restless> restless = others.restless(counted::counts, alert -> false, now, now);
        if (restless.isEmpty() || restless.stream().anyMatch(one -> one.until().isAfter(end))) {
            return true;
        }
        story.step("waits for others", now, restless.getFirst().told());
        return false;
    }

    /** The alert is made now: what was seen before anything happened is without it. */
    void begins() {
        unknownAt = Optional.of(counted.from());
    }

    /**
     * Alertmanager has the alert.
     *
     * @param receivers those who have to be told
     * @param read integrations that are not counted, as what arrives by them is read
     * @return true if there is something to count
     */
    boolean routed(AlertAnswer alert, List<String> receivers, Set<String> read) {
        routed = Optional.of(alert);
        wanted = List.copyOf(receivers);
        notSentBefore = earliest(alert);
        counted.needs(alert.receiverNames(), receivers, read);
        return !counted.needsNothing();
    }

    /** It is not sent before its group has waited, unless it was long on its way to Alertmanager. */
    private Optional<Instant> earliest(AlertAnswer alert) {
        return unknownAt.flatMap(at -> routing.routes(alert.labels(), true).stream()
                .map(route -> route.pace().groupWait())
                .min(Duration::compareTo)
                .map(at::plus));
    }

    /**
     * Looks once more, after it was routed. Certain only if it looks so twice: a request is counted a moment before it is counted as
     * refused.
     *
     * @return true if there is nothing more to wait for
     */
    boolean look(Alertmanager alertmanager, Instant now) throws SystemException, InterruptedException {
        if (notSentBefore.isPresent()) {
            time.sleepUntil(notSentBefore.get().minus(MOMENT));
        }
        Instant asked = time.now();
        Deliveries after = alertmanager.deliveries();
        Instant answered = time.now();
        others.observe(alertmanager, after, answered);
        seenAt = answered;
        if (notSentBefore.filter(answered::isBefore).isPresent()) {
            counted.without(after, asked);
            return false;
        }
        counted.with(after);
        boolean ended = counted.taken() || counted.givenUp();
        if (!ended || !certain) {
            certain = ended;
            return false;
        }
        if (counted.taken()) {
            taken(now);
        } else {
            refused();
        }
        return true;
    }

    private void taken(Instant now) {
        List<String> doubts = doubts();
        if (muted().any()) {
            story.undecided(Suppression.SUBJECT, Suppression.EXPECTED, counted.told(), muted().told());
        } else if (!doubts.isEmpty()) {
            story.undecided(DELIVERED, "taken", counted.told(), notOurs(doubts));
        } else if (counted.refused()) {
            story.step("delivered", now, counted.told());
            story.undecided(DELIVERED, "taken", counted.told(), "whose notifications were refused is not known");
        } else {
            story.step("delivered", now, counted.told());
            story.met(DELIVERED, "taken", counted.told() + ", " + story.after(now));
        }
    }

    private void refused() {
        List<String> doubts = new ArrayList<>(doubts());
        if (counted.refusedEarlier()) {
            doubts.add("something was refused before already");
        }
        if (doubts.isEmpty()) {
            story.missed(DELIVERED, "taken", counted.told(), "");
        } else {
            story.undecided(DELIVERED, "taken", counted.told(), notOurs(doubts));
        }
    }

    private static String notOurs(List<String> doubts) {
        return "it may be another alert's, so run again without: " + String.join("; ", doubts);
    }

    private Muted muted() {
        return new Muted(routing, routed.orElseThrow().labels(), wanted, counted.from(), seenAt);
    }

    /** Why what was counted may be another alert's. */
    private List<String> doubts() {
        List<Others.Restless> restless = others.restless(counted::counts, meant, counted.from(), seenAt);
        return Stream.concat(
                        restless.stream().map(Others.Restless::told),
                        counted.tooMuch(others.count(counted::counts, meant))
                                ? Stream.of("more were sent than it needs")
                                : Stream.empty())
                .toList();
    }

    /**
     * There is no more time, and it was routed.
     *
     * @param seenFromTheStart whether it is certain that it was not delivered before we looked
     */
    void outOfTime(boolean seenFromTheStart) {
        if (muted().any()) {
            story.undecided(Suppression.SUBJECT, Suppression.EXPECTED, counted.told(), muted().told());
        } else if (counted.refused()) {
            refused();
        } else if (counted.sent()) {
            story.undecided(
                    DELIVERED,
                    "taken",
                    counted.told(),
                    "something was sent before its group had waited: another alert, or its group was still there from"
                            + " before; run again after group_interval");
        } else if (seenFromTheStart) {
            story.missed(DELIVERED, "taken", counted.told(), "Alertmanager has it, and told nobody");
        } else {
            story.undecided(
                    DELIVERED,
                    "taken",
                    counted.told(),
                    "it was firing when we began to look, and may have been sent before");
        }
    }
}
