package io.prodgate.system.alertmanager;

import io.prodgate.system.alertmanager.LabelMatcher.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where an Alertmanager sends alerts, by its configuration.
 *
 * @param root the route that every alert takes
 * @param integrations by receiver, what it sends through, as the metrics name it: {@code slack}, {@code pagerduty}, {@code webhook}
 * @see <a href="https://prometheus.io/docs/alerting/latest/configuration/#route">routes</a>
 */
public record Routing(Route root, Map<String, List<String>> integrations) {
    public Routing {
        integrations = Map.copyOf(integrations);
    }

    /**
     * A route.
     *
     * @param matchers all of which have to match
     * @param receiver who is told
     * @param groupWait how long the first alert of a group waits
     * @param goesOn whether the routes after it are tried as well
     * @param intervals names of time intervals in which it sends nothing, or only in which it does
     * @param routes below it, of which the first that matches is taken
     */
    public record Route(
            List<LabelMatcher> matchers,
            String receiver,
            Duration groupWait,
            boolean goesOn,
            List<String> intervals,
            List<Route> routes) {
        public Route {
            matchers = List.copyOf(matchers);
            intervals = List.copyOf(intervals);
            routes = List.copyOf(routes);
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
