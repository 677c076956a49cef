package io.prodgate.check.isolation;

import io.prodgate.check.request.Named;
import io.prodgate.check.request.References;
import io.prodgate.check.request.Step;
import io.prodgate.check.request.StepReader;
import io.prodgate.plan.Keys;
import io.prodgate.plan.Nearest;
import io.prodgate.plan.Plan;
import io.prodgate.plan.PlanNode;
import io.prodgate.system.kubernetes.Cluster;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Binds the keys of a check of kind {@code isolation}. */
final class IsolationReader {
    /** What a step may have elsewhere and a try has not: what is expected is known, and nothing follows. */
    private static final List<String> NOT_HERE = List.of("expect", "capture", "follow", "sign");

    private static final List<String> WALLS = List.of("endpoints", "database", "kubernetes", "grafana");
    private static final int SHORTEST = 3;

    private final Keys own;
    private final Plan plan;
    private final References references;

    IsolationReader(Keys own, Plan plan) {
        this.own = own;
        this.plan = plan;
        this.references = new References(own.errors());
    }

    /**
     * The check.
     *
     * @param place where it stands in the plan
     * @param environment that programs see
     */
    IsolationCheck read(String place, Map<String, String> environment) {
        Map<String, Tenant> tenants = tenants();
        if (WALLS.stream().noneMatch(own::has)) {
            own.error("endpoints", "there is nothing to try", "add 'endpoints', 'database', 'kubernetes' or 'grafana'");
        }
        List<ApiPlan> apis = new ArrayList<>();
        new GrafanaReader(own, plan, references)
                .read(List.copyOf(tenants.values()))
                .ifPresent(apis::add);
        if (own.has("endpoints")) {
            apis.add(api(tenants));
        }
        Optional<BreakGlassPlan> glass = new BreakGlassReader(own, plan, references).read();
        Optional<DatabasePlan> database = new DatabaseReader(own).read(List.copyOf(tenants.values()));
        Optional<KubernetesPlan> kubernetes = new KubernetesReader(own, plan).read(List.copyOf(tenants.values()));
        return new IsolationCheck(apis, database, kubernetes, glass, environment, place);
    }

    private ApiPlan api(Map<String, Tenant> tenants) {
        List<Endpoint> endpoints = endpoints(tenants);
        boolean allow404 = own.flag("allow-404", false);
        boolean repeat = own.flag("repeat", false);
        for (Tenant tenant : tenants.values()) {
            boolean shown = endpoints.stream()
                    .anyMatch(endpoint ->
                            endpoint.owner().isEmpty() || endpoint.owner().get().equals(tenant));
            if (!shown && !endpoints.isEmpty()) {
                own.error(
                        "endpoints",
                        "nothing shows that the credential of '" + tenant.name() + "' is accepted anywhere",
                        "add an endpoint 'of: " + tenant.name() + "'");
            }
        }
        return new ApiPlan("API", List.copyOf(tenants.values()), endpoints, allow404, repeat);
    }

    private Map<String, Tenant> tenants() {
        Map<String, Tenant> tenants = new LinkedHashMap<>();
        List<String> names = own.node("tenants").orElse(null) instanceof PlanNode.Mapping mapping
                ? mapping.entries().stream().map(PlanNode.Entry::key).toList()
                : List.of();
        own.mapping("tenants", keys -> {
            names.forEach(name ->
                    keys.mapping(name, inner -> tenant(name, inner)).ifPresent(tenant -> tenants.put(name, tenant)));
            keys.done();
            return tenants;
        });
        if (names.size() < 2) {
            own.error("tenants", "a wall has two sides", "name at least two tenants, each with its credential");
        }
        distinct(List.copyOf(tenants.values()));
        return tenants;
    }

