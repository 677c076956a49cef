package io.prodgate.demo.alerting;

import io.prodgate.system.alertmanager.Routing.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What an Alertmanager does with alerts: groups them, and tells receivers what has changed. There is no inhibition.
 *
 * @see <a href="https://prometheus.io/docs/alerting/latest/alertmanager/">Alertmanager</a>
 */
final class Dispatcher {
    private final Grouping configuration;
    private final List<Silence> silences;
    private final Receiver receiver;
    private final Map<String, Alert> alerts = new LinkedHashMap<>();
    private final Map<Key, Group> groups = new LinkedHashMap<>();
    private final Map<String, Alarms.Told> told = new TreeMap<>();

    private record Key(Route route, Map<String, String> labels) {}

    private static final class Group {
        private final Map<String, Alert> alerts = new LinkedHashMap<>();
        private Instant next;
        private boolean flushed;
        private Set<String> firing = Set.of();
        private Set<String> resolved = Set.of();
        private Instant notified = Instant.MIN;

        private Group(Instant next) {
            this.next = next;
        }
    }

    Dispatcher(Grouping configuration, List<Silence> silences, Receiver receiver) {
        this.configuration = configuration;
        this.silences = List.copyOf(silences);
        this.receiver = receiver;
        configuration.routing().integrations().forEach((name, integrations) -> {
            if (!integrations.isEmpty()) {
                told.put(name, new Alarms.Told(0, 0));
            }
        });
    }

    Grouping configuration() {
        return configuration;
    }

    List<Silence> silences() {
        return silences;
    }

    Map<String, Alarms.Told> told() {
        return Map.copyOf(told);
    }

    /** Those that go on. */
    List<Alert> active(Instant now) {
        return alerts.values().stream().filter(alert -> !alert.resolved(now)).toList();
    }

    /** Alerts of each group that go on; a group in which nothing goes on is kept until that was told. */
    List<Alarms.Grouped> groups(Instant now) {
        return groups.entrySet().stream()
                .map(entry -> new Alarms.Grouped(
                        entry.getKey().route().receiver(),
                        entry.getKey().labels(),
                        entry.getValue().alerts.values().stream()
                                .filter(alert -> !alert.resolved(now))
                                .map(alert -> routed(alert, now))
                                .toList()))
                .toList();
    }

    /** An alert, and who is told of it. */
    Alarms.Routed routed(Alert alert, Instant now) {
        return new Alarms.Routed(
                alert, routes(alert).stream().map(Route::receiver).distinct().toList(), silencedBy(alert, now));
    }

    private List<String> silencedBy(Alert alert, Instant now) {
        return silences.stream()
                .filter(silence -> silence.holdsBack(alert, now))
                .map(Silence::id)
                .toList();
    }

    private List<Route> routes(Alert alert) {
        return configuration.routing().routes(alert.labels(), true);
    }

    void receive(Alert told, Instant now) {
        Alert alert = Optional.ofNullable(alerts.get(told.fingerprint()))
                .map(told::after)
                .orElse(told);
        alerts.put(alert.fingerprint(), alert);
        for (Route route : routes(alert)) {
            Group group = groups.computeIfAbsent(
                    new Key(route, configuration.labels(alert)),
                    key -> new Group(now.plus(route.pace().groupWait())));
            group.alerts.put(alert.fingerprint(), alert);
            if (!group.flushed
                    && alert.startsAt().plus(route.pace().groupWait()).isBefore(now)) {
                group.next = now;
            }
        }
    }

    /** Does all that was due by then. */
    void advance(Instant now) {
        while (true) {
            Optional<Map.Entry<Key, Group>> due = groups.entrySet().stream()
                    .filter(entry -> !entry.getValue().next.isAfter(now))
                    .min(Comparator.comparing(entry -> entry.getValue().next));
            if (due.isEmpty()) {
                alerts.values().removeIf(alert -> alert.resolved(now));
                return;
            }
            flush(due.get().getKey(), due.get().getValue());
        }
    }

    private void flush(Key key, Group group) {
        Instant now = group.next;
        List<Alert> heard = group.alerts.values().stream()
                .filter(alert -> silencedBy(alert, now).isEmpty())
                .toList();
        Set<String> firing = fingerprints(heard, now, false);
        Set<String> resolved = fingerprints(heard, now, true);
        boolean done = true;
        if (wanted(group, firing, resolved, now)) {
            done = notify(key, heard, now);
            if (done) {
                group.firing = firing;
                group.resolved = resolved;
                group.notified = now;
            }
        }
        if (done) {
            group.alerts.values().removeIf(alert -> alert.resolved(now));
        }
        group.flushed = true;
        group.next = now.plus(configuration.interval());
        if (group.alerts.isEmpty()) {
            groups.remove(key);
        }
    }

    private boolean wanted(Group group, Set<String> firing, Set<String> resolved, Instant now) {
        if (!group.firing.containsAll(firing)) {
            return true;
        }
        if (firing.isEmpty()) {
            return !group.firing.isEmpty();
        }
        Duration since = Duration.between(group.notified, now);
        return !group.resolved.containsAll(resolved) || since.compareTo(configuration.repeat()) >= 0;
    }

    private static Set<String> fingerprints(List<Alert> alerts, Instant now, boolean resolved) {
        return alerts.stream()
                .filter(alert -> alert.resolved(now) == resolved)
                .map(Alert::fingerprint)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Once for each integration of the receiver; true if all took it. */
    private boolean notify(Key key, List<Alert> heard, Instant now) {
        String name = key.route().receiver();
        boolean taken = true;
        List<String> integrations =
                new ArrayList<>(configuration.routing().integrations().getOrDefault(name, List.of()));
        for (int i = 0; i < integrations.size(); i++) {
            int status = receiver.take(name, Notification.of(name, key.labels(), heard, now));
            boolean ok = status / 100 == 2;
            taken &= ok;
            told.merge(
                    name,
                    new Alarms.Told(1, ok ? 0 : 1),
                    (one, other) ->
                            new Alarms.Told(one.requests() + other.requests(), one.refused() + other.refused()));
        }
        return taken;
    }
}
