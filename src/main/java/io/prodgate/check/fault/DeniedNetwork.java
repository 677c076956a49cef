package io.prodgate.check.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.check.Attempt;
import io.prodgate.check.NeededProgram;
import io.prodgate.check.lease.Step;
import io.prodgate.check.lease.Undoing;
import io.prodgate.system.kubernetes.LabelSelector;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Lets nobody reach some pods of Kubernetes, or these pods reach nobody, by a network policy that is deleted again.
 *
 * @param place where they are
 * @param pods their labels
 * @param directions {@code Ingress}, {@code Egress} or both
 * @see <a href="https://kubernetes.io/docs/concepts/services-networking/network-policies/">Network policies</a>
 */
record DeniedNetwork(Place place, Map<String, String> pods, List<String> directions) implements Injector {
    private static final String API = "/apis/networking.k8s.io/v1";
    private static final String RESOURCE = "networkpolicies.networking.k8s.io";
    private static final int LONGEST = 100;

    DeniedNetwork {
        pods = Map.copyOf(pods);
        directions = List.copyOf(directions);
    }

    @Override
    public Injection prepare(Attempt attempt, Undoing hands) throws NotMadeException, InterruptedException {
        place.may(attempt, RESOURCE, Optional.empty(), "list", "create", "get", "delete");
        place.may(attempt, "pods", Optional.empty(), "list");
        JsonNode policy = policy(attempt);
        String name = policy.path("metadata").path("name").asText();
        allAreOpen(attempt, name, found(attempt, policy));
        return new Injection(
                List.of(place.script(
                        "policy=$1 path=$2; shift 2; printf %s \"$policy\" | kubectl create --raw=\"$path\""
                                + " --filename=- \"$@\"",
                        policy.toString(), API + "/namespaces/" + place.namespace() + "/networkpolicies")),
                List.of(is(name, "networkpolicy.networking.k8s.io/" + name)),
                List.of(place.step(Optional.empty(), "delete", "networkpolicy", name, "--ignore-not-found")),
                List.of(is(name, "")));
    }

    private Step is(String name, String printed) {
        return place.step(Optional.of(printed), "get", "networkpolicy", name, "--ignore-not-found", "--output=name");
    }

    private JsonNode policy(Attempt attempt) {
        String id = place.check().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
        ObjectNode policy = JsonNodeFactory.instance.objectNode();
        policy.put("apiVersion", "networking.k8s.io/v1").put("kind", "NetworkPolicy");
        ObjectNode metadata = policy.putObject("metadata");
        metadata.put("name", "prodgate-" + id.substring(0, Math.min(LONGEST, id.length())) + "-" + Place.run(attempt));
        metadata.put("namespace", place.namespace());
        metadata.putObject("labels")
                .put("app.kubernetes.io/managed-by", "prodgate")
                .put("prodgate/run", Place.run(attempt));
        metadata.putObject("annotations").put("prodgate/fault", Place.maker(attempt, place.check()));
        ObjectNode spec = policy.putObject("spec");
        ObjectNode labels = spec.putObject("podSelector").putObject("matchLabels");
        new TreeMap<>(pods).forEach(labels::put);
        directions.forEach(spec.putArray("policyTypes")::add);
        return policy;
    }

    private List<JsonNode> found(Attempt attempt, JsonNode policy) throws NotMadeException, InterruptedException {
        String selector = new LabelSelector(policy.path("spec").path("podSelector")).written();
        List<JsonNode> found = place.read(
                        attempt, "/api/v1", "pods?labelSelector=" + URLEncoder.encode(selector, StandardCharsets.UTF_8))
                .path("items")
                .valueStream()
                .toList();
        if (found.isEmpty()) {
            throw new NotMadeException(
                    "no pod of the namespace " + place.namespace() + " has the labels " + selector,
                    "write the labels of the pods that are to be cut off");
        }
        return found;
    }

    /** Policies only add up: where one lets somebody in, another that lets in nobody changes nothing. */
    private void allAreOpen(Attempt attempt, String own, List<JsonNode> found)
            throws NotMadeException, InterruptedException {
        JsonNode policies = place.read(attempt, API, "networkpolicies").path("items");
        if (!policies.isArray()) {
            throw new NotMadeException("Kubernetes does not list the network policies of " + place.namespace());
        }
        try {
            for (JsonNode policy : policies) {
                if (policy.path("metadata").path("name").asText().equals(own)) {
                    throw new NotMadeException(
                            "the network policy '" + own + "' of prodgate is there already",
                            "undo it with 'prodgate recover'");
                }
                LabelSelector selector = new LabelSelector(policy.path("spec").path("podSelector"));
                for (String direction : directions) {
                    if (lets(policy.path("spec"), direction)
                            && found.stream()
                                    .anyMatch(pod -> selector.matches(
                                            pod.path("metadata").path("labels")))) {
                        throw new NotMadeException(
                                "the network policy '"
                                        + policy.path("metadata").path("name").asText()
                                        + "' allows " + direction
                                        + " for these pods, and policies only add up: one that"
                                        + " denies it has no effect",
                                "break it with 'scale', 'env' or Toxiproxy instead");
                    }
                }
            }
        } catch (IllegalArgumentException e) {
            throw new NotMadeException(
                    "a network policy of " + place.namespace() + " cannot be read: " + e.getMessage());
        }
    }

    private static boolean lets(JsonNode spec, String direction) {
        return !spec.path(direction.toLowerCase(Locale.ROOT)).isEmpty();
    }

    @Override
    public List<NeededProgram> programs() {
        return List.of(NeededProgram.kubectl());
    }

    @Override
    public List<String> told() {
        return List.of("kubectl: a network policy in %s that denies %s of pods %s, %s"
                .formatted(place.namespace(), String.join(" and ", directions), pods, place.told()));
    }
}
