package io.prodgate.plan;

import java.util.ArrayList;
import java.util.List;

/** Makes the plan's tree: gives every part its path and fills in what is known before the run. */
final class TreeBuilder {
    private final StaticReferences references;
    private final PlanErrors errors;

    TreeBuilder(StaticReferences references, PlanErrors errors) {
        this.references = references;
        this.errors = errors;
    }

    PlanNode build(RawNode raw, String path) {
        return switch (raw) {
            case RawNode.Scalar scalar ->
                new PlanNode.Scalar(
                        scalar.at(),
                        path,
                        references.resolve(scalar, path),
                        scalar.quoted(),
                        scalar.text().contains("${"));
            case RawNode.Sequence sequence -> {
                List<PlanNode> items = new ArrayList<>(sequence.items().size());
                for (int i = 0; i < sequence.items().size(); i++) {
                    items.add(build(sequence.items().get(i), path + "[" + i + "]"));
                }
                yield new PlanNode.Sequence(sequence.at(), path, items);
            }
            case RawNode.Mapping mapping -> {
                List<PlanNode.Entry> entries = new ArrayList<>(mapping.entries().size());
                for (RawNode.Entry entry : mapping.entries()) {
                    entries.add(entry(entry, path));
                }
                yield new PlanNode.Mapping(mapping.at(), path, entries);
            }
        };
    }

    private PlanNode.Entry entry(RawNode.Entry entry, String path) {
        String key = entry.key();
        String below = path.isEmpty() ? Excerpt.of(key) : path + "." + Excerpt.of(key);
        if (key.contains("${")) {
            errors.add(entry.at(), below, "a key cannot hold a reference", "only values are filled in");
        }
        // Variables are looked up one by one: a default that was overridden is not even looked at.
        boolean variables = path.isEmpty() && key.equals("vars");
        PlanNode value =
                variables ? new PlanNode.Mapping(entry.value().at(), below, List.of()) : build(entry.value(), below);
        return new PlanNode.Entry(entry.at(), key, value);
    }
}
