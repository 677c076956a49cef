package io.prodgate.check.fault;

import io.prodgate.plan.Keys;
import io.prodgate.plan.Plan;
import io.prodgate.plan.Template;
import io.prodgate.system.kubernetes.Cluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads {@code kubernetes}: {@code { context: production, namespace: tickets, scale: { deployment: worker, replicas: 0 } }}. */
final class ClusterReader {
    private static final List<String> WAYS = List.of("scale", "env", "network-policy");
    private static final List<String> WORKLOADS = List.of("deployment", "statefulset");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int MOST = 10_000;

    private final Plan plan;
    private final String check;
    private final Map<String, String> environment;

    /**
     * A reader.
     *
     * @param check the check's id
     * @param environment that kubectl sees
     */
    ClusterReader(Plan plan, String check, Map<String, String> environment) {
        this.plan = plan;
        this.check = check;
        this.environment = environment;
    }

    Optional<Injector> read(Keys keys) {
        Cluster cluster = Cluster.read(keys, plan);
        if (cluster.context().isEmpty()) {
            keys.error(
                    "context",
                    "'context' is missing: the current one may be another cluster when the fault is undone",
                    "name it; 'kubectl config get-contexts' lists them");
        }
        String namespace = keys.requiredText("namespace");
        Cluster.checkNames(keys, "namespace", List.of(namespace));
        Duration patience = FaultReader.positive(keys, "timeout").orElse(PATIENCE);
        Place place = new Place(cluster, namespace, check, folder(), patience, environment);
        List<String> named = WAYS.stream().filter(keys::has).toList();
        if (named.size() != 1) {
            keys.error(
                    named.isEmpty() ? "scale" : named.get(1),
                    named.isEmpty() ? "nothing is done in the cluster" : "two things make one fault",
                    "write one of: " + String.join(", ", WAYS));
        }
        Optional<Injector> injector = keys.mapping("scale", inner -> scale(inner, place))
                .or(() -> keys.mapping("env", inner -> env(inner, place)))
                .or(() -> keys.mapping("network-policy", inner -> policy(inner, place)))
                .flatMap(found -> found);
        keys.done();
        return injector;
    }

    private Path folder() {
        return Optional.ofNullable(plan.file().toAbsolutePath().getParent()).orElse(Path.of("/"));
    }

    private static Workload workload(Keys keys) {
        List<String> named = WORKLOADS.stream().filter(keys::has).toList();
        if (named.size() != 1) {
            keys.error(
                    named.isEmpty() ? "deployment" : named.get(1),
                    named.isEmpty() ? "it is not said what is changed" : "two things are changed at once",
                    "write one of: " + String.join(", ", WORKLOADS));
        }
        String kind = named.isEmpty() ? "deployment" : named.getFirst();
        String name = keys.text(kind).orElse("unnamed");
        Cluster.checkNames(keys, kind, List.of(name));
        return new Workload(kind, name);
    }

    private static Optional<Injector> scale(Keys keys, Place place) {
        Workload workload = workload(keys);
        OptionalInt replicas = keys.integer("replicas", 0, MOST);
        if (!keys.has("replicas")) {
            keys.error("replicas", "'replicas' is missing", "say how many are left: 0 for none");
        }
        keys.done();
        return replicas.isPresent() ? Optional.of(new Scaled(place, workload, replicas.getAsInt())) : Optional.empty();
    }

    private static Optional<Injector> env(Keys keys, Place place) {
        Workload workload = workload(keys);
        String container = keys.requiredText("container");
        Map<String, Template> set = Steps.templates(keys, "set", List.of("run"));
        if (set.isEmpty()) {
            keys.error("set", "no variable is changed", "write for example 'REDIS_HOST: nowhere.invalid' below it");
        }
        keys.done();
        return Optional.of(new ChangedEnvironment(place, workload, container, set));
    }

    private static Optional<Injector> policy(Keys keys, Place place) {
        Map<String, String> pods = new LinkedHashMap<>();
        Steps.templates(keys, "pods", List.of()).forEach((label, value) -> pods.put(label, value.toString()));
        if (pods.isEmpty()) {
            keys.error("pods", "it is not said which pods are cut off", "write their labels: 'app: worker'");
        }
        Map<String, String> words = new LinkedHashMap<>();
        words.put("ingress", "Ingress");
        words.put("egress", "Egress");
        List<String> asked = keys.texts("deny");
        asked.stream()
                .filter(word -> !words.containsKey(word))
                .findFirst()
                .ifPresent(
                        word -> keys.error("deny", "'" + word + "' is no direction", "write ingress, egress or both"));
        List<String> directions = (asked.isEmpty() ? words.keySet().stream() : asked.stream())
                .map(word -> words.getOrDefault(word, word))
                .distinct()
                .toList();
        keys.done();
        return Optional.of(new DeniedNetwork(place, pods, directions));
    }
}
