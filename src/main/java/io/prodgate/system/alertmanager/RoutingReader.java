package io.prodgate.system.alertmanager;

import io.prodgate.plan.Durations;
import io.prodgate.plan.PlainYaml;
import io.prodgate.plan.PlanErrors;
import io.prodgate.plan.PlanNode;
import io.prodgate.system.alertmanager.Routing.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the routes and receivers of Alertmanager's own configuration. */
final class RoutingReader {
    /** Alertmanager's default of {@code group_wait}. */
    private static final Duration GROUP_WAIT = Duration.ofSeconds(30);

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
            return Optional.of(new Routing(route(route, "", GROUP_WAIT), integrations));
        } catch (UnknownShapeException e) {
            return Optional.empty();
        }
    }

    private static Route route(PlanNode node, String inherited, Duration inheritedWait) throws UnknownShapeException {
        String receiver =
                text(get(node, "receiver")).filter(name -> !name.isEmpty()).orElse(inherited);
        Duration wait = inheritedWait;
        Optional<String> written = text(get(node, "group_wait"));
        if (written.isPresent()) {
            wait = duration(written.get()).orElseThrow(UnknownShapeException::new);
        }
        List<Route> below = new ArrayList<>();
        for (PlanNode child : items(get(node, "routes"))) {
            below.add(route(child, receiver, wait));
        }
        boolean goesOn = text(get(node, "continue")).filter("true"::equals).isPresent();
        List<String> intervals = new ArrayList<>();
        for (String key : List.of("mute_time_intervals", "active_time_intervals")) {
            items(get(node, key)).forEach(item -> text(Optional.of(item)).ifPresent(intervals::add));
        }
        return new Route(matchers(node), receiver, wait, goesOn, intervals, below);
    }

    /** {@code 30s}; a bare 0 is one as well. */
    private static Optional<Duration> duration(String text) {
        return text.equals("0") ? Optional.of(Duration.ZERO) : Durations.parse(text);
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

    private static Optional<PlanNode> get(PlanNode node, String key) {
        return entries(Optional.of(node)).stream()
                .filter(entry -> entry.key().equals(key))
                .map(PlanNode.Entry::value)
                .findFirst();
    }

    private static List<PlanNode.Entry> entries(Optional<PlanNode> node) {
        return node.orElse(null) instanceof PlanNode.Mapping mapping ? mapping.entries() : List.of();
    }

    private static List<PlanNode> items(Optional<PlanNode> node) {
        return node.orElse(null) instanceof PlanNode.Sequence sequence ? sequence.items() : List.of();
    }

    private static Optional<String> text(Optional<PlanNode> node) {
        return node.orElse(null) instanceof PlanNode.Scalar scalar
                ? Optional.of(scalar.template().toString())
                : Optional.empty();
    }
}
