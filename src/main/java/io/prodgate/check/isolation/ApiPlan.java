package io.prodgate.check.isolation;

import java.util.List;
import java.util.stream.Stream;

/**
 * The walls of an API.
 *
 * @param walls what it is called: {@code API}
 * @param allow404 whether what belongs to others may be said not to be there
 * @param repeat whether sending everything twice does no harm
 */
record ApiPlan(String walls, List<Tenant> tenants, List<Endpoint> endpoints, boolean allow404, boolean repeat) {
    ApiPlan {
        tenants = List.copyOf(tenants);
        endpoints = List.copyOf(endpoints);
    }

    /** All tries, those that only read first. */
    List<Call> calls() {
        return Stream.concat(
                        endpoints.stream().filter(endpoint -> !endpoint.writes()),
                        endpoints.stream().filter(endpoint -> endpoint.writes()))
                .flatMap(endpoint -> endpoint.calls(tenants).stream())
                .toList();
    }

    /** Whether something is sent that may change production. */
    boolean writes() {
        return endpoints.stream().anyMatch(endpoint -> endpoint.writes());
    }
}
