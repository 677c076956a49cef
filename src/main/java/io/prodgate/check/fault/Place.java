package io.prodgate.check.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.check.Attempt;
import io.prodgate.check.lease.Step;
import io.prodgate.plan.Template;
import io.prodgate.system.kubernetes.Cluster;
import io.prodgate.system.kubernetes.Kubectl;
import io.prodgate.system.kubernetes.KubectlException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A namespace of a cluster in which something is broken through {@code kubectl}.
 *
 * @param cluster which it is
 * @param namespace its name
 * @param check the check's id: what is made bears it
 * @param folder where kubectl runs
 * @param patience how long the cluster may take to follow
 * @param environment that kubectl sees when the plan is carried out
 */
record Place(
        Cluster cluster,
        String namespace,
        String check,
        Path folder,
        Duration patience,
        Map<String, String> environment) {
    private static final String MAY = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
    private static final Duration MARGIN = Duration.ofSeconds(10);

    Place {
        environment = Map.copyOf(environment);
    }

    /** Who made something: run and check. */
    static String maker(Attempt attempt, String check) {
        return run(attempt) + "/" + check;
    }

    /** The run's id. */
    static String run(Attempt attempt) {
        return Template.parse("${run.id}").fill(attempt.values());
    }

    /** A call of kubectl that answers at once. */
    Step step(Optional<String> prints, String... words) {
        return command(Stream.concat(Stream.of("kubectl"), Stream.of(words)), List.of("--request-timeout=10s"), prints);
    }

    /** A call of kubectl that waits for the cluster, as long as it may take. */
    Step waiting(String... words) {
        return command(
                Stream.concat(Stream.of("kubectl"), Stream.of(words)),
                List.of("--timeout=" + patience.toSeconds() + "s"),
                Optional.empty());
    }

    /** A script for {@code sh} that calls kubectl with {@code "$@"}, which is what leads it here, after its own parameters. */
    Step script(String script, String... parameters) {
        return command(
                Stream.concat(Stream.of("sh", "-c", script, "prodgate"), Stream.of(parameters)),
                List.of("--request-timeout=10s"),
                Optional.empty());
    }

    private Step command(Stream<String> words, List<String> more, Optional<String> prints) {
        List<String> all = new ArrayList<>(words.toList());
        all.addAll(cluster.options());
        all.add("--namespace=" + namespace);
        all.addAll(more);
        Map<String, Template> variables = new LinkedHashMap<>();
        // Whoever undoes it may sit in another shell.
        Optional.ofNullable(environment.get("KUBECONFIG"))
                .filter(file -> cluster.config().isEmpty())
                .ifPresent(file -> variables.put("KUBECONFIG", Template.literal(file)));
        return new Step.Command(
                all.stream().map(Template::literal).toList(), variables, folder, patience.plus(MARGIN), prints);
    }

    /**
     * Makes sure that we may do what making and undoing takes, as {@code kubectl auth can-i} does.
     *
     * @param resource with its group and subresource if it has them: {@code deployments.apps/scale}
     * @throws Injector.NotMadeException if we may not, or nobody says that we may
     */
    void may(Attempt attempt, String resource, Optional<String> name, String... verbs)
            throws Injector.NotMadeException, InterruptedException {
        for (String verb : verbs) {
            JsonNode status = asked(
                            attempt,
                            "whether we may " + verb + " " + resource,
                            kubectl -> kubectl.create(MAY, review(resource, name, verb)))
                    .path("status");
            if (!status.path("allowed").asBoolean(false)) {
                throw new Injector.NotMadeException(
                        "we may not %s %s in the namespace %s".formatted(verb, resource, namespace),
                        "give the account of " + told() + " this right, or name a context that has it");
            }
        }
    }

    private ObjectNode review(String resource, Optional<String> name, String verb) {
        String[] parts = resource.split("/", 2);
        int dot = parts[0].indexOf('.');
        ObjectNode review = JsonNodeFactory.instance.objectNode();
        review.put("apiVersion", "authorization.k8s.io/v1").put("kind", "SelfSubjectAccessReview");
        ObjectNode attributes = review.putObject("spec")
                .putObject("resourceAttributes")
                .put("namespace", namespace)
                .put("verb", verb)
                .put("group", dot < 0 ? "" : parts[0].substring(dot + 1))
                .put("resource", dot < 0 ? parts[0] : parts[0].substring(0, dot));
        name.ifPresent(one -> attributes.put("name", one));
        if (parts.length > 1) {
            attributes.put("subresource", parts[1]);
        }
        return review;
    }

    /** What is at a path of the API, of this namespace: {@code /apis/apps/v1}, {@code deployments/worker}. */
    JsonNode read(Attempt attempt, String api, String what) throws Injector.NotMadeException, InterruptedException {
        return asked(
                attempt,
                "for " + what.replaceAll("\\?.*", ""),
                kubectl -> kubectl.get(api + "/namespaces/" + namespace + "/" + what));
    }

    private interface Question {
        JsonNode ask(Kubectl kubectl) throws KubectlException, InterruptedException;
    }

    private JsonNode asked(Attempt attempt, String what, Question question)
            throws Injector.NotMadeException, InterruptedException {
        try {
            return question.ask(new Kubectl(cluster, environment, attempt.time()));
        } catch (KubectlException e) {
            String why =
                    "Kubernetes cannot be asked " + what + " in the namespace " + namespace + ": " + e.getMessage();
            throw e.ours()
                    ? new Injector.NotMadeException(why, "check kubectl, its context and what its account may do")
                    : new Injector.NotMadeException(why);
        }
    }

    String told() {
        return cluster.context().orElse("kubectl's current context");
    }
}
