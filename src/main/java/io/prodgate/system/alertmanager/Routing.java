package io.prodgate.system.alertmanager;

import io.prodgate.system.alertmanager.LabelMatcher.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where an Alertmanager sends alerts, by its configuration.
 *
 * @param root the route that every alert takes
 * @param integrations by receiver, what it sends through, as the metrics name it: {@code slack}, {@code pagerduty}, {@code webhook}
 * @param intervals its time intervals by name; those that cannot be read are missing
 * @see <a href="https://prometheus.io/docs/alerting/latest/configuration/#route">routes</a>
 */
public record Routing(Route root, Map<String, List<String>> integrations, Map<String, TimeInterval> intervals) {
    public Routing {
        integrations = Map.copyOf(integrations);
        intervals = Map.copyOf(intervals);
    }

    /**
     * A route.
     *
     * @param matchers all of which have to match
     * @param receiver who is told
     * @param pace when it sends
     * @param goesOn whether the routes after it are tried as well
     * @param muteIn names of time intervals in which it sends nothing
     * @param activeIn names of time intervals in which alone it sends, if there are any
     * @param routes below it, of which the first that matches is taken
     */
    public record Route(
            List<LabelMatcher> matchers,
            String receiver,
            Pace pace,
            boolean goesOn,
            List<String> muteIn,
            List<String> activeIn,
            List<Route> routes) {
        public Route {
            matchers = List.copyOf(matchers);
            muteIn = List.copyOf(muteIn);
            activeIn = List.copyOf(activeIn);
            routes = List.copyOf(routes);
        }
    }

    /**
     * When a route sends.
     *
     * @param groupWait how long the first alert of a group waits
     * @param groupInterval after which a group is looked at again: what changed in it is sent then
     * @param repeatInterval after which what did not change is sent again, when its group is looked at next
     */
    public record Pace(Duration groupWait, Duration groupInterval, Duration repeatInterval) {
        /** Alertmanager's defaults. */
        public static final Pace USUAL = new Pace(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofHours(4));

        /** What changed is sent after this time at the latest. */
        public Duration longest() {
            return groupWait.compareTo(groupInterval) > 0 ? groupWait : groupInterval;
        }

        /** What does not change is sent once in this time. */
        public Duration period() {
            return groupInterval.isZero()
                    ? repeatInterval
                    : groupInterval.multipliedBy(repeatInterval.dividedBy(groupInterval) + 1);
        }
    }

    /**
     * Reads a configuration.
     *
     * @param yaml as Alertmanager shows it
     * @return empty if it cannot be understood
     */
    public static Optional<Routing> read(String yaml) {
        return RoutingReader.read(yaml);
    }

    /**
     * The routes that an alert may take: one, or several if it goes on or if that depends on labels that are not known.
     *
     * @param labels those that are known
     * @param complete whether there are no others
     */
    public List<Route> routes(Map<String, String> labels, boolean complete) {
        List<Route> found = new ArrayList<>();
        walk(root, labels, complete, found);
        return found;
    }

    /**
     * Whether a route sends nothing at some time because of its time intervals.
     *
     * @return {@code PERHAPS} if one of them cannot be read
     */
    public Answer muted(Route route, Instant at) {
        Answer muting = anyHolds(route.muteIn(), at);
        Answer active = route.activeIn().isEmpty() ? Answer.YES : anyHolds(route.activeIn(), at);
        if (muting == Answer.YES || active == Answer.NO) {
            return Answer.YES;
        }
        return muting == Answer.NO && active == Answer.YES ? Answer.NO : Answer.PERHAPS;
    }

    private Answer anyHolds(List<String> names, Instant at) {
        Answer answer = Answer.NO;
        for (String name : names) {
            TimeInterval interval = intervals.get(name);
            if (interval == null) {
                answer = Answer.PERHAPS;
            } else if (interval.holds(at)) {
                return Answer.YES;
            }
        }
        return answer;
    }

    /** Whether it is certain that one of the routes below is taken, and no other of this level after it. */
    private static Answer walk(Route route, Map<String, String> labels, boolean complete, List<Route> found) {
        Answer answer = LabelMatcher.all(route.matchers(), labels, complete);
        if (answer == Answer.NO) {
            return answer;
        }
        Answer below = Answer.NO;
        for (Route child : route.routes()) {
            Answer taken = walk(child, labels, complete, found);
            if (taken == Answer.YES) {
                below = Answer.YES;
                if (!child.goesOn()) {
                    break;
                }
            } else if (taken == Answer.PERHAPS && below == Answer.NO) {
                below = Answer.PERHAPS;
            }
        }
        if (below != Answer.YES) {
            found.add(route);
        }
        return answer;
    }
}
