package io.prodgate.device.maestro;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.plan.PlainYaml;
import io.prodgate.plan.PlanErrors;
import io.prodgate.plan.PlanNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A {@code config.yaml} of a workspace.
 *
 * @param flows glob patterns for the flows, relative to the folder; empty if it does not say
 * @param includeTags flows without any of them are left out
 * @param excludeTags flows with any of them are left out
 * @param flowsOrder the names of flows that run one after the other
 * @param continueOnFailure whether such a flow runs although one before it failed
 * @param settings everything else, for Maestro
 */
record WorkspaceConfig(
        List<PlanNode.Scalar> flows,
        List<String> includeTags,
        List<String> excludeTags,
        List<PlanNode.Scalar> flowsOrder,
        boolean continueOnFailure,
        ObjectNode settings) {
    /** What we decide ourselves: which flows run, in which order, and where Maestro writes. */
    private static final Set<String> OURS =
            Set.of("flows", "includeTags", "excludeTags", "executionOrder", "local", "testOutputDir");

    /** The configuration of a workspace that has none. */
    static WorkspaceConfig none() {
        return new WorkspaceConfig(
                List.of(), List.of(), List.of(), List.of(), true, JsonNodeFactory.instance.objectNode());
    }

    /** Reads a file; mistakes go into {@code errors}. */
    static WorkspaceConfig read(Path file, PlanErrors errors) {
        List<PlanNode> documents = PlainYaml.documents(file, errors);
        if (documents.isEmpty() || documents.getFirst() instanceof PlanNode.Scalar scalar && scalar.isNull()) {
            return none();
        }
        if (!(documents.getFirst() instanceof PlanNode.Mapping root)) {
            errors.add(documents.getFirst().at(), "", "a workspace's configuration has to be a mapping of keys");
            return none();
        }
        Optional<PlanNode.Mapping> order = order(root, errors);
        ObjectNode settings = JsonNodeFactory.instance.objectNode();
        root.entries().stream()
                .filter(entry -> !OURS.contains(entry.key()))
                .forEach(entry -> settings.set(entry.key(), Nodes.json(entry.value())));
        return new WorkspaceConfig(
                Nodes.texts(root, "flows", errors),
                strings(Nodes.texts(root, "includeTags", errors)),
                strings(Nodes.texts(root, "excludeTags", errors)),
                order.map(mapping -> Nodes.texts(mapping, "flowsOrder", errors)).orElse(List.of()),
                order.map(mapping -> continues(mapping, errors)).orElse(true),
                settings);
    }

    private static Optional<PlanNode.Mapping> order(PlanNode.Mapping root, PlanErrors errors) {
        Optional<PlanNode> order = Nodes.find(root, "executionOrder");
        if (order.isPresent() && !(order.get() instanceof PlanNode.Mapping)) {
            errors.add(
                    order.get().at(), "", "'executionOrder' has to have 'flowsOrder' and 'continueOnFailure' below it");
        }
        return order.filter(PlanNode.Mapping.class::isInstance).map(PlanNode.Mapping.class::cast);
    }

    private static boolean continues(PlanNode.Mapping order, PlanErrors errors) {
        Optional<PlanNode> value = Nodes.find(order, "continueOnFailure");
        String text = Nodes.text(order, "continueOnFailure", errors).orElse("true");
        if (!text.matches("(?i)true|false")) {
            errors.add(value.orElse(order).at(), "", "'continueOnFailure' has to be true or false, not '" + text + "'");
        }
        return !text.equalsIgnoreCase("false");
    }

    private static List<String> strings(List<PlanNode.Scalar> scalars) {
        return scalars.stream().map(Nodes::text).toList();
    }
}
