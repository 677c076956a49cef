package io.prodgate.system.alertmanager;

import io.prodgate.plan.Durations;
import io.prodgate.plan.PlainYaml;
import io.prodgate.plan.PlanErrors;
import io.prodgate.plan.PlanNode;
import io.prodgate.system.alertmanager.Routing.Pace;
import io.prodgate.system.alertmanager.Routing.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the routes and receivers of Alertmanager's own configuration. */
final class RoutingReader {
    private static final String CONFIGS = "_configs";

    private RoutingReader() {}

    /** What is not as documented. */
    private static final class UnknownShapeException extends Exception {
        private static final long serialVersionUID = 1;
    }

    static Optional<Routing> read(String yaml) {
        try {
            PlanNode root =
                    PlainYaml.text("alertmanager.yml", yaml, new PlanErrors()).orElseThrow(UnknownShapeException::new);
            Map<String, List<String>> integrations = new HashMap<>();
            for (PlanNode receiver : items(get(root, "receivers"))) {
                integrations.put(
                        text(get(receiver, "name")).orElseThrow(UnknownShapeException::new),
                        entries(Optional.of(receiver)).stream()
                                .filter(entry -> entry.key().endsWith(CONFIGS))
                                .flatMap(entry -> items(Optional.of(entry.value())).stream()
                                        .map(item -> entry.key()
                                                .substring(0, entry.key().length() - CONFIGS.length())))
                                .toList());
            }
            PlanNode route = get(root, "route").orElseThrow(UnknownShapeException::new);
            return Optional.of(new Routing(route(route, "", Pace.USUAL), integrations, intervals(root)));
        } catch (UnknownShapeException e) {
            return Optional.empty();
        }
    }

    private static Map<String, TimeInterval> intervals(PlanNode root) throws UnknownShapeException {
        Map<String, TimeInterval> intervals = new HashMap<>();
        for (PlanNode item : items(get(root, "mute_time_intervals"))) {
            interval(item, intervals);
        }
        for (PlanNode item : items(get(root, "time_intervals"))) {
            interval(item, intervals);
        }
        return intervals;
    }

    private static void interval(PlanNode node, Map<String, TimeInterval> intervals) throws UnknownShapeException {
        String name = text(get(node, "name")).orElseThrow(UnknownShapeException::new);
        TimeIntervalReader.read(items(get(node, "time_intervals")))
                .ifPresent(interval -> intervals.put(name, interval));
    }

    private static Route route(PlanNode node, String inherited, Pace above) throws UnknownShapeException {
        String receiver =
                text(get(node, "receiver")).filter(name -> !name.isEmpty()).orElse(inherited);
        Pace pace = new Pace(
                duration(node, "group_wait", above.groupWait()),
                duration(node, "group_interval", above.groupInterval()),
                duration(node, "repeat_interval", above.repeatInterval()));
        List<Route> below = new ArrayList<>();
        for (PlanNode child : items(get(node, "routes"))) {
            below.add(route(child, receiver, pace));
        }
        boolean goesOn = text(get(node, "continue")).filter("true"::equals).isPresent();
        return new Route(
                matchers(node),
                receiver,
                pace,
                goesOn,
                texts(node, "mute_time_intervals"),
                texts(node, "active_time_intervals"),
                below);
    }

    /** {@code 30s}; a bare 0 is one as well. */
    private static Duration duration(PlanNode node, String key, Duration above) throws UnknownShapeException {
        Optional<String> written = text(get(node, key));
        if (written.isEmpty()) {
            return above;
        }
        return written.get().equals("0")
                ? Duration.ZERO
                : Durations.parse(written.get()).orElseThrow(UnknownShapeException::new);
    }

    private static List<LabelMatcher> matchers(PlanNode node) throws UnknownShapeException {
        List<LabelMatcher> all = new ArrayList<>();
        for (PlanNode.Entry entry : entries(get(node, "match"))) {
            all.add(new LabelMatcher(entry.key(), value(entry), false, true));
        }
        for (PlanNode.Entry entry : entries(get(node, "match_re"))) {
            all.add(new LabelMatcher(entry.key(), value(entry), true, true));
        }
        for (PlanNode item : items(get(node, "matchers"))) {
            String written = text(Optional.of(item)).orElseThrow(UnknownShapeException::new);
            all.addAll(LabelMatcher.parse(written).orElseThrow(UnknownShapeException::new));
        }
        return all;
    }

    private static String value(PlanNode.Entry entry) throws UnknownShapeException {
        return text(Optional.of(entry.value())).orElseThrow(UnknownShapeException::new);
    }

    /** A value of a mapping. */
    static Optional<PlanNode> get(PlanNode node, String key) {
        return entries(Optional.of(node)).stream()
                .filter(entry -> entry.key().equals(key))
                .map(PlanNode.Entry::value)
                .findFirst();
    }

    /** What a mapping holds; nothing if it is none. */
    static List<PlanNode.Entry> entries(Optional<PlanNode> node) {
        return node.orElse(null) instanceof PlanNode.Mapping mapping ? mapping.entries() : List.of();
    }

    /** What a list holds; nothing if it is none. */
    static List<PlanNode> items(Optional<PlanNode> node) {
        return node.orElse(null) instanceof PlanNode.Sequence sequence ? sequence.items() : List.of();
    }

    /** A text. */
    static Optional<String> text(Optional<PlanNode> node) {
        return node.orElse(null) instanceof PlanNode.Scalar scalar
                ? Optional.of(scalar.template().toString())
                : Optional.empty();
    }

    private static List<String> texts(PlanNode node, String key) {
        return items(get(node, key)).stream()
                .flatMap(item -> text(Optional.of(item)).stream())
                .toList();
    }
}
