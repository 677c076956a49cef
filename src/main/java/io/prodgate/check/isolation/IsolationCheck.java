package io.prodgate.check.isolation;

import io.prodgate.check.Attempt;
import io.prodgate.check.Check;
import io.prodgate.check.NeededProgram;
import io.prodgate.check.Preview;
import io.prodgate.plan.Durations;
import io.prodgate.system.kubernetes.Kubectl;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tries the walls between tenants. */
final class IsolationCheck implements Check {
    private final List<ApiPlan> apis;
    private final Optional<DatabasePlan> database;
    private final Optional<KubernetesPlan> kubernetes;
    private final Optional<BreakGlassPlan> glass;
    private final Map<String, String> environment;
    private final String place;

    /**
     * A check.
     *
     * @param apis what is tried by requests, in order
     * @param environment that programs see
     * @param place where it stands in the plan
     */
    IsolationCheck(
            List<ApiPlan> apis,
            Optional<DatabasePlan> database,
            Optional<KubernetesPlan> kubernetes,
            Optional<BreakGlassPlan> glass,
            Map<String, String> environment,
            String place) {
        this.apis = List.copyOf(apis);
        this.database = database;
        this.kubernetes = kubernetes;
        this.glass = glass;
        this.environment = Map.copyOf(environment);
        this.place = place;
    }

    @Override
    public void attempt(Attempt attempt) throws InterruptedException {
        if (database.isPresent()) {
            new DatabaseWalls(database.get(), place, attempt).tried();
        }
        if (kubernetes.isPresent()) {
            KubernetesPlan asked = kubernetes.get();
            Kubectl kubectl = new Kubectl(asked.cluster(), environment, attempt.time());
            new KubernetesWalls(asked, kubectl, attempt, place).tried();
        }
        for (ApiPlan api : apis) {
            new ApiWalls(api, place, attempt).tried();
        }
        if (glass.isPresent()) {
            new BreakGlass(glass.get(), place, attempt).tried();
        }
    }

    @Override
    public boolean repeatable() {
        // The entry of another attempt would be taken for the entry of this one.
        return glass.isEmpty() && apis.stream().noneMatch(walls -> walls.writes() && !walls.repeat());
    }

    @Override
    public List<Path> files() {
        return apis.stream()
                .flatMap(walls -> walls.endpoints().stream())
                .flatMap(endpoint -> endpoint.step().files().stream())
                .toList();
    }

    @Override
    public List<NeededProgram> programs() {
        return kubernetes.map(asked -> NeededProgram.kubectl()).stream().toList();
    }

    @Override
    public List<String> statements() {
        return database.map(DatabasePlan::statements).orElse(List.of());
    }

    @Override
    public Preview preview() {
        List<String> requests = new ArrayList<>();
        List<String> writes = new ArrayList<>();
        List<URI> origins = new ArrayList<>();
        database.ifPresent(walls -> {
            requests.add("rows of each tenant with the context of every other one, in " + walls.told());
            if (walls.tryWrites()) {
                writes.add("rows of each tenant with the context of every other one, rolled back, in " + walls.told());
            }
        });
        kubernetes.ifPresent(walls ->
                requests.add("kubectl: %d questions whether pods of one tenant may get at another one's %s"
                        .formatted(walls.questions(), String.join(", ", walls.resources()))));
        apis.forEach(walls -> {
            for (Call call : walls.calls()) {
                requests.add(call.told(walls.allow404()));
                if (call.endpoint().writes()) {
                    writes.add(call.told(walls.allow404()));
                }
                call.endpoint()
                        .step()
                        .target()
                        .origin()
                        .filter(origin -> !origins.contains(origin))
                        .ifPresent(origins::add);
            }
        });
        glass.ifPresent(walls -> {
            requests.add(walls.access().line() + " (break-glass)");
            requests.add(
                    walls.entry().line() + " (until it has an entry, within " + Durations.format(walls.within()) + ")");
        });
        int calls = apis.stream().mapToInt(walls -> walls.calls().size()).sum();
        return new Preview(
                requests,
                writes,
                origins,
                new Preview.Load(
                        calls, kubernetes.map(KubernetesPlan::questions).orElse(0), false));
    }
}
