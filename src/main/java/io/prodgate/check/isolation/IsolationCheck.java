package io.prodgate.check.isolation;

import io.prodgate.check.Attempt;
import io.prodgate.check.Check;
import io.prodgate.check.Preview;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Tries the walls between tenants. */
final class IsolationCheck implements Check {
    private final ApiPlan api;
    private final String place;

    /**
     * A check.
     *
     * @param place where it stands in the plan
     */
    IsolationCheck(ApiPlan api, String place) {
        this.api = api;
        this.place = place;
    }

    @Override
    public void attempt(Attempt attempt) throws InterruptedException {
        new ApiWalls(api, place, attempt).tried();
    }

    @Override
    public boolean repeatable() {
        return api.repeat() || !api.writes();
    }

    @Override
    public List<Path> files() {
        return api.endpoints().stream()
                .flatMap(endpoint -> endpoint.step().files().stream())
                .toList();
    }

    @Override
    public Preview preview() {
        List<URI> origins = api.endpoints().stream()
                .map(endpoint -> endpoint.step().target().origin())
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        List<Call> calls = api.calls();
        return new Preview(
                calls.stream().map(call -> call.told(api.allow404())).toList(),
                calls.stream()
                        .filter(call -> call.endpoint().step().writes())
                        .map(call -> call.told(api.allow404()))
                        .toList(),
                origins);
    }
}
