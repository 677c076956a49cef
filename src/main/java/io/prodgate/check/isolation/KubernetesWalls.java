package io.prodgate.check.isolation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.check.Attempt;
import io.prodgate.evidence.IsolationMatrix.End;
import io.prodgate.evidence.IsolationMatrix.Try;
import io.prodgate.evidence.Misconfiguration;
import io.prodgate.evidence.SystemTrouble;
import io.prodgate.system.kubernetes.Kubectl;
import io.prodgate.system.kubernetes.KubectlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks Kubernetes whether one tenant's pods may get at another one's secrets: by access reviews, without touching any.
 *
 * <p>https://kubernetes.io/docs/reference/access-authn-authz/authorization/
 */
final class KubernetesWalls {
    private static final String REVIEWS = "/apis/authorization.k8s.io/v1/subjectaccessreviews";
    private static final String POLICIES = "/apis/networking.k8s.io/v1/namespaces/%s/networkpolicies";
    private static final String REVIEW = "access review";

    private final KubernetesPlan plan;
    private final Kubectl kubectl;
    private final Attempt attempt;
    private final String place;
    private final List<Try> tries = new ArrayList<>();

    /**
     * The tries of one attempt.
     *
     * @param place where the check stands in the plan
     */
    KubernetesWalls(KubernetesPlan plan, Kubectl kubectl, Attempt attempt, String place) {
        this.plan = plan;
        this.kubectl = kubectl;
        this.attempt = attempt;
        this.place = place;
    }

    /** Makes all tries. */
    void tried() throws InterruptedException {
        boolean whole = false;
        try {
            control();
            for (Tenant tenant : plan.tenants()) {
                others(tenant);
            }
            if (plan.policies()) {
                for (Tenant tenant : plan.tenants()) {
                    network(tenant);
                }
            }
            if (plan.mostRestarts().isPresent()) {
                KubernetesPods pods =
                        new KubernetesPods(kubectl, plan.mostRestarts().getAsInt());
                for (Tenant tenant : plan.tenants()) {
                    tries.addAll(pods.of(tenant));
                }
            }
            whole = true;
        } catch (KubectlException e) {
            String said = String.valueOf(e.getMessage());
            attempt.log()
                    .add(
                            e.ours()
                                    ? new Misconfiguration(
                                            "Kubernetes cannot be asked: " + said,
                                            place,
                                            "check kubectl and its context; its account has to create"
                                                    + " subjectaccessreviews, and to list networkpolicies, pods,"
                                                    + " deployments and statefulsets as far as the plan asks for them")
                                    : new SystemTrouble(
                                            "Kubernetes",
                                            SystemTrouble.Kind.UNABLE,
                                            plan.cluster().context().orElse("kubectl"),
                                            said));
        }
        new TryJudge(attempt.log()).told("Kubernetes", tries, whole);
    }

    /** Whoever may do everything has to be let in: else a refusal says nothing. */
    private void control() throws KubectlException, InterruptedException {
        Tenant first = plan.tenants().getFirst();
        String namespace = first.namespace().orElseThrow();
        String resource = plan.resources().getFirst();
        String verb = plan.verbs().getFirst();
        JsonNode status = asked("prodgate-control", List.of("system:masters"), namespace, verb, resource);
        boolean allowed = status.path("allowed").asBoolean();
        tries.add(new Try(
                "system:masters",
                verb + " " + resource,
                first.name(),
                allowed ? End.LET_IN : End.VOID,
                REVIEW,
                allowed ? "" : "who may do everything may not, so it proves nothing that others may not"));
    }

    private void others(Tenant tenant) throws KubectlException, InterruptedException {
        String namespace = tenant.namespace().orElseThrow();
        String user = "system:serviceaccount:" + namespace + ":" + plan.account();
        List<String> groups =
                List.of("system:serviceaccounts", "system:serviceaccounts:" + namespace, "system:authenticated");
        for (Tenant other : plan.tenants()) {
            if (other.equals(tenant)) {
                continue;
            }
            for (String resource : plan.resources()) {
                for (String verb : plan.verbs()) {
                    JsonNode status = asked(user, groups, other.namespace().orElseThrow(), verb, resource);
                    tries.add(judged(tenant, other, verb + " " + resource, status));
                }
            }
        }
    }

    private static Try judged(Tenant tenant, Tenant other, String what, JsonNode status) {
        String reason = status.path("reason").asText("");
        String error = status.path("evaluationError").asText("");
        End end = !status.path("allowed").isBoolean()
                ? End.UNKNOWN
                : status.path("allowed").asBoolean() ? End.LEAKED : error.isEmpty() ? End.STOPPED : End.UNKNOWN;
        String detail = end == End.UNKNOWN && error.isEmpty() ? "the review says neither yes nor no" : error + reason;
        return new Try("pods of " + tenant.name(), what, other.name(), end, REVIEW, detail);
    }

    private JsonNode asked(String user, List<String> groups, String namespace, String verb, String resource)
            throws KubectlException, InterruptedException {
        attempt.news().accept("asks whether " + user + " may " + verb + " " + resource + " in " + namespace);
        int dot = resource.indexOf('.');
        ObjectNode review = JsonNodeFactory.instance.objectNode();
        review.put("apiVersion", "authorization.k8s.io/v1").put("kind", "SubjectAccessReview");
        ObjectNode spec = review.putObject("spec").put("user", user);
        groups.forEach(spec.putArray("groups")::add);
        spec.putObject("resourceAttributes")
                .put("namespace", namespace)
                .put("verb", verb)
                .put("group", dot < 0 ? "" : resource.substring(dot + 1))
                .put("resource", dot < 0 ? resource : resource.substring(0, dot));
        return kubectl.create(REVIEWS, review).path("status");
    }

    /** A policy for all pods of the namespace that says who may come in: without one everybody may. */
    private void network(Tenant tenant) throws KubectlException, InterruptedException {
        Optional<String> policy = kubectl
                .list(POLICIES.formatted(tenant.namespace().orElseThrow()))
                .stream()
                .filter(KubernetesWalls::keepsAllPods)
                .map(item -> item.path("metadata").path("name").asText())
                .findFirst();
        tries.add(new Try(
                "pods of others",
                "reach pods",
                tenant.name(),
                policy.isPresent() ? End.STOPPED : End.WRONGLY_STOPPED,
                policy.map(name -> "network policy " + name).orElse("no network policy"),
                policy.isPresent() ? "" : "no policy with an empty podSelector is about Ingress"));
    }

    private static boolean keepsAllPods(JsonNode policy) {
        JsonNode spec = policy.path("spec");
        JsonNode types = spec.path("policyTypes");
        boolean ingress = types.isMissingNode()
                || types.valueStream().anyMatch(type -> type.asText().equals("Ingress"));
        boolean open = spec.path("ingress").valueStream().anyMatch(JsonNode::isEmpty);
        return spec.path("podSelector").isEmpty() && ingress && !open;
    }
}