    private void distinct(List<Tenant> all) {
        for (int i = 1; i < all.size(); i++) {
            Tenant tenant = all.get(i);
            all.subList(0, i).stream()
                    .filter(other ->
                            !other.headers().isEmpty() && other.headers().equals(tenant.headers()))
                    .findFirst()
                    .ifPresent(other -> own.error(
                            "tenants",
                            "'" + tenant.name() + "' has the same credential as '" + other.name() + "'",
                            "give each its own"));
            all.subList(0, i)
                    .forEach(other -> tenant.ids().stream()
                            .filter(other.ids()::contains)
                            .findFirst()
                            .ifPresent(id -> own.error(
                                    "tenants",
                                    "'" + id + "' marks the data of '" + tenant.name() + "' and of '" + other.name()
                                            + "'",
                                    "name texts that only one of them has")));
        }
        for (int i = 1; i < all.size(); i++) {
            Tenant tenant = all.get(i);
            all.subList(0, i).stream()
                    .filter(other -> other.key().isPresent() && other.key().equals(tenant.key()))
                    .findFirst()
                    .ifPresent(other -> own.error(
                            "tenants",
                            "'" + tenant.name() + "' has the same key as '" + other.name() + "'",
                            "give each its own"));
        }
    }

    private Tenant tenant(String name, Keys keys) {
        List<Named> headers = references.headers(keys);
        if (headers.isEmpty() && own.has("endpoints")) {
            keys.error("headers", "'" + name + "' has no credential", "write its headers: 'Authorization: …'");
        }
        for (Named header : headers) {
            if (plan.production().headers().keySet().stream().anyMatch(header.name()::equalsIgnoreCase)) {
                keys.error(
                        "headers",
                        "'" + header.name() + "' stands in production.headers as well, and would go with every request",
                        "take it out there");
            }
        }
        List<String> ids = keys.texts("ids");
        if (ids.isEmpty() && own.has("endpoints")) {
            keys.error("ids", "nothing marks the data of '" + name + "'", "name texts that only its data holds");
        }
        longEnough(keys, ids);
        Optional<String> key = keys.text("key");
        if (key.isEmpty() && own.has("database")) {
            keys.error("key", "nothing stands for '" + name + "' in the database", "write its 'key'");
        }
        Optional<String> namespace = keys.text("namespace");
        if (namespace.isEmpty() && own.has("kubernetes")) {
            keys.error("namespace", "'" + name + "' has no namespace in Kubernetes", "write its 'namespace'");
        }
        Cluster.checkNames(keys, "namespace", namespace.stream().toList());
        Optional<Tenant.Login> grafana = new GrafanaReader(own, plan, references).login(keys);
        keys.done();
        return new Tenant(name, headers, ids, key, namespace, grafana);
    }

    /** Notes texts that are found in any other. */
    static void longEnough(Keys keys, List<String> ids) {
        ids.stream()
                .filter(id -> id.strip().length() < SHORTEST)
                .findFirst()
                .ifPresent(id -> keys.error(
                        "ids",
                        "'" + id + "' is too short to be told from other text",
                        "name a longer one, such as a name or a ticket's subject"));
    }

    private List<Endpoint> endpoints(Map<String, Tenant> tenants) {
        StepReader reader = new StepReader(plan, references);
        List<Endpoint> endpoints = new ArrayList<>();
        List<Keys> read = own.mappings("endpoints", keys -> {
            Optional<Step> step = reader.read(keys, Optional.empty());
            NOT_HERE.stream()
                    .filter(keys::has)
                    .forEach(key -> keys.error(
                            key, "'" + key + "' has no place here", "what is expected is in the documentation"));
            Optional<String> of = keys.text("of");
            boolean shared = keys.flag("shared", false);
            if (of.isPresent() == shared) {
                keys.error(
                        "of",
                        shared ? "what is shared is nobody's own" : "whose data is it?",
                        "write 'of:' with a tenant's name, or 'shared: true' if each gets its own there");
            }
            Optional<Tenant> owner = of.map(tenants::get);
            if (of.isPresent() && owner.isEmpty()) {
                keys.error("of", "there is no tenant '" + of.get() + "'", Nearest.hint(of.get(), tenants.keySet()));
            }
            step.filter(found -> shared || owner.isPresent())
                    .ifPresent(found -> endpoints.add(new Endpoint(found, owner)));
            keys.done();
            return keys;
        });
        if (read.isEmpty()) {
            own.error("endpoints", "there is nothing to try", "write each as '- { get: /…, of: TENANT }' below it");
        }
        return endpoints;
    }
}
