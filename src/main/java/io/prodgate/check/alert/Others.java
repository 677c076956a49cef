package io.prodgate.check.alert;

import io.prodgate.plan.Durations;
import io.prodgate.system.SystemException;
import io.prodgate.system.alertmanager.AlertAnswer;
import io.prodgate.system.alertmanager.Alertmanager;
import io.prodgate.system.alertmanager.Deliveries;
import io.prodgate.system.alertmanager.GroupAnswer;
import io.prodgate.system.alertmanager.Routing;
import io.prodgate.system.alertmanager.Routing.Pace;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The other alerts of an Alertmanager: which of them may have been sent in some time. Its counters do not tell whose notifications they
 * count, so what another alert may have caused is no proof of ours.
 */
final class Others {
    /** How late a notification may be, and how far the clocks of Alertmanager and of this machine may be apart. */
    static final Duration MARGIN = Duration.ofSeconds(5);

    /** The part of its period in which an alert that is repeated may be met by chance. */
    private static final int RARE = 20;

    private final Routing routing;
    private final Map<Key, Seen> seen = new HashMap<>();
    private Optional<Instant> since = Optional.empty();
    private Optional<Instant> hidden = Optional.empty();

    Others(Routing routing) {
        this.routing = routing;
    }

    /**
     * Another alert that may be sent.
     *
     * @param told which, and why, in words
     * @param until when that is over; a time that is past where that can be seen only by looking again
     */
    record Restless(String told, Instant until) {}

    private record Key(String receiver, String fingerprint) {}

    /**
     * What is known of an alert.
     *
     * @param alert as it was last
     * @param there whether Alertmanager still has it
     * @param changed when it began, changed or went last
     */
    private record Seen(AlertAnswer alert, boolean there, Instant changed) {
        private Seen gone(Instant now) {
            return there ? new Seen(alert, false, now) : this;
        }

        private Seen as(AlertAnswer now, Instant at) {
            boolean same = there
                    && now.status().state().equals(alert.status().state())
                    && now.startsAt().equals(alert.startsAt());
            return new Seen(now, true, same ? changed : at);
        }

        private String told() {
            return alert.labels().getOrDefault(Labels.NAME, "an alert") + Labels.told(alert.labels());
        }
    }

    /**
     * Looks who is there.
     *
     * @param counts that were read right before
     */
    void observe(Alertmanager alertmanager, Deliveries counts, Instant now)
            throws SystemException, InterruptedException {
        List<GroupAnswer> groups = alertmanager.groups();
        // What was resolved is shown no longer, and yet its group is kept until that was told.
        if (counts.groups().orElse(Integer.MAX_VALUE) > groups.size()) {
            hidden = Optional.of(now);
        }
        Set<Key> there = new HashSet<>();
        for (GroupAnswer group : groups) {
            for (AlertAnswer alert : group.alerts()) {
                Key key = new Key(group.receiver().name(), alert.fingerprint());
                there.add(key);
                Seen before = seen.get(key);
                seen.put(key, before == null ? new Seen(alert, true, begun(alert, now)) : before.as(alert, now));
            }
        }
        seen.replaceAll((key, alert) -> there.contains(key) ? alert : alert.gone(now));
        since = since.or(() -> Optional.of(now));
    }

    /** What is there at the first look may be there for long; what comes later has just come, whatever it says. */
    private Instant begun(AlertAnswer alert, Instant now) {
        return since.isPresent() ? now : alert.since().filter(now::isAfter).orElse(now);
    }

    /**
     * Why something else may have been sent in a time; empty if nothing was.
     *
     * @param receiver those whose notifications would be counted with ours
     * @param ours alerts that may be sent
     */
    List<Restless> restless(Predicate<String> receiver, Predicate<AlertAnswer> ours, Instant from, Instant to) {
        Stream<Restless> known = seen.entrySet().stream()
                .filter(entry -> receiver.test(entry.getKey().receiver()))
                .filter(entry ->
                        !(entry.getValue().there() && ours.test(entry.getValue().alert())))
                .flatMap(entry -> restless(entry.getKey().receiver(), entry.getValue(), from, to).stream())
                .distinct()
                .sorted(Comparator.comparing(Restless::told));
        Stream<Restless> unknown = hidden
                .filter(at -> !at.isBefore(from))
                .filter(at -> since.orElse(at).plus(longest(routing.root())).isAfter(from))
                .map(at -> new Restless("an alert was resolved of late, and that may have been told", at))
                .stream();
        return Stream.concat(known, unknown).toList();
    }

    /** How many alerts of ours are there. */
    long count(Predicate<String> receiver, Predicate<AlertAnswer> ours) {
        return seen.entrySet().stream()
                .filter(entry -> receiver.test(entry.getKey().receiver()))
                .filter(entry ->
                        entry.getValue().there() && ours.test(entry.getValue().alert()))
                .map(entry -> entry.getKey().fingerprint())
                .distinct()
                .count();
    }

    private Optional<Restless> restless(String receiver, Seen one, Instant from, Instant to) {
        List<Pace> paces = routing.routes(one.alert().labels(), true).stream()
                .filter(route -> route.receiver().equals(receiver))
                .map(Routing.Route::pace)
                .toList();
        for (Pace pace : paces.isEmpty() ? List.of(Pace.USUAL) : paces) {
            Instant calm = one.changed().plus(pace.longest()).plus(MARGIN);
            if (calm.isAfter(from)) {
                String what = one.there() ? " is new or changed since " : " is gone since ";
                return Optional.of(
                        new Restless(one.told() + what + one.changed().truncatedTo(ChronoUnit.SECONDS), calm));
            }
            if (one.there() && repeated(one, pace, from, to)) {
                boolean often = MARGIN.multipliedBy(RARE).compareTo(pace.period()) > 0;
                return Optional.of(new Restless(
                        one.told() + " is sent again every " + Durations.format(pace.period()),
                        often ? Instant.MAX : to.plus(MARGIN.multipliedBy(2))));
            }
        }
        return Optional.empty();
    }

    /** Whether an alert that does not change is due, counted from its beginning, or so often that it may be met by chance. */
    private static boolean repeated(Seen one, Pace pace, Instant from, Instant to) {
        Duration period = pace.period();
        if (Duration.between(from, to).multipliedBy(RARE).compareTo(period) > 0) {
            return true;
        }
        Instant first = one.alert().since().orElse(one.changed()).plus(pace.groupWait());
        long before =
                Math.floorDiv(Duration.between(first, from.minus(MARGIN)).toMillis(), Math.max(1, period.toMillis()));
        return !first.plus(period.multipliedBy(before + 1)).isAfter(to.plus(MARGIN));
    }

    private static Duration longest(Routing.Route route) {
        Duration longest = route.pace().longest().plus(MARGIN);
        for (Routing.Route below : route.routes()) {
            Duration further = longest(below);
            longest = further.compareTo(longest) > 0 ? further : longest;
        }
        return longest;
    }
}
