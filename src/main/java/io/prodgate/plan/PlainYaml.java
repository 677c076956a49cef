package io.prodgate.plan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a YAML or JSON file beside the plan into a tree that remembers its positions. References in it stand for themselves. */
public final class PlainYaml {
    private PlainYaml() {}

    /** The file's root; empty if there is none, and then {@code errors} says why. */
    public static Optional<PlanNode> read(Path file, PlanErrors errors) {
        Position start = new Position(file.toString(), 1, 1);
        try {
            Optional<RawNode> root =
                    YamlTree.read(file.toString(), SourceText.read(file).text(), errors);
            if (root.isEmpty() && errors.isEmpty()) {
                errors.add(start, "", "the file is empty");
            }
            return root.map(raw -> build(raw, ""));
        } catch (SourceText.UnreadableException e) {
            errors.add(start, "", e.reason());
            return Optional.empty();
        }
    }

    /**
     * The documents of a file of another tool, as that tool reads it: several, tags ignored, of duplicate keys the last.
     *
     * @return one or more; none if {@code errors} says why
     */
    public static List<PlanNode> documents(Path file, PlanErrors errors) {
        Position start = new Position(file.toString(), 1, 1);
        try {
            PlanErrors found = new PlanErrors();
            List<RawNode> roots =
                    YamlTree.readForeign(file.toString(), SourceText.read(file).text(), found);
            found.all().forEach(errors::add);
            if (roots.isEmpty() && found.isEmpty()) {
                errors.add(start, "", "the file is empty");
            }
            return roots.stream().map(raw -> build(raw, "")).toList();
        } catch (SourceText.UnreadableException e) {
            errors.add(start, "", e.reason());
            return List.of();
        }
    }

    /**
     * A text of another tool that was read already, such as a configuration that a system shows.
     *
     * @param name of the text, for errors
     * @return its only document; empty if there is none or there are several, and then {@code errors} says why
     */
    public static Optional<PlanNode> text(String name, String text, PlanErrors errors) {
        List<RawNode> roots = YamlTree.readForeign(name, text, errors);
        if (roots.size() != 1 && errors.isEmpty()) {
            errors.add(new Position(name, 1, 1), "", "it is not one document");
        }
        return roots.size() == 1 ? Optional.of(build(roots.getFirst(), "")) : Optional.empty();
    }

    private static PlanNode build(RawNode raw, String path) {
        return switch (raw) {
            case RawNode.Scalar scalar ->
                new PlanNode.Scalar(scalar.at(), path, Template.literal(scalar.text()), scalar.quoted());
            case RawNode.Sequence sequence -> {
                List<PlanNode> items = new ArrayList<>();
                for (RawNode item : sequence.items()) {
                    items.add(build(item, path + "[" + items.size() + "]"));
                }
                yield new PlanNode.Sequence(sequence.at(), path, items);
            }
            case RawNode.Mapping mapping ->
                new PlanNode.Mapping(
                        mapping.at(),
                        path,
                        mapping.entries().stream()
                                .map(entry -> new PlanNode.Entry(
                                        entry.at(),
                                        entry.key(),
                                        build(
                                                entry.value(),
                                                path.isEmpty()
                                                        ? Excerpt.of(entry.key())
                                                        : path + "." + Excerpt.of(entry.key()))))
                                .toList());
        };
    }
}
