package io.prodgate.check.alert;

import io.prodgate.system.alertmanager.LabelMatcher.Answer;
import io.prodgate.system.alertmanager.Routing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether an alert's routes send nothing at some times. Alertmanager itself says so only since its version 0.28.
 *
 * @param labels of the alert, all of them
 * @param receivers those who have to be told
 * @param from since when it may have been sent
 * @param to until when
 */
record Muted(Routing routing, Map<String, String> labels, List<String> receivers, Instant from, Instant to) {
    Muted {
        labels = Map.copyOf(labels);
        receivers = List.copyOf(receivers);
    }

    /** Whether one of them does, or it is not known. */
    boolean any() {
        return routes().findAny().isPresent();
    }

    /** In words, with the names of the time intervals. */
    String told() {
        return routes().flatMap(route -> Stream.concat(route.muteIn().stream(), route.activeIn().stream()))
                .distinct()
                .collect(Collectors.joining(", ", "its route sends nothing at some times: ", ""));
    }

    private Stream<Routing.Route> routes() {
        return routing.routes(labels, true).stream()
                .filter(route -> receivers.contains(route.receiver()))
                .filter(route -> Stream.of(from, to).anyMatch(at -> routing.muted(route, at) != Answer.NO));
    }
}
