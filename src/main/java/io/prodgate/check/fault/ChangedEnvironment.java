package io.prodgate.check.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.check.Attempt;
import io.prodgate.check.NeededProgram;
import io.prodgate.check.lease.Undoing;
import io.prodgate.plan.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Gives a container other environment variables. What they were stays in the cluster: a plain value, which may be a secret, is copied into an
 * annotation of its own workload and moved back from there, so that neither we nor a lease ever hold it. Making and undoing are one JSON
 * patch each, which the cluster applies as a whole or not at all.
 *
 * @param place where it is
 * @param workload whose it is
 * @param container its name
 * @param set the variables
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6902">JSON Patch</a>
 */
record ChangedEnvironment(Place place, Workload workload, String container, Map<String, Template> set)
        implements Injector {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String ANNOTATIONS = "/metadata/annotations";
    private static final String MARK = "prodgate/fault";

    /** Nothing is undone that is not there, and nothing that others made. */
    private static final String UNDO = "mark=$1 patch=$2 workload=$3; shift 3; "
            + "there=$(kubectl get \"$workload\" '--output=jsonpath={.metadata.annotations." + MARK
            + "}' \"$@\") || exit; "
            + "[ \"$there\" != \"$mark\" ] || kubectl patch \"$workload\" --type=json --patch=\"$patch\" \"$@\"";

    ChangedEnvironment {
        set = Map.copyOf(set);
    }

    @Override
    public Injection prepare(Attempt attempt, Undoing hands) throws NotMadeException, InterruptedException {
        place.may(attempt, workload.resource(), Optional.of(workload.name()), "get", "list", "watch", "patch");
        JsonNode found = workload.ready(attempt, place);
        JsonNode annotations = found.path("metadata").path("annotations");
        if (annotations.has(MARK)) {
            throw new NotMadeException(
                    workload + " still bears a fault of prodgate: "
                            + annotations.path(MARK).asText(),
                    "undo it with 'prodgate recover'");
        }
        String mark = Place.maker(attempt, place.check());
        Patches patches = new Patches(found, mark);
        for (Map.Entry<String, Template> one : new TreeMap<>(set).entrySet()) {
            patches.change(one.getKey(), one.getValue().fill(attempt.values()));
        }
        return new Injection(
                List.of(place.step(
                        Optional.empty(), "patch", workload.toString(), "--type=json", "--patch=" + patches.make())),
                List.of(workload.rolledOut(place)),
                List.of(place.script(UNDO, mark, patches.undo().toString(), workload.toString())),
                List.of(workload.says(place, ".metadata.annotations." + MARK, ""), workload.rolledOut(place)));
    }

    /** What makes the fault, and what undoes it. */
    private final class Patches {
        private final ArrayNode make = JSON.arrayNode();
        private final List<ObjectNode> undo = new ArrayList<>();
        private final String containerAt;
        private final JsonNode variables;
        private final String mark;
        private int added;

        Patches(JsonNode found, String mark) throws NotMadeException {
            this.mark = mark;
            JsonNode containers =
                    found.path("spec").path("template").path("spec").path("containers");
            int index = IntStream.range(0, containers.size())
                    .filter(i -> containers.get(i).path("name").asText().equals(container))
                    .findFirst()
                    .orElseThrow(() -> new NotMadeException(
                            workload + " has no container '" + container + "', but "
                                    + containers
                                            .valueStream()
                                            .map(one -> one.path("name").asText())
                                            .toList(),
                            "name one of them"));
            this.containerAt = "/spec/template/spec/containers/" + index;
            this.variables = containers.get(index).path("env");
            // Positions are those of this version: whatever comes between, nothing is changed.
            make.add(operation(
                    "test", "/metadata/resourceVersion", found.path("metadata").path("resourceVersion")));
            if (!found.path("metadata").has("annotations")) {
                make.add(operation("add", ANNOTATIONS, JSON.objectNode()));
            }
            make.add(operation("add", ANNOTATIONS + "/" + escaped(MARK), JSON.textNode(mark)));
            if (!variables.isArray()) {
                make.add(operation("add", containerAt + "/env", JSON.arrayNode()));
            }
        }

        void change(String name, String value) throws NotMadeException {
            List<Integer> indexes = IntStream.range(0, variables.size())
                    .filter(i -> variables.get(i).path("name").asText().equals(name))
                    .boxed()
                    .toList();
            if (indexes.size() > 1) {
                throw new NotMadeException("the container '" + container + "' has " + name + " twice");
            }
            ObjectNode now = JSON.objectNode().put("name", name);
            if (!value.isEmpty()) {
                now.put("value", value);
            }
            if (indexes.isEmpty()) {
                String at = containerAt + "/env/" + (variables.size() + added++);
                make.add(operation("add", at, now));
                undo.add(0, JSON.objectNode().put("op", "remove").put("path", at));
                undo.add(0, operation("test", at, now));
                return;
            }
            String at = containerAt + "/env/" + indexes.getFirst();
            JsonNode was = variables.get(indexes.getFirst());
            if (was.has("valueFrom") || !was.has("value")) {
                make.add(operation("replace", at, now));
                undo.add(operation("test", at, now));
                undo.add(operation("replace", at, was));
                return;
            }
            String kept = ANNOTATIONS + "/" + escaped("prodgate/was-" + indexes.getFirst());
            make.add(JSON.objectNode()
                    .put("op", "copy")
                    .put("from", at + "/value")
                    .put("path", kept));
            make.add(operation("replace", at, now));
            undo.add(operation("test", at, now));
            undo.add(JSON.objectNode().put("op", "move").put("from", kept).put("path", at + "/value"));
        }

        ArrayNode make() {
            return make;
        }

        ArrayNode undo() {
            ArrayNode all = JSON.arrayNode();
            String marked = ANNOTATIONS + "/" + escaped(MARK);
            all.add(operation("test", marked, JSON.textNode(mark)));
            all.add(operation("test", containerAt + "/name", JSON.textNode(container)));
            undo.forEach(all::add);
            all.add(JSON.objectNode().put("op", "remove").put("path", marked));
            return all;
        }

        private static ObjectNode operation(String operation, String path, JsonNode value) {
            return JSON.objectNode().put("op", operation).put("path", path).set("value", value);
        }

        /** As JSON Pointers write it. */
        private static String escaped(String name) {
            return name.replace("~", "~0").replace("/", "~1");
        }
    }

    @Override
    public List<NeededProgram> programs() {
        return List.of(NeededProgram.kubectl());
    }

    @Override
    public List<String> told() {
        return List.of("kubectl: %s of the container %s of %s of %s, %s"
                .formatted(
                        String.join(", ", set.keySet().stream().sorted().toList()),
                        container,
                        workload,
                        place.namespace(),
                        place.told()));
    }
}
