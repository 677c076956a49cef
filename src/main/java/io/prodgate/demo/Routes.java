package io.prodgate.demo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds who answers a call: 404 if nobody knows the path, 405 if nobody takes the method.
 *
 * @param routes tried in order
 */
record Routes(List<Route> routes) implements Endpoint {
    Routes {
        routes = List.copyOf(routes);
    }

    @Override
    public Answer answer(Call call) throws InterruptedException {
        for (Route route : routes) {
            Optional<Map<String, String>> variables = route.match(call.path());
            if (variables.isPresent() && route.takes(call.method())) {
                return route.endpoint().answer(call.on(variables.get()));
            }
        }
        String allowed = routes.stream()
                .filter(route -> route.match(call.path()).isPresent())
                .map(Route::method)
                .distinct()
                .collect(Collectors.joining(", "));
        return allowed.isEmpty()
                ? Answer.refusal(404, "Not Found")
                : Answer.refusal(405, "Method Not Allowed").with("Allow", allowed);
    }
}
