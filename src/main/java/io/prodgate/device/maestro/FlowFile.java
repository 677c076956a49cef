package io.prodgate.device.maestro;

import io.prodgate.plan.PlainYaml;
import io.prodgate.plan.PlanErrors;
import io.prodgate.plan.PlanNode;
import io.prodgate.plan.Position;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A flow file, read as far as Maestro reads it before it runs anything: a header, and a list of commands.
 *
 * @param name the header's, if it has one
 * @param at where the header, or its name, begins
 * @param appId the package, or the URL of a web flow
 * @param tags the header's
 * @param commands the nodes of its commands, those of its hooks too
 */
record FlowFile(Optional<String> name, Position at, String appId, List<String> tags, List<PlanNode.Sequence> commands) {
    private static final String EXAMPLE =
            "a flow begins with 'appId: com.example.app', a line '---', and a list of commands";

    /** Reads a file; empty if Maestro would refuse it, and then {@code errors} says why. */
    static Optional<FlowFile> read(Path file, PlanErrors errors) {
        List<PlanNode> documents = PlainYaml.documents(file, errors);
        if (documents.isEmpty()) {
            return Optional.empty();
        }
        if (!(documents.getFirst() instanceof PlanNode.Mapping header)) {
            errors.add(documents.getFirst().at(), "", "this flow has no header", EXAMPLE);
            return Optional.empty();
        }
        if (documents.size() < 2 || !(documents.get(1) instanceof PlanNode.Sequence commands)) {
            Position at = documents.size() < 2 ? header.at() : documents.get(1).at();
            errors.add(at, "", "this flow has no list of commands behind its header", EXAMPLE);
            return Optional.empty();
        }
        if (commands.items().isEmpty()) {
            errors.add(commands.at(), "", "this flow has no commands: it would prove nothing", EXAMPLE);
            return Optional.empty();
        }
        return read(header, commands, errors);
    }

    private static Optional<FlowFile> read(PlanNode.Mapping header, PlanNode.Sequence commands, PlanErrors errors) {
        Optional<String> appId = Nodes.text(header, "appId", errors)
                .or(() -> Nodes.text(header, "url", errors))
                .filter(Predicate.not(String::isBlank));
        if (appId.isEmpty()) {
            errors.add(header.at(), "", "the header of this flow has no 'appId'", EXAMPLE);
        }
        List<PlanNode.Sequence> all = new java.util.ArrayList<>(List.of(commands));
        for (String hook : List.of("onFlowStart", "onFlowComplete")) {
            Nodes.find(header, hook)
                    .filter(PlanNode.Sequence.class::isInstance)
                    .map(PlanNode.Sequence.class::cast)
                    .ifPresent(all::add);
        }
        Optional<String> name = Nodes.text(header, "name", errors).filter(Predicate.not(String::isBlank));
        Position at = Nodes.find(header, "name").map(PlanNode::at).orElse(header.at());
        List<String> tags =
                Nodes.texts(header, "tags", errors).stream().map(Nodes::text).toList();
        return appId.map(id -> new FlowFile(name, at, id, tags, all));
    }

    /** How many commands it has, those inside of others too. */
    int length() {
        return commands.stream().mapToInt(FlowFile::length).sum();
    }

    private static int length(PlanNode node) {
        return switch (node) {
            case PlanNode.Sequence list ->
                list.items().size()
                        + list.items().stream().mapToInt(FlowFile::length).sum();
            case PlanNode.Mapping mapping ->
                mapping.entries().stream()
                        .mapToInt(entry -> length(entry.value()))
                        .sum();
            case PlanNode.Scalar scalar -> 0;
        };
    }

    /** Whether a file is shaped like a flow, whatever its name. */
    static boolean shaped(Path file) {
        return read(file, new PlanErrors()).isPresent();
    }
}
