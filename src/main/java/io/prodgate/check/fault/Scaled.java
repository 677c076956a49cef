package io.prodgate.check.fault;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.check.Attempt;
import io.prodgate.check.NeededProgram;
import io.prodgate.check.lease.Step;
import io.prodgate.check.lease.Undoing;
import io.prodgate.system.kubernetes.LabelSelector;
import java.util.List;
import java.util.Optional;

/**
 * Makes a workload of Kubernetes smaller, or takes it away. As many replicas as there were are restored.
 *
 * @param place where it is
 * @param workload which it is
 * @param replicas how many are left
 * @see <a href="https://kubernetes.io/docs/reference/kubectl/generated/kubectl_scale/">kubectl scale</a>
 */
record Scaled(Place place, Workload workload, int replicas) implements Injector {
    private static final String AUTOSCALING = "/apis/autoscaling/v2";

    @Override
    public Injection prepare(Attempt attempt, Undoing hands) throws NotMadeException, InterruptedException {
        Optional<String> name = Optional.of(workload.name());
        place.may(attempt, workload.resource(), name, "get", "list", "watch");
        place.may(attempt, workload.resource() + "/scale", name, "get", "update", "patch");
        place.may(attempt, "pods", Optional.empty(), "list", "watch");
        place.may(attempt, "horizontalpodautoscalers.autoscaling", Optional.empty(), "list");
        JsonNode found = workload.ready(attempt, place);
        int before = found.path("spec").path("replicas").asInt();
        if (before == replicas) {
            throw new NotMadeException(workload + " has " + before + " replicas already, so nothing would change");
        }
        nobodyElseScales(attempt);
        return new Injection(
                List.of(place.step(
                        Optional.empty(),
                        "scale",
                        workload.toString(),
                        "--current-replicas=" + before,
                        "--replicas=" + replicas)),
                List.of(arrived(found)),
                List.of(place.step(Optional.empty(), "scale", workload.toString(), "--replicas=" + before)),
                List.of(workload.says(place, ".spec.replicas", String.valueOf(before)), workload.rolledOut(place)));
    }

    /** The count alone is a wish: pods end when they have done their work. */
    private Step arrived(JsonNode found) throws NotMadeException {
        if (replicas > 0) {
            return place.waiting("wait", workload.toString(), "--for=jsonpath={.status.replicas}=" + replicas);
        }
        try {
            String selector = new LabelSelector(found.path("spec").path("selector")).written();
            if (selector.isEmpty()) {
                throw new NotMadeException(workload + " does not say which pods are its own");
            }
            return place.waiting("wait", "pods", "--for=delete", "--selector=" + selector);
        } catch (IllegalArgumentException e) {
            throw new NotMadeException("which pods are those of " + workload + ": " + e.getMessage());
        }
    }

    private void nobodyElseScales(Attempt attempt) throws NotMadeException, InterruptedException {
        JsonNode items =
                place.read(attempt, AUTOSCALING, "horizontalpodautoscalers").path("items");
        if (!items.isArray()) {
            throw new NotMadeException("Kubernetes does not list the autoscalers of " + place.namespace());
        }
        Optional<String> other = items.valueStream()
                .filter(one -> {
                    JsonNode target = one.path("spec").path("scaleTargetRef");
                    return target.path("kind").asText().equalsIgnoreCase(workload.kind())
                            && target.path("name").asText().equals(workload.name());
                })
                .map(one -> one.path("metadata").path("name").asText())
                .findFirst();
        if (other.isPresent()) {
            throw new NotMadeException(
                    "the HorizontalPodAutoscaler '" + other.get() + "' decides how many replicas " + workload
                            + " has, and would change what is made and what is restored",
                    "break it with 'env', 'network-policy' or Toxiproxy instead, or take the autoscaler away before");
        }
    }

    @Override
    public List<NeededProgram> programs() {
        return List.of(NeededProgram.kubectl());
    }

    @Override
    public List<String> told() {
        return List.of(
                "kubectl: %s of %s to %d replicas, %s".formatted(workload, place.namespace(), replicas, place.told()));
    }
}
